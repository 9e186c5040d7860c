import type { NumberType } from "libphonenumber-js/max";

/**
 * What a network says of a line. reachable: the handset is on; active: the line exists; unreachable: it exists and the
 * handset is off or out of reach; inactive: nobody has it.
 */
export type LineStatus = "reachable" | "active" | "unreachable" | "inactive";

/** What is asked of a look-up: a number in E.164 and its kind by the numbering plan (libphonenumber's word). */
export interface LookupQuestion {
  e164: string;
  type: string;
}

/** What a look-up service answered; null where it said nothing, which is never the same as "no". */
export interface LookupAnswer {
  outcome: "answered";
  type: NumberType | null;
  /** Today's carrier, numbers taken along included. */
  carrier: string | null;
  lineStatus: LineStatus | null;
}

/** A question that brought no answer. Nothing follows from it for the number. */
export interface LookupFailure {
  outcome: "failed";
  kind: "auth" | "out_of_credits" | "rate_limited" | "timeout" | "transient" | "bad_answer";
  /** One sentence without the number or the key. */
  message: string;
  /** What the service asked us to wait. */
  retryAfterMs?: number;
}

export type LookupResult = LookupAnswer | LookupFailure;

/** A service that knows lines as they are today. Costs money per question; never throws. */
export interface PhoneLookup {
  readonly name: string;
  /** Whether the service can know anything of such a number; others are not asked. */
  covers(question: LookupQuestion): boolean;
  ask(question: LookupQuestion): Promise<LookupResult>;
}

/** True for kinds of which a register of mobile lines knows every one, so that its "no" counts. */
export const isMobileOnly = (type: string | null): boolean => type === "MOBILE";
