import type { JobStatus } from "#core/jobs/words.ts";

/** States in which figures move by themselves. */
export const isLive = (status: JobStatus): boolean => status === "running" || status === "waiting";

/** Milliseconds until the job is read again; false: it changes only by the user's hand. */
export function pollInterval(status: JobStatus | undefined): number | false {
  if (status === "running") return 1_500;
  if (status === "waiting") return 4_000;
  // Somebody else may resume it.
  return status === "paused" ? 10_000 : false;
}
