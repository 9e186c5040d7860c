import PQueue from "p-queue";
import type { WorkerDb } from "../_shared/db/worker.ts";

/**
 * Claims of one worker take turns, and so do its settles: both lock the workspaces of a whole page, so that several at
 * once would only stand in each other's line, each with a connection of its own.
 */
export function takeTurns(db: WorkerDb): WorkerDb {
  const claims = new PQueue({ concurrency: 1 });
  const settles = new PQueue({ concurrency: 1 });
  return {
    ...db,
    claim: (wanted) => claims.add(() => db.claim(wanted)),
    settle: (batch, items, more) => settles.add(() => db.settle(batch, items, more)),
  };
}
