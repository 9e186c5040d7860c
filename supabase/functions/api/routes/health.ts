import { healthSchema } from "#contracts/api/meta.ts";
import { checkDatabase, lastWorkerBeat } from "../../_shared/db/health.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, jsonAnswer } from "../http.ts";

/** The worker is woken every few seconds; after this time without a sign it counts as down. */
const workerSilenceMs = 120_000;
const timeoutMs = 3_000;

const healthy = { status: "ok", version: "0.1.0", checks: { database: "ok", functions: "ok", worker: "ok" } } as const;

const route = createRoute({
  method: "get",
  path: "/health",
  tags: ["service"],
  summary: "Whether everything works",
  security: [],
  responses: {
    200: jsonAnswer("All checks pass.", healthSchema, healthy),
    503: jsonAnswer("A check fails; its text says how.", healthSchema, {
      ...healthy,
      status: "failing",
      checks: { ...healthy.checks, worker: "The worker has not shown itself for 300 s." },
    }),
  },
});

export function healthRoutes(deps: ApiDeps) {
  return createRouter().openapi(route, async (c) => {
    const [database, worker] = await Promise.all([
      within(
        checkDatabase(deps.db).then((answer) => (answer.ok ? "ok" : "The database is not ready.")),
        "The database does not answer.",
      ),
      within(
        lastWorkerBeat(deps.db).then((seen) => workerText(seen, deps.now())),
        "The worker's state cannot be read.",
      ),
    ]);
    const checks = { database, functions: "ok", worker };
    const ok = Object.values(checks).every((text) => text === "ok");
    return ok
      ? c.json({ status: "ok" as const, version: deps.version, checks }, 200)
      : c.json({ status: "failing" as const, version: deps.version, checks }, 503);
  });
}

function workerText(seen: string | null, now: number): string {
  if (seen === null) return "No worker has run yet.";
  const silence = now - Date.parse(seen);
  return silence <= workerSilenceMs ? "ok" : `The worker has not shown itself for ${Math.round(silence / 1_000)} s.`;
}

async function within(check: Promise<string>, otherwise: string): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), timeoutMs);
  });
  try {
    return await Promise.race([check, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
