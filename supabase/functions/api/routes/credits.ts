import { creditsSchema } from "#contracts/api/credits.ts";
import { getCredits } from "../../_shared/db/credits.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, problems } from "../http.ts";

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/credits",
    tags: ["account"],
    summary: "The balance and the last 50 entries of the ledger",
    middleware: guards.viewer,
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
      }),
      ...problems(...guardProblems),
    },
  });

export function creditRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter().openapi(read(guards), async (c) =>
    c.json(await getCredits(deps.db, c.get("actor").workspaceId), 200),
  );
}
