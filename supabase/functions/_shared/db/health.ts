import type { Db } from "./port.ts";

export function checkDatabase(db: Db): Promise<{ ok: boolean; now: string }> {
  return db.rpc("health_check", {});
}

/** When any worker last said that it runs, ISO 8601; null when none ever did. */
export function lastWorkerBeat(db: Db): Promise<string | null> {
  return db.rpc("worker_last_seen", {});
}
