import { workspaceBudgetInputSchema, workspaceBudgetSchema } from "#contracts/api/budget.ts";
import { getBudget, setBudget } from "../../_shared/db/budget.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, jsonBody, problems } from "../http.ts";

const tags = ["account"];
const path = "/workspace/budget";
const example = { max_daily_cost_micros: 25_000_000, spent_today_micros: 4_180_000 };

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path,
    tags,
    summary: "What all jobs together may spend at providers in a day, and have spent today",
    middleware: guards.viewer,
    responses: {
      200: jsonAnswer("Days are those of UTC.", workspaceBudgetSchema, example),
      ...problems(...guardProblems),
    },
  });

const write = (guards: Guards) =>
  createRoute({
    method: "put",
    path,
    tags,
    summary: "Set or lift the daily budget; jobs that reached it wait for the next day",
    middleware: guards.admin,
    request: { body: jsonBody(workspaceBudgetInputSchema, { max_daily_cost_micros: 25_000_000 }) },
    responses: {
      200: jsonAnswer("The budget as it is now.", workspaceBudgetSchema, example),
      ...problems("bad_request", ...guardProblems),
    },
  });

export function budgetRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(read(guards), async (c) => c.json(await getBudget(deps.db, c.get("actor").workspaceId), 200))
    .openapi(write(guards), async (c) => {
      const { workspaceId, userId } = c.get("actor");
      const micros = c.req.valid("json").max_daily_cost_micros;
      const budget = await setBudget(deps.db, { workspaceId, actor: userId, micros });
      // Who waited for tomorrow may go on now.
      deps.wakeWorker();
      return c.json(budget, 200);
    });
}
