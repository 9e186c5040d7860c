const profileUrl = /^https?:\/\/(?:[a-z]{2,3}\.)?(?:www\.)?linkedin\.com\/in\/([^/?#\s]{3,200})\/?(?:[?#].*)?$/i;
/** Ids that LinkedIn puts in internal links; they look like a slug but no outsider can resolve them. */
const internalId = /^AC[a-z]AA[\w-]{20,}$/i;

/** The part after `/in/` of a public profile address, decoded; null for anything else. */
export function linkedinSlug(url: string | null): string | null {
  const raw = url === null ? undefined : profileUrl.exec(url)?.[1];
  if (raw === undefined) return null;
  try {
    const slug = decodeURIComponent(raw);
    return internalId.test(slug) || /[/?#\s]/.test(slug) ? null : slug;
  } catch {
    return null;
  }
}
