import {
  type List,
  listAddedSchema,
  listAnswerSchema,
  listContactsBodySchema,
  listContactsQuerySchema,
  listContactsSchema,
  listNameSchema,
  listRemovedSchema,
  listsSchema,
} from "#contracts/api/lists.ts";
import { AppError } from "#contracts/errors.ts";
import { addToList, createList, deleteList, getLists, pageList, removeFromList } from "../../_shared/db/lists.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleContact, exampleIds } from "../examples.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idParam,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";

const tags = ["lists"];
const example: List = {
  id: exampleIds.key,
  name: "Spring campaign",
  contact_count: 12,
  created_at: "2026-01-15T09:30:00.000Z",
  updated_at: "2026-01-15T09:30:00.000Z",
};
const params = idParam("The list.");
const some = jsonBody(listContactsBodySchema, { contact_ids: [exampleIds.contact] });

const all = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/lists",
    tags,
    summary: "The lists of the workspace",
    middleware: guards.viewer,
    responses: { 200: jsonAnswer("By name.", listsSchema, { lists: [example] }), ...problems(...guardProblems) },
  });

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/lists",
    tags,
    summary: "Make a list",
    description: "A name that is there already, in whatever case, answers with that list.",
    middleware: guards.member,
    request: { body: jsonBody(listNameSchema, { name: "Spring campaign" }) },
    responses: {
      200: jsonAnswer("The list.", listAnswerSchema, { list: example }),
      ...problems("bad_request", "unprocessable", ...guardProblems),
    },
  });

const remove = (guards: Guards) =>
  createRoute({
    method: "delete",
    path: "/lists/{id}",
    tags,
    summary: "Remove a list; its contacts stay",
    middleware: guards.member,
    request: { params },
    responses: { 204: { description: "Removed." }, ...problems("not_found", ...guardProblems) },
  });

const page = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/lists/{id}/contacts",
    tags,
    summary: "Who is on a list, added last first",
    middleware: guards.viewer,
    request: { params, query: listContactsQuerySchema },
    responses: {
      200: jsonAnswer("One page.", listContactsSchema, { contacts: [exampleContact], next_cursor: null }),
      ...problems("bad_request", "not_found", ...guardProblems),
    },
  });

const add = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/lists/{id}/contacts",
    tags,
    summary: "Put contacts on a list",
    description: "Twice is harmless. Contacts of other workspaces are passed over.",
    middleware: guards.member,
    request: { params, body: some },
    responses: {
      200: jsonAnswer("The list as it is now.", listAddedSchema, { list: example, added: 1, known: 0 }),
      ...problems("bad_request", "not_found", ...guardProblems),
    },
  });

const drop = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/lists/{id}/contacts/remove",
    tags,
    summary: "Take contacts off a list",
    middleware: guards.member,
    request: { params, body: some },
    responses: {
      200: jsonAnswer("The list as it is now.", listRemovedSchema, { list: example, removed: 1 }),
      ...problems("bad_request", "not_found", ...guardProblems),
    },
  });

export function listRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(all(guards), async (c) => c.json({ lists: await getLists(deps.db, c.get("actor").workspaceId) }, 200))
    .openapi(create(guards), async (c) => {
      const { workspaceId, userId: actor } = c.get("actor");
      return c.json({ list: await createList(deps.db, { workspaceId, actor, ...c.req.valid("json") }) }, 200);
    })
    .openapi(remove(guards), async (c) => {
      const { workspaceId, userId: actor } = c.get("actor");
      await deleteList(deps.db, { workspaceId, actor, listId: c.req.valid("param").id });
      return c.body(null, 204);
    })
    .openapi(page(guards), async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      const rows = await pageList(deps.db, {
        ...place,
        limit: limit + 1,
        after: cursor === undefined ? null : readCursor(cursor),
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return c.json(
        {
          contacts: rows.slice(0, limit).map(({ contact }) => contact),
          next_cursor: last === undefined ? null : `${last.added_at}_${last.contact.id}`,
        },
        200,
      );
    })
    .openapi(add(guards), async (c) => {
      const { workspaceId, userId: actor } = c.get("actor");
      const place = { workspaceId, actor, listId: c.req.valid("param").id };
      return c.json(await addToList(deps.db, { ...place, contacts: c.req.valid("json").contact_ids }), 200);
    })
    .openapi(drop(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      return c.json(await removeFromList(deps.db, { ...place, contacts: c.req.valid("json").contact_ids }), 200);
    });
}

function readCursor(cursor: string): { addedAt: string; contactId: string } {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))_([\da-f-]{36})$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined || Number.isNaN(Date.parse(match[1]))) {
    throw new AppError("bad_request", "cursor takes the next_cursor of the page before.");
  }
  return { addedAt: match[1], contactId: match[2] };
}
