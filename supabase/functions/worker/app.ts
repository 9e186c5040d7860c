import { Hono } from "hono";
import type { WorkerDeps } from "./deps.ts";
import { createLearner } from "./learn-policy.ts";
import { runWorker } from "./run-worker.ts";

export interface WorkerAppOptions {
  /** Built once, at the first wake-up: settings may be wrong, and the sentence belongs into the answer. */
  deps(): Promise<WorkerDeps>;
  secret(): string;
  /** How long one wake-up drains the queue, in milliseconds; below the host's limit for a request. */
  runForMs: number;
  /** Works off verification lists beside the queue. */
  lists?(run: { until: number; signal: AbortSignal }): Promise<{ more: boolean }>;
}

/** `POST /worker`: called every few seconds by pg_cron, or by the local ticker, and after each start of a job. */
export function createWorkerApp(options: WorkerAppOptions): Hono {
  const app = new Hono().basePath("/worker");
  const learn = createLearner();
  app.post("/", async (context) => {
    if (!isSame(context.req.header("x-worker-secret") ?? "", options.secret())) {
      return context.json({ code: "unauthorized" }, 401);
    }
    const deps = await options.deps();
    try {
      const run = { until: deps.now() + options.runForMs, signal: context.req.raw.signal };
      const [result, lists] = await Promise.all([
        runWorker(deps, { ...run, returnWhenIdle: true }),
        options.lists?.(run) ?? { more: false },
      ]);
      await learn(deps);
      return context.json({ ...result, more: result.more || lists.more });
    } catch (error) {
      deps.log("worker_failed", { message: error instanceof Error ? error.message : "unknown" });
      return context.json({ code: "internal" }, 500);
    }
  });
  return app;
}

/** Compares in a time that does not depend on where two texts differ. */
function isSame(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let index = 0; index < given.length; index++) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index % Math.max(expected.length, 1));
  }
  return expected !== "" && difference === 0;
}
