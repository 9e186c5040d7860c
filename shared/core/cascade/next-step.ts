import { maxAttempts } from "../jobs/retry-schedule.ts";
import type { CascadeMode, ContactResult, StopReason } from "../jobs/words.ts";
import type { Channel, FailureKind } from "../providers/provider-port.ts";
import type { Standing } from "./policy/open-policy.ts";

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

/** What the policy says of this contact; `policy/open-policy.ts` holds it. */
export interface Advice {
  /** Whom to ask of those in `among`; null: nobody is worth it. */
  choose(standing: Standing): string | null;
  /** Whether anything that those in `among` could still add is worth its cost. */
  isWorthAsking(standing: Standing): boolean;
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
  /** Who decides, and what the policy has to say. Left out: the order alone, to its end. */
  plan?: { mode: CascadeMode; advice: Advice } | undefined;
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
  const untouched = state.order.filter((provider) => !newest.has(provider));
  // Those in trouble get another chance when everybody has been asked, as long as the contact's patience lasts.
  const troubled = state.order.filter((provider) => isTrouble(newest.get(provider)?.outcome ?? "miss"));
  const mayWait = state.waitedMs < state.patienceMs;
  const open = mayWait ? [...untouched, ...troubled] : untouched;
  if (open.length === 0)
    return stop(state, troubled.length > 0 || allOff(newest) ? "providers_unavailable" : "exhausted");

  if (isHopeless(state, newest, open)) return stop(state, "not_worth_asking");
  const now = choose(state, newest, untouched);
  if (now !== null) return { do: "ask", provider: now, waitFirst: false };
  const later = mayWait ? choose(state, newest, troubled) : null;
  if (later !== null) return { do: "ask", provider: later, waitFirst: true };
  return stop(state, "not_worth_asking");
}

/**
 * The rule that ends an order early: with an answer in hand, nothing that anybody still to be asked could add is worth
 * what it costs. Typically a catch-all address that nobody can prove. Without an answer a pinned order goes to its end.
 */
function isHopeless(state: CascadeState, newest: ReadonlyMap<string, PastAsk>, open: readonly string[]): boolean {
  if (!state.plan || (state.bestConfidence ?? 0) === 0) return false;
  return !state.plan.advice.isWorthAsking(standingOf(state, newest, open));
}

function choose(state: CascadeState, newest: ReadonlyMap<string, PastAsk>, among: readonly string[]): string | null {
  if (among.length === 0) return null;
  if (state.plan?.mode !== "auto") return among[0] ?? null;
  return state.plan.advice.choose(standingOf(state, newest, among));
}

/** Only answers tell of the person: providers that failed or refused are not among the missed. */
function standingOf(state: CascadeState, newest: ReadonlyMap<string, PastAsk>, among: readonly string[]): Standing {
  const answered = [...newest.values()].filter(({ outcome }) => outcome === "found" || outcome === "miss");
  return { missed: answered.map(({ provider }) => provider), confidence: state.bestConfidence, among };
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
function stop(state: CascadeState, why: "budget" | "exhausted" | "not_worth_asking" | "providers_unavailable"): Step {
  const holds = state.bestConfidence !== null && state.bestConfidence > 0;
  if (holds) return finish("partial", why === "budget" ? "budget" : "best_held", true);
  if (why === "providers_unavailable") return finish("failed", why);
  if (why === "budget" || why === "not_worth_asking") return finish("not_found", why);
  const allBadInput = state.asked.length > 0 && state.asked.every((ask) => ask.outcome === "bad_input");
  return finish("not_found", allBadInput ? "bad_input" : "exhausted");
}
