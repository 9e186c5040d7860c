import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import type { Job } from "#contracts/api/jobs.ts";
import { type Messages, wordText } from "#core/i18n/messages.ts";

/** The asks of one channel, in their order, and how it ended. */
export interface TrailLane {
  channel: TrailEntry["channel"];
  entries: TrailEntry[];
  /** open: more is to come. Else the word for the stop; null where nothing tells it. */
  end: { state: "open" | "done"; reason: string | null };
  /** Sources of the job that were not asked in this channel. */
  notAsked: string[];
  /** The contact of an earlier import whose answer stands here, so that nobody was asked. */
  earlier: string | null;
}

type Orders = Pick<Job["options"], "want" | "order" | "phone_order">;

/** The trail by channel: e-mail first, the phone where it was wanted or asked for. `orders` null: not known. */
export function lanesOf({ contact, trail }: ContactAnswer, orders: Orders | null): TrailLane[] {
  const channels = (["email", "phone"] as const).filter(
    (channel) =>
      trail.some((entry) => entry.channel === channel) || wants(orders, channel) || contact[`${channel}_from`] !== null,
  );
  const isOver = contact.status !== "working" && contact.status !== "pending" && contact.status !== "draft";
  return channels.map((channel): TrailLane => {
    const earlier = contact[`${channel}_from`];
    if (earlier !== null) return { channel, entries: [], end: { state: "done", reason: null }, notAsked: [], earlier };
    const entries = trail.filter((entry) => entry.channel === channel);
    const stop = entries.findLast((entry) => entry.decision?.do === "finish")?.decision;
    const asked = new Set(entries.filter(({ outcome }) => outcome !== "skipped").map(({ provider }) => provider));
    const order = (channel === "phone" ? orders?.phone_order : orders?.order) ?? [];
    return {
      channel,
      entries,
      end: {
        state: stop || isOver ? "done" : "open",
        reason: stop?.reason ?? (isOver ? contact.reason : null),
      },
      notAsked: order.filter((provider) => !asked.has(provider)),
      earlier: null,
    };
  });
}

function wants(orders: Orders | null, channel: TrailEntry["channel"]): boolean {
  if (orders === null) return false;
  if (channel === "email") return orders.want !== "phone";
  return orders.want !== "email" && (orders.phone_order ?? []).length > 0;
}

/** Why nobody else was asked; null where the order of the job is not known. */
export function notAskedText(lane: TrailLane, texts: Messages["trail"], names: (providers: string[]) => string) {
  const { end, notAsked, entries } = lane;
  if (end.state === "open") return notAsked.length === 0 || entries.length === 0 ? null : texts.notYet(names(notAsked));
  if (notAsked.length === 0) return entries.length > 1 ? texts.everybody : null;
  const why =
    end.reason !== null && Object.hasOwn(texts.notAskedWhy, end.reason) ? texts.notAskedWhy[end.reason] : null;
  return [texts.notAsked(names(notAsked)), why].filter(Boolean).join(" ");
}

export interface Span {
  id: number;
  channel: TrailEntry["channel"];
  /** Shares of the whole, 0–1. */
  from: number;
  length: number;
}

/** When each ask was under way, as shares of the time from the first ask to the last answer; null for fewer than two. */
export function overviewOf(trail: readonly TrailEntry[]): { ms: number; spans: Span[] } | null {
  const timed = trail.flatMap(({ id, channel, asked_at, answered_at, latency_ms }) => {
    if (answered_at === null || latency_ms === null) return [];
    const to = Date.parse(answered_at);
    const from = asked_at === null ? to - latency_ms : Math.min(Date.parse(asked_at), to);
    return [{ id, channel, from, to }];
  });
  const start = Math.min(...timed.map(({ from }) => from));
  const ms = Math.max(...timed.map(({ to }) => to)) - start;
  if (timed.length < 2 || ms <= 0) return null;
  const spans = timed.map(({ id, channel, from, to }) => ({
    id,
    channel,
    from: (from - start) / ms,
    length: (to - from) / ms,
  }));
  return { ms, spans };
}

/** What was decided after an answer, as a sentence; null where the next entry says it all. */
export function decisionText(
  entry: Pick<TrailEntry, "decision" | "outcome">,
  texts: Messages["results"],
  label: (provider: string) => string,
): string | null {
  const { decision } = entry;
  if (decision === null) return null;
  if (decision.do === "ask" && decision.provider) {
    const { ask, askSurer } = texts.trail.decisions;
    return (entry.outcome === "found" ? askSurer : ask)(label(decision.provider));
  }
  if (decision.do === "retry") return texts.trail.decisions.retry;
  if (decision.do === "finish" && decision.reason) return wordText(texts.stops, decision.reason);
  return null;
}

/** What else the source or the rules said; null when it only repeats what stands beside it. */
export function detailText(
  entry: Pick<TrailEntry, "detail" | "label" | "native_label" | "outcome">,
  messages: Pick<Messages, "results" | "feedback">,
): string | null {
  const { detail, label, native_label, outcome } = entry;
  if (detail === null || detail === "" || detail === label || detail === native_label) return null;
  const { details, confirmed } = messages.results.trail;
  if (detail.startsWith("confirmed_by_")) return confirmed;
  for (const known of [details, messages.feedback.reasons]) {
    if (Object.hasOwn(known, detail)) return known[detail] ?? null;
  }
  // "Not found" is said already.
  if (outcome === "miss") return null;
  // A bare code word is made readable; sentences stay as they are.
  return /^[a-z0-9_]+$/.test(detail) ? detail.replaceAll("_", " ") : detail;
}

/** The last line of the trail: why it ended, or that it has not. */
export function endText({ contact, trail }: ContactAnswer, texts: Messages["results"]): string | null {
  switch (contact.status) {
    case "duplicate":
      return contact.duplicate_of_row === null
        ? texts.trail.duplicateKnown
        : texts.trail.duplicateOf(contact.duplicate_of_row);
    case "pending":
    case "draft":
      return trail.length === 0 ? texts.trail.queued : texts.trail.running;
    case "working":
      return texts.trail.running;
    case "cancelled":
      return texts.stops.cancelled ?? null;
    case "done":
      // Said already by the decision of the last ask.
      if (trail.some((entry) => entry.decision?.do === "finish")) return null;
      return contact.reason === null ? texts.trail.emptyDone : wordText(texts.stops, contact.reason);
  }
}

/** Sums of the receipt. */
export function trailTotal({ contact, trail }: ContactAnswer): { costMicros: number; creditsMilli: number } {
  return {
    costMicros: trail.reduce((sum, entry) => sum + entry.cost_micros, 0),
    creditsMilli: contact.credits_milli,
  };
}
