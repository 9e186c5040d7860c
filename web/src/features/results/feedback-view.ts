import type { Assessment, Contact } from "#contracts/api/contacts.ts";
import { PRICES } from "#core/credits/prices.ts";
import { type Messages, wordText } from "#core/i18n/messages.ts";

/** How long a credit can come back, in milliseconds. The database decides; this only tells. */
const refundableMs = 30 * 24 * 60 * 60 * 1_000;

export interface ReasonLine {
  key: string;
  text: string;
  points: number;
  /** Where the number stands before anything else is weighed. */
  first: boolean;
}

/** Evidence that says nothing either way is not worth a line. */
const silent = new Set(["score_none", "mailbox_personal", "domain_free"]);

/** The explanation, line by line. The points of all lines add up to what was given. */
export function reasonLines(
  { evidence, reasons }: Assessment,
  texts: Messages["feedback"],
  label: (provider: string) => string,
): ReasonLine[] {
  return reasons.flatMap(({ factor, grade, points }): ReasonLine[] => {
    const key = `${factor}_${grade}`;
    if (points === 0 && silent.has(key)) return [];
    if (factor === "refused") return [{ key, text: texts.reasons.refused ?? grade, points, first: false }];
    if (factor !== "source") return [{ key, text: wordText(texts.reasons, key), points, first: false }];
    const says = Object.hasOwn(texts.source, grade) ? texts.source[grade] : undefined;
    const source = label(evidence.provider ?? "");
    return [{ key, text: says?.(source) ?? `${source}: ${grade.replaceAll("_", " ")}`, points, first: true }];
  });
}

/** What was said when the address was given; feedback may have changed the number since. */
export function givenConfidence({ reasons }: Assessment): number {
  return reasons.reduce((sum, { points }) => sum + points, 0);
}

type Reported = Pick<
  Contact,
  | "status"
  | "email"
  | "email_from"
  | "reason"
  | "finished_at"
  | "credits_milli"
  | "email_refunded_milli"
  | "email_feedback"
>;

/** Whether there is an address that somebody can have tried. */
export function canReport(contact: Pick<Contact, "status" | "email">): boolean {
  return contact.status === "done" && contact.email !== null;
}

/** What would come back, and until when (ISO 8601); null when nothing would. */
export function refundPromise(contact: Reported, now: number): { milli: number; until: string } | null {
  const { finished_at, credits_milli } = contact;
  // Paid in an earlier import, whose days are not known here.
  if (contact.email_from !== null) return null;
  if (contact.email_refunded_milli > 0 || credits_milli === 0 || contact.reason !== "accepted" || !finished_at)
    return null;
  const until = Date.parse(finished_at) + refundableMs;
  return until <= now
    ? null
    : { milli: Math.min(PRICES.emailMilli, credits_milli), until: new Date(until).toISOString() };
}
