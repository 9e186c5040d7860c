import { clip } from "../clip.ts";
import { linkedinSlug } from "../linkedin-slug.ts";
import type { PersonQuery } from "../provider-port.ts";

/** Path and body of the search: by name and domain where both are known, else by LinkedIn profile. */
export function searchRequest(query: PersonQuery): { path: string; body: Record<string, string> } {
  const name = [query.firstName, query.lastName].filter((part) => part !== null).join(" ") || query.fullName;
  const domain = query.domain ?? query.company;
  if (name !== null && domain !== null) {
    return { path: "/search/name", body: { name: clip(name, 200), domain: clip(domain, 253) } };
  }
  const slug = linkedinSlug(query.linkedinUrl);
  const linkedin_url = slug === null ? "" : `https://www.linkedin.com/in/${encodeURIComponent(slug)}`;
  return { path: "/search/business-profile", body: { linkedin_url } };
}
