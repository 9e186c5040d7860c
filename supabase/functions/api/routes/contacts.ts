import { contactAnswerSchema, contactListSchema } from "#contracts/api/contacts.ts";
import { contactListQuerySchema } from "#contracts/api/jobs.ts";
import { getContact, pageContacts } from "../../_shared/db/results.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleContact, exampleTrailEntry } from "../examples.ts";
import { createRoute, createRouter, type Guards, guardProblems, idParam, jsonAnswer, problems } from "../http.ts";

const list = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/jobs/{id}/contacts",
    tags: ["contacts"],
    summary: "A job's contacts in the order of its rows",
    middleware: guards.viewer,
    request: { params: idParam("The job."), query: contactListQuerySchema },
    responses: {
      200: jsonAnswer("One page.", contactListSchema, { contacts: [exampleContact], next_cursor: null }),
      ...problems("bad_request", "not_found", ...guardProblems),
    },
  });

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/contacts/{id}",
    tags: ["contacts"],
    summary: "A contact and its trail: who was asked, what came back, what it cost",
    middleware: guards.viewer,
    request: { params: idParam("The contact.") },
    responses: {
      200: jsonAnswer("The contact.", contactAnswerSchema, { contact: exampleContact, trail: [exampleTrailEntry] }),
      ...problems("not_found", ...guardProblems),
    },
  });

export function contactRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(list(guards), async (c) => {
      const { limit, cursor, result } = c.req.valid("query");
      const place = { workspaceId: c.get("actor").workspaceId, jobId: c.req.valid("param").id };
      const contacts = await pageContacts(deps.db, {
        ...place,
        after: cursor ?? 0,
        limit: limit + 1,
        result: result ?? null,
      });
      const page = contacts.slice(0, limit);
      const next = contacts.length > limit ? (page.at(-1)?.row_number ?? null) : null;
      return c.json({ contacts: page, next_cursor: next }, 200);
    })
    .openapi(read(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, contactId: c.req.valid("param").id };
      return c.json(await getContact(deps.db, place), 200);
    });
}
