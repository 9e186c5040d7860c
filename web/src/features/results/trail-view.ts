import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import { type Messages, wordText } from "#core/i18n/messages.ts";

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

/** What else the source or the rules said; null when it only repeats the label beside it. */
export function detailText(entry: Pick<TrailEntry, "detail" | "label" | "native_label">): string | null {
  const { detail, label, native_label } = entry;
  if (detail === null || detail === "" || detail === label || detail === native_label) return null;
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
