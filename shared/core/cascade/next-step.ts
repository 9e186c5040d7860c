import { maxAttempts } from "../jobs/retry-schedule.ts";
import type { ContactResult, StopReason } from "../jobs/words.ts";
import type { Channel, FailureKind } from "../providers/provider-port.ts";

/** How one ask ended; `skipped` means that the provider was switched off or down and was not called. */
export type AskOutcome = "found" | FailureKind | "skipped";

/** One ended ask as the trail keeps it, in the order in which they happened. */
export interface PastAsk {
  provider: string;
  outcome: AskOutcome;
  /** Of the answer after verification, 0–100; null when there was none. */
  confidence: number | null;
  /** Tries of this provider so far, this one included. */
  attempt: number;
}

export interface CascadeState {
  channel: Channel;
  /** Providers for this channel, in the order in which they are asked. */
  order: readonly string[];
  threshold: number;
  /** Everything that happened for this contact and channel, the newest last. */
  asked: readonly PastAsk[];
  /** Confidence of the best answer so far, or null. */
  bestConfidence: number | null;
  overBudget: boolean;
  /** How long the contact has been waiting since its first ask, and how long it may, in milliseconds. */
  waitedMs: number;
  patienceMs: number;
}

export type Step =
  | { do: "ask"; provider: string; waitFirst: boolean }
  | { do: "retry" }
  | { do: "finish"; result: ContactResult; reason: StopReason; deliverBest: boolean; suppress: boolean };

const finish = (result: ContactResult, reason: StopReason, deliverBest = false, suppress = false): Step => ({
  do: "finish",
  result,
  reason,
  deliverBest,
  suppress,
});

/** Outcomes that say nothing of the person: asking again later may still find something. */
const isTrouble = (outcome: AskOutcome): boolean =>
  outcome === "transient" || outcome === "timeout" || outcome === "rate_limited" || outcome === "skipped";
/** Outcomes that will not get better within this run, whatever we wait. */
const isSwitchedOff = (outcome: AskOutcome): boolean => outcome === "auth" || outcome === "out_of_credits";

/**
 * Decides what happens to a contact after an ask has ended: ask whom next, try again, or stop, and why.
 * Pure; `tests/core/cascade/next-step.test.ts` is its table.
 */
export function nextStep(state: CascadeState): Step {
  const last = state.asked.at(-1);
  if (state.asked.some((ask) => ask.outcome === "opted_out")) return finish("suppressed", "opted_out", false, true);
  if (state.bestConfidence !== null && state.bestConfidence >= state.threshold)
    return finish("found", "accepted", true);
  if (state.overBudget) return stop(state, "budget");
  if (last && isRetriable(last)) return { do: "retry" };

  const newest = newestByProvider(state.asked);
  const untouched = state.order.find((provider) => !newest.has(provider));
  if (untouched) return { do: "ask", provider: untouched, waitFirst: false };

  // Everybody has been asked once. Those in trouble get another chance as long as the contact's patience lasts.
  const troubled = state.order.find((provider) => isTrouble(newest.get(provider)?.outcome ?? "miss"));
  if (troubled && state.waitedMs < state.patienceMs) return { do: "ask", provider: troubled, waitFirst: true };
  return stop(state, troubled || allOff(newest) ? "providers_unavailable" : "exhausted");
}

function isRetriable(ask: PastAsk): boolean {
  if (ask.outcome === "rate_limited") return true;
  return (ask.outcome === "transient" || ask.outcome === "timeout") && ask.attempt < maxAttempts;
}

function newestByProvider(asked: readonly PastAsk[]): Map<string, PastAsk> {
  return new Map(asked.map((ask) => [ask.provider, ask]));
}

function allOff(newest: ReadonlyMap<string, PastAsk>): boolean {
  return newest.size > 0 && [...newest.values()].every((ask) => isSwitchedOff(ask.outcome));
}

/** Ends without an accepted answer: what is held goes out labelled, and the reason names what stood in the way. */
function stop(state: CascadeState, why: "budget" | "exhausted" | "providers_unavailable"): Step {
  const holds = state.bestConfidence !== null && state.bestConfidence > 0;
  if (holds) return finish("partial", why === "budget" ? "budget" : "best_held", true);
  if (why === "providers_unavailable") return finish("failed", why);
  if (why === "budget") return finish("not_found", "budget");
  const allBadInput = state.asked.length > 0 && state.asked.every((ask) => ask.outcome === "bad_input");
  return finish("not_found", allBadInput ? "bad_input" : "exhausted");
}
