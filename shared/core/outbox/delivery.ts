/**
 * How batches of captured leads are delivered: at least once, with one key for each batch so that the effect is exactly
 * once. Nothing is ever given up: what cannot go on by itself waits for the user and says for what.
 */
export const batchStates = ["pending", "sending", "sent", "held"] as const;
export type BatchState = (typeof batchStates)[number];

/** Why a batch waits or was put aside. Stable words: the panel has a sentence for each. */
export const holdReasons = ["signed_out", "no_credits", "not_allowed", "refused"] as const;
export type HoldReason = (typeof holdReasons)[number];
export const retryReasons = ["offline", "server", "busy", "running"] as const;
export type RetryReason = (typeof retryReasons)[number];

/** Leads in one request. */
export const batchSize = 100;
/** A request is cut after this; the lease outlives it, so that no batch is sent twice at a time. */
export const requestTimeoutMs = 25_000;
export const leaseMs = 90_000;

const minute = 60_000;
const waits = [minute, 5 * minute, 30 * minute, 2 * 60 * minute, 6 * 60 * minute];

/** What came of sending a batch. `status` 0: no answer. */
export interface DeliveryAnswer {
  status: number;
  code: string | null;
  retryAfterMs: number | null;
}

export type DeliveryDecision =
  | { to: "sent" }
  | { to: "held"; reason: HoldReason }
  | { to: "pending"; reason: RetryReason; nextAt: number };

/**
 * What to do with a batch after an answer.
 * @param attempts how often it was sent, this time included
 * @param now milliseconds
 */
export function decideDelivery(answer: DeliveryAnswer, attempts: number, now: number): DeliveryDecision {
  const { status, code, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return { to: "sent" };
  const later = (reason: RetryReason, least = 0): DeliveryDecision => {
    const asked = Math.min(Math.max(retryAfterMs ?? 0, least), 24 * 60 * minute);
    const step = waits[Math.min(Math.max(attempts, 1), waits.length) - 1] ?? minute;
    return { to: "pending", reason, nextAt: now + (asked > 0 ? asked : step) };
  };
  if (status === 0) return later("offline");
  if (status === 401) return { to: "held", reason: "signed_out" };
  if (status === 402 || code === "credits_exhausted") return { to: "held", reason: "no_credits" };
  if (status === 403) return { to: "held", reason: "not_allowed" };
  if (status === 409 && code === "idempotency_running") return later("running", minute / 2);
  if (status === 408 || status === 425 || status === 429) return later("busy", minute / 2);
  if (status >= 500) return later("server");
  return { to: "held", reason: "refused" };
}

/** When the worker must wake next: the earliest batch that is due or whose lease ends. Null: nothing to do. */
export function nextWake(
  batches: readonly { state: BatchState; next_at: number; leased_until: number }[],
): number | null {
  const times = batches.flatMap((batch) => {
    if (batch.state === "pending") return [batch.next_at];
    return batch.state === "sending" ? [batch.leased_until] : [];
  });
  return times.length === 0 ? null : Math.min(...times);
}

/** A batch whose sender is gone goes back to the queue; its key makes sending it again harmless. */
export const isStale = (
  batch: { state: BatchState; leased_until: number; holder: string },
  now: number,
  holder: string,
): boolean => batch.state === "sending" && (batch.leased_until <= now || batch.holder !== holder);
