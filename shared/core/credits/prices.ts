import type { Want } from "../jobs/words.ts";

/**
 * What a contact is charged, in thousandths of a credit. An address is charged when it was accepted; a weaker one
 * (catch-all, risky) is delivered with its label and free. Only mobile numbers are charged. Misses, duplicates and
 * invalid rows cost nothing.
 */
export const PRICES = {
  emailMilli: 1_000,
  mobilePhoneMilli: 8_000,
  otherPhoneMilli: 0,
} as const;

/** The most that one contact can be charged: what is held before anybody is asked. */
export function holdMilli(want: Want): number {
  const email = want === "phone" ? 0 : PRICES.emailMilli;
  const phone = want === "email" ? 0 : Math.max(PRICES.mobilePhoneMilli, PRICES.otherPhoneMilli);
  return email + phone;
}

export interface Delivered {
  /** "accepted" reached the threshold, "held" is the best weaker answer. */
  email: "accepted" | "held" | null;
  phone: "mobile" | "other" | null;
}

/** What a contact is charged for what it was given; never above `holdMilli`. */
export function chargeMilli(delivered: Delivered): number {
  const email = delivered.email === "accepted" ? PRICES.emailMilli : 0;
  if (delivered.phone === null) return email;
  return email + (delivered.phone === "mobile" ? PRICES.mobilePhoneMilli : PRICES.otherPhoneMilli);
}
