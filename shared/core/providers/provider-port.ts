/** What is known of a person when a provider is asked. Null means unknown; nothing is ever an empty string. */
export interface PersonQuery {
  /** Our own correlation id, echoed by providers that support one. */
  ref: string;
  firstName: string | null;
  lastName: string | null;
  fullName: string | null;
  company: string | null;
  /** Bare host name of the company, without scheme or `www.`. */
  domain: string | null;
  /** A real `https://www.linkedin.com/in/<slug>` address; never a minted one. */
  linkedinUrl: string | null;
  country: string | null;
}

/** How sure a provider says it is, in our words. `weak` is a guess, `catch_all` an address nobody can prove. */
export type EmailLabel = "verified" | "probable" | "catch_all" | "weak";

export interface FoundEmail {
  email: string;
  label: EmailLabel;
  /** The provider's own word, kept for the trail ("ultra_sure", "nominative@pro", "valid", …). */
  nativeLabel: string;
  /** The provider's own 0–100 score where it gives one. */
  score: number | null;
}

export type FoundPhoneKind = "mobile" | "work" | "company" | "home" | "other";

export interface FoundPhone {
  /** As the provider wrote it; `core/verification/phone` normalises it. */
  number: string;
  kind: FoundPhoneKind;
}

/** The closed list of ways in which an ask can end without a result. Only `miss` says something of the person. */
export const failureKinds = [
  "miss",
  "bad_input",
  "rate_limited",
  "out_of_credits",
  "auth",
  "opted_out",
  "transient",
  "timeout",
] as const;
export type FailureKind = (typeof failureKinds)[number];

export interface Failure {
  outcome: FailureKind;
  /** Short, safe to show and to log: never a key, never a raw body. */
  detail: string;
  /** When the provider said how long to wait, in milliseconds. */
  retryAfterMs?: number;
  /** Provider credits charged although nothing usable came (Apollo bills a match without an address). */
  credits?: number;
}

export interface Found {
  outcome: "found";
  /** Best first. May be empty when only a phone came. */
  emails: FoundEmail[];
  phones: FoundPhone[];
  /** Provider credits charged for this answer; may be fractional. */
  credits: number;
}

export type Answer = Found | Failure;

export type Channel = "email" | "phone";
