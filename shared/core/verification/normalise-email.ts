import type { ParsedEmail } from "./email-syntax.ts";

/** The form in which two spellings of one mailbox compare equal, for showing and for matching duplicates. */
export function normaliseEmail(email: ParsedEmail): string {
  // Local parts are case-sensitive by the letter of RFC 5321 and nowhere in practice; quoted ones stay as they are.
  const local = email.quoted ? email.local : email.local.toLowerCase();
  return `${local}@${email.domain}`;
}

/**
 * What a cell or a paste wraps around an address: blanks, `mailto:`, angle brackets with a display name, trailing
 * punctuation. For imports; verification itself judges an address exactly as it stands.
 */
export function unwrapEmail(text: string): string {
  const bare = text.replace(/[\u200b-\u200f\u2060\ufeff]/g, "").trim();
  const bracketed = /<([^<>]+@[^<>]+)>\s*$/.exec(bare)?.[1] ?? bare;
  return bracketed
    .trim()
    .replace(/^mailto:/i, "")
    .replace(/^(['"])(.*)\1$/, "$2")
    .replace(/[,;>]+$/, "")
    .trim();
}
