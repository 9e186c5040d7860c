import { type EmailSyntax, parseEmail } from "../email-syntax.ts";
import { normaliseEmail, unwrapEmail } from "../normalise-email.ts";
import { type DomainSuggestion, suggestDomain } from "./suggest-domain.ts";

export interface EmailSuggestion {
  /** The whole address, normalised. */
  email: string;
  sure: boolean;
}

/** Repairs of punctuation that leave one reading: doubled or trailing marks, a comma for a dot. */
function repair(address: string): string {
  const text = unwrapEmail(address).replace(/@{2,}/g, "@");
  const at = text.lastIndexOf("@");
  if (at < 0) return text;
  const local = text
    .slice(0, at)
    .replace(/^\.+|\.+$/g, "")
    .replace(/\.{2,}/g, ".");
  const domain = text
    .slice(at + 1)
    .replace(/[,;]/g, ".")
    .replace(/\/(?=\.)/g, "")
    .replace(/\s*\.\s*/g, ".")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.+|[.<>/\\]+$/g, "");
  return `${local}@${domain}`;
}

/** What a mistyped address probably meant; null when it can stand as it is or nothing safe comes to mind. */
export function suggestEmail(address: string, asWritten: EmailSyntax = parseEmail(address)): EmailSuggestion | null {
  if (asWritten.ok) {
    const meant = suggestDomain(asWritten.domain);
    return meant === null ? null : { email: normaliseEmail({ ...asWritten, domain: meant.domain }), sure: meant.sure };
  }
  if (address.length > 320 || asWritten.reason === "control_char" || asWritten.reason === "lone_surrogate") return null;
  const repaired = repair(address);
  const parsed = parseEmail(repaired);
  if (parsed.ok) {
    const meant: DomainSuggestion | null = suggestDomain(parsed.domain);
    return { email: normaliseEmail(meant === null ? parsed : { ...parsed, domain: meant.domain }), sure: true };
  }
  // "john@gmailcom", "john@example.c0m": the domain as such is refused, its correction may not be.
  const at = repaired.lastIndexOf("@");
  const meant = at > 0 ? suggestDomain(repaired.slice(at + 1).toLowerCase()) : null;
  const corrected = meant === null ? null : parseEmail(`${repaired.slice(0, at)}@${meant.domain}`);
  return corrected?.ok === true ? { email: normaliseEmail(corrected), sure: true } : null;
}
