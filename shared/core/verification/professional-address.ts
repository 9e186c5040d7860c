import { parseEmail } from "./email-syntax.ts";
import { isDisposableDomain, isFreeMailDomain } from "./lists.ts";

export type AddressVerdict =
  | { ok: true; address: string }
  | { ok: false; reason: "syntax" | "free_mail" | "disposable" };

/**
 * Whether an address may sign up: one of a company, neither of a free-mail nor of a throw-away service. Answers the
 * address in the form in which it is stored, trimmed and in lower case.
 */
export function professionalAddress(text: string): AddressVerdict {
  const address = text.trim().toLowerCase();
  const parsed = parseEmail(address);
  // Quotes and letters beyond ASCII before the "@" are legal, and no mail of ours would be sure to reach them.
  if (!parsed.ok || parsed.quoted || parsed.smtputf8) return { ok: false, reason: "syntax" };
  if (isDisposableDomain(parsed.domain)) return { ok: false, reason: "disposable" };
  if (isFreeMailDomain(parsed.domain)) return { ok: false, reason: "free_mail" };
  return { ok: true, address };
}
