import { creditsQuerySchema, creditsSchema } from "#contracts/api/credits.ts";
import { getCredits } from "../../_shared/db/credits.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, problems } from "../http.ts";

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/credits",
    tags: ["account"],
    summary: "The balance and the entries of the ledger, newest first",
    middleware: guards.viewer,
    request: { query: creditsQuerySchema },
    responses: {
      200: jsonAnswer("The balance is the sum of all entries.", creditsSchema, {
        available_milli: 100_000,
        held_milli: 0,
        spent_milli: 0,
        granted_milli: 100_000,
        entries: [
          {
            id: 2,
            kind: "grant",
            amount_milli: 100_000,
            account: "available",
            balance_after_milli: 100_000,
            note: "welcome",
            job_id: null,
            contact_id: null,
            created_at: "2026-01-15T09:30:00.000Z",
          },
        ],
        next_cursor: null,
      }),
      ...problems("bad_request", ...guardProblems),
    },
  });

export function creditRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter().openapi(read(guards), async (c) => {
    const { limit, cursor = null } = c.req.valid("query");
    const { workspaceId } = c.get("actor");
    // One more than asked for tells whether there is another page.
    const found = await getCredits(deps.db, { workspaceId, before: cursor, limit: limit + 1 });
    const entries = found.entries.slice(0, limit);
    const next = found.entries.length > limit ? (entries.at(-1)?.id ?? null) : null;
    return c.json({ ...found, entries, next_cursor: next }, 200);
  });
}
