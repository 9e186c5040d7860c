import {
  type SuppressionInput,
  suppressionAddedSchema,
  suppressionInputSchema,
  suppressionListSchema,
  suppressionRemovedSchema,
} from "#contracts/api/suppressions.ts";
import { AppError } from "#contracts/errors.ts";
import { dedupeKeys } from "#core/imports/dedupe-keys.ts";
import { cleanEmail } from "#core/imports/people/contact-details.ts";
import { parseLinkedin } from "#core/imports/people/linkedin-url.ts";
import { addSuppressions, listSuppressions, removeSuppressions } from "../../_shared/db/suppressions.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, jsonBody, problems } from "../http.ts";

const tags = ["suppressions"];
const body = jsonBody(suppressionInputSchema, { email: "ada.example@orchard.example" });

const list = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/suppressions",
    tags,
    summary: "People whom nobody is asked about: the newest 1,000",
    middleware: guards.viewer,
    responses: {
      200: jsonAnswer("The workspace's own entries.", suppressionListSchema, {
        suppressions: [
          {
            id: 1,
            key: "em:ada.example@orchard.example",
            reason: "user",
            source: "api",
            created_at: "2026-01-15T09:30:00.000Z",
          },
        ],
      }),
      ...problems(...guardProblems),
    },
  });

const add = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/suppressions",
    tags,
    summary: "Never ask about somebody again",
    middleware: guards.once,
    request: { body },
    responses: {
      200: jsonAnswer("How many keys were new.", suppressionAddedSchema, { added: 1 }),
      ...problems("bad_request", "unprocessable", ...guardProblems),
    },
  });

const remove = (guards: Guards) =>
  createRoute({
    method: "delete",
    path: "/suppressions",
    tags,
    summary: "Take the workspace's own entries back",
    middleware: guards.admin,
    request: { body },
    responses: {
      200: jsonAnswer("How many keys were on the list.", suppressionRemovedSchema, { removed: 1 }),
      ...problems("bad_request", "unprocessable", ...guardProblems),
    },
  });

export function suppressionRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(list(guards), async (c) =>
      c.json({ suppressions: await listSuppressions(deps.db, c.get("actor").workspaceId) }, 200),
    )
    .openapi(add(guards), async (c) => {
      const keys = keysOf(c.req.valid("json"));
      return c.json({ added: await addSuppressions(deps.db, c.get("actor").workspaceId, keys) }, 200);
    })
    .openapi(remove(guards), async (c) => {
      const keys = keysOf(c.req.valid("json"));
      return c.json({ removed: await removeSuppressions(deps.db, c.get("actor").workspaceId, keys) }, 200);
    });
}

/** The same keys by which imports recognise people. */
function keysOf(input: SuppressionInput): string[] {
  const nobody = { first_name: null, last_name: null, full_name: null, company: null, domain: null };
  const keys = [...(input.keys ?? [])];
  if (input.email !== undefined) {
    const email = cleanEmail(input.email);
    if (email === null) throw new AppError("unprocessable", "email: this is no e-mail address.");
    keys.push(`em:${email.toLowerCase()}`);
  }
  if (input.linkedin_url !== undefined) {
    const { url, id } = parseLinkedin(input.linkedin_url);
    const found = dedupeKeys({ ...nobody, linkedin_url: url, linkedin_id: id, given_email: null });
    if (found.length === 0) throw new AppError("unprocessable", "linkedin_url: this is no address of a person.");
    keys.push(...found);
  }
  return keys;
}
