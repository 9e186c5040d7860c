import type { Formats } from "#core/i18n/formats.ts";

/** "+250", "−1": a change always carries its sign, with a true minus. */
export function signedCredits(milli: number, formats: Formats): string {
  if (milli === 0) return formats.credits(0);
  return `${milli > 0 ? "+" : "−"}${formats.credits(Math.abs(milli))}`;
}
