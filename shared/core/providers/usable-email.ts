/** Fixed strings that providers put where an address is hidden or missing. */
const placeholderLocal =
  /^(?:e?-?mail[._-]?)?(?:not[._-]?(?:unlocked|available|found|provided|revealed)|unavailable|hidden|locked|redacted|no[._-]?e?-?mail)$/i;
const placeholderDomain = /^(?:domain\.com|email\.com|yourdomain\.com|company\.com)$/i;
const shape = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]{1,253}$/u;

/** Masked addresses (`l***@northwind.test`) and fixed stand-ins such as `email_not_unlocked@domain.com`. */
export function isPlaceholderEmail(email: string): boolean {
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  return (
    email.includes("*") ||
    placeholderLocal.test(local) ||
    (placeholderDomain.test(email.slice(at + 1)) && /not|unlock|hidden|e-?mail/i.test(local))
  );
}

/**
 * The address as the provider wrote it, without white space around it; null when it is empty, a placeholder or
 * visibly no address. Real validation is the verification stage's.
 */
export function usableEmail(raw: string | null | undefined): string | null {
  const email = raw?.trim() ?? "";
  return email.length <= 254 && shape.test(email) && !isPlaceholderEmail(email) ? email : null;
}
