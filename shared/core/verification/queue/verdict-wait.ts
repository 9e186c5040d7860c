/** How far the queue of the verifiers is with one address; times are as old as the database says, in milliseconds. */
export interface QueuedAddress {
  done: boolean;
  /** The latest word; null before the first try has ended. */
  hasVerdict: boolean;
  askedMs: number;
  /** Since the first try began; null before it. */
  triedMs: number | null;
  /** Until it may be tried (again); 0: now. */
  dueMs: number;
}

/** From the first try on: room for a greylist that wants five minutes, and for one more if it wants ten. */
const patienceOnceTriedMs = 20 * 60_000;
/** Verifiers are slow on purpose; a large job that fills their queue waits longer than a small one. */
const patienceMs = 2 * 3_600_000;
/** Looking again costs a few queries for a whole batch. */
const soonestMs = 1_500;
const latestMs = 20_000;

/**
 * Whether an answer waits for its verdict: milliseconds until the next look, or null when there is nothing to wait for
 * any more, because the verdict is there or has taken too long.
 */
export function verdictWaitMs(queued: QueuedAddress): number | null {
  if (queued.done) return null;
  const { askedMs, triedMs, dueMs } = queued;
  if (askedMs > patienceMs || (triedMs !== null && triedMs > patienceOnceTriedMs)) return null;
  // A try that begins only after the patience has run out is not waited for.
  if (triedMs !== null && triedMs + dueMs > patienceOnceTriedMs) return null;
  const usual = Math.max(soonestMs, dueMs, askedMs / 10);
  return Math.min(Math.ceil(usual), latestMs);
}
