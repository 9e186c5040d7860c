import { unlearned } from "#core/cascade/learning/priors.ts";
import type { WorkerDeps } from "./deps.ts";

/** How often a worker looks whether there is something to learn. */
const everyMs = 60_000;

/** When what was counted becomes a snapshot. */
export const snapshotRule = {
  /** Rows of the trail wait so long, until nothing that began before them is still being written. */
  lagMs: 60_000,
  minAsks: 300,
  minAgeMs: 5 * 60_000,
};

/**
 * From time to time, after the queue was worked on: counts what the trail says of the providers. Nobody waits for it, and
 * a fault in it is logged and changes nothing.
 */
export function createLearner(rule = snapshotRule): (deps: Pick<WorkerDeps, "db" | "now" | "log">) => Promise<void> {
  const { settings, priors } = unlearned();
  let next = 0;
  return async (deps) => {
    if (deps.now() < next) return;
    next = deps.now() + everyMs;
    try {
      const learned = await deps.db.learnPolicy({ settings, priors }, rule);
      if (learned.snapshots > 0) deps.log("policy_learned", { ...learned });
    } catch (error) {
      deps.log("policy_not_learned", { message: error instanceof Error ? error.message : "unknown" });
    }
  };
}
