import { enableSourceSchema, type Queue, queueSchema, redrivenSchema, redriveSchema } from "#contracts/api/queue.ts";
import { AppError } from "#contracts/errors.ts";
import { enableSource, readQueue, redrive, sourceStates } from "../../_shared/db/queue.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, jsonBody, problems } from "../http.ts";
import { isOperator } from "../is-operator.ts";

const tags = ["queue"];

const example: Queue = {
  scope: "installation",
  as_of: "2026-01-15T09:30:00.000Z",
  lanes: [
    { provider: "icypeas", channel: "email", ready: 420, later: 3, leased: 1_000, paused: 0, oldest_ready_at: null },
  ],
  limits: [{ provider: "icypeas", key_id: "0a1b2c3d4e5f", route: "read", capacity: 30, per_ms: 60_000, used: 12 }],
  breakers: [
    {
      provider: "hunter",
      key_id: "0a1b2c3d4e5f",
      breaker: "open",
      failures: 5,
      opened_at: "2026-01-15T09:29:40.000Z",
      retry_at: "2026-01-15T09:30:10.000Z",
      disabled_reason: null,
      disabled_at: null,
    },
  ],
  leases: [],
  dead_letters: { count: 0, items: [] },
  workers: [{ worker: "9d2c0f6e-8c1b-4c59-9a77-0f7f0c7c2f10", seen_at: "2026-01-15T09:29:58.000Z" }],
  oldest_waiting: null,
};

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/queue",
    tags,
    summary: "What waits where, limits, sources in trouble, and contacts that were given up",
    middleware: guards.admin,
    responses: {
      200: jsonAnswer(
        "The queue now: all of it for the operator, else what concerns the workspace.",
        queueSchema,
        example,
      ),
      ...problems(...guardProblems),
    },
  });

const again = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/queue/redrive",
    tags,
    summary: "Send contacts again that were given up",
    middleware: guards.admin,
    request: { body: jsonBody(redriveSchema, { ids: [17, 18] }) },
    responses: {
      200: jsonAnswer("How many were sent again.", redrivenSchema, { redriven: 2, skipped: 0 }),
      ...problems("bad_request", ...guardProblems),
    },
  });

const enable = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/queue/sources/enable",
    tags,
    summary: "Ask a source again that was switched off for its key or its credits; for the operator",
    middleware: guards.admin,
    request: { body: jsonBody(enableSourceSchema, { provider: "hunter", key_id: "0a1b2c3d4e5f" }) },
    responses: {
      204: { description: "The source is asked again." },
      ...problems("bad_request", "not_found", ...guardProblems),
    },
  });

export function queueRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(read(guards), async (c) => {
      const actor = c.get("actor");
      const all = await isOperator(deps, actor);
      const queue = await readQueue(deps.db, all ? null : actor.workspaceId);
      return c.json({ scope: all ? ("installation" as const) : ("workspace" as const), ...queue }, 200);
    })
    .openapi(again(guards), async (c) => {
      const actor = c.get("actor");
      const workspaceId = (await isOperator(deps, actor)) ? null : actor.workspaceId;
      const { ids } = c.req.valid("json");
      const result = await redrive(deps.db, { workspaceId, ids: [...new Set(ids)], actor: actor.userId });
      if (result.redriven > 0) deps.wakeWorker();
      return c.json(result, 200);
    })
    .openapi(enable(guards), async (c) => {
      if (!(await isOperator(deps, c.get("actor")))) {
        throw new AppError("forbidden", "Sources are switched on by who runs this installation.");
      }
      const { provider, key_id: keyId } = c.req.valid("json");
      const known = await sourceStates(deps.db);
      if (!known.some((state) => state.provider === provider && state.key_id === keyId)) {
        throw new AppError("not_found", "This source has no such key.");
      }
      await enableSource(deps.db, { provider, keyId });
      deps.wakeWorker();
      return c.body(null, 204);
    });
}
