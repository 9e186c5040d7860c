/** Countries of Europe by the ending of a company's domain; `private.policy_segment` in SQL holds the same list. */
const europeanEndings = new Set(
  "at be bg ch cy cz de dk ee es eu fi fr gr hr hu ie is it li lt lu lv mt nl no pl pt ro se si sk uk".split(" "),
);

export const segments = [
  "european",
  "european+profile",
  "elsewhere",
  "elsewhere+profile",
  "no_domain",
  "no_domain+profile",
] as const;
/**
 * The group of people whose hit rates are learned together: by what decides whom a provider can find at all. With a
 * domain nobody has to guess it from a company's name; a profile is a second way in for all but Icypeas; and providers
 * are strong in different parts of the world, which the domain's ending tells more often than a country field does.
 */
export type Segment = (typeof segments)[number];

export function segmentOf(contact: { domain: string | null; linkedin_url: string | null }): Segment {
  const place = placeOf(contact.domain);
  return contact.linkedin_url === null ? place : `${place}+profile`;
}

function placeOf(domain: string | null): "european" | "elsewhere" | "no_domain" {
  if (domain === null) return "no_domain";
  return europeanEndings.has(domain.toLowerCase().split(".").at(-1) ?? "") ? "european" : "elsewhere";
}
