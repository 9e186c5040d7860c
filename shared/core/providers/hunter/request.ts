import { clip } from "../clip.ts";
import { linkedinSlug } from "../linkedin-slug.ts";
import type { PersonQuery } from "../provider-port.ts";

/** Query of `GET /email-finder`. The domain is preferred: from a company name alone Hunter has to guess it. */
export function finderQuery(query: PersonQuery): Record<string, string> {
  const slug = linkedinSlug(query.linkedinUrl);
  return {
    ...(query.domain !== null
      ? { domain: clip(query.domain, 253) }
      : query.company !== null
        ? { company: clip(query.company, 200) }
        : {}),
    ...(query.firstName === null ? {} : { first_name: clip(query.firstName, 100) }),
    ...(query.lastName === null ? {} : { last_name: clip(query.lastName, 100) }),
    ...(slug === null ? {} : { linkedin_handle: slug }),
  };
}
