import { decodeMemberId } from "./member-id.ts";

export interface LinkedinAddress {
  /** `https://www.linkedin.com/in/<slug>`, or null where the cell has no public profile address. */
  url: string | null;
  /** Member id as digits, where the cell tells it. */
  id: string | null;
}

const none: LinkedinAddress = { url: null, id: null };
const host = /^(?:https?:\/\/)?(?:(?:www|m|touch|mobile|[a-z]{2})\.)?linkedin\.com(?::443)?\/([^\s\\]*)$/i;
/** A slug is letters of any script, digits and hyphens; LinkedIn allows 3 to 100, old ones are shorter or longer. */
const slugShape = /^[\p{L}\p{M}\p{N}_-][\p{L}\p{M}\p{N}\p{Emoji_Presentation}._'’%&+-]{1,149}$/u;

/**
 * Reads a person's LinkedIn address. Query, language and page below the profile are dropped. A Sales Navigator address
 * or token never becomes a public address (`/in/ACw…` leads nowhere): it gives the member id at most. Other hosts,
 * other schemes and company pages give nothing.
 */
export function parseLinkedin(raw: string): LinkedinAddress {
  const text = raw.trim();
  if (text === "" || text.length > 2000) return none;
  const urn = /^urn:li:(?:member|person):(\d{1,12})$/i.exec(text)?.[1];
  if (urn !== undefined) return { url: null, id: trimZeros(urn) };
  const salesUrn = /^urn:li:fs(?:d|_sales)?_?profile:\(?([\w-]{39})/i.exec(text)?.[1];
  const direct = decodeMemberId(salesUrn ?? text);
  if (direct !== null) return { url: null, id: direct };
  const path = host.exec(text)?.[1] ?? /^\/?(in\/[^\s\\]+)$/i.exec(text)?.[1];
  if (path === undefined) return none;
  const [section = "", name = ""] =
    path
      .split(/[?#]/, 1)[0]
      ?.split("/")
      .filter((part) => part !== "") ?? [];
  switch (section.toLowerCase()) {
    case "in":
      return readSlug(name);
    case "sales":
      return { url: null, id: salesId(path) };
    default:
      return none;
  }
}

function readSlug(encoded: string): LinkedinAddress {
  const slug = decode(encoded);
  if (slug === null || !slugShape.test(slug)) return none;
  const id = decodeMemberId(slug);
  if (/^ACw/.test(slug)) return { url: null, id };
  // Tokens tell upper from lower case; the slugs that people choose do not.
  const name = id === null ? slug.toLowerCase() : slug;
  return { url: `https://www.linkedin.com/in/${encodeURIComponent(name.normalize("NFC"))}`, id };
}

function salesId(path: string): string | null {
  const lead = /^sales\/+(?:lead|people|profile)\/+([\w-]{39})(?:[,%/?#]|$)/i.exec(path)?.[1];
  return lead === undefined ? null : decodeMemberId(lead);
}

function decode(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    return plain.isWellFormed() ? plain : null;
  } catch {
    return null;
  }
}

const trimZeros = (digits: string): string | null => digits.replace(/^0+/, "") || null;

/** A member id out of a column that should hold one: digits, an urn, a token or a Sales Navigator address. */
export function parseLinkedinId(raw: string): string | null {
  const text = raw.trim();
  return /^\d{1,12}$/.test(text) ? trimZeros(text) : parseLinkedin(text).id;
}

/** The slug of a canonical profile address, decoded. */
export function linkedinSlug(url: string): string | null {
  const slug = /^https:\/\/www\.linkedin\.com\/in\/([^/?#]+)$/.exec(url)?.[1];
  return slug === undefined ? null : decode(slug);
}
