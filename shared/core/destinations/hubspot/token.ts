/**
 * A private app token or service key as users paste it, without the blanks around it; null when it cannot be one. HubSpot
 * promises no form and says that tokens may grow: only what no header could carry is refused.
 */
export function readToken(pasted: string): string | null {
  const token = pasted.trim().replace(/^bearer\s+/i, "");
  return /^[\x21-\x7e]{20,2000}$/.test(token) ? token : null;
}
