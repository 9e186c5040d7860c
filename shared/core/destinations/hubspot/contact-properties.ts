import type { DeliveredPerson } from "../words.ts";

/** Longest value of a text property (HubSpot cuts nothing, it refuses). */
const longest = 65_536;

/** Properties that not every account has: a contact is sent without them when HubSpot does not know them. */
export const optionalProperties: readonly string[] = ["hs_linkedin_url"];

/**
 * A person as properties of a HubSpot contact, all of them strings. What we do not know is left out: an empty value would
 * clear what the customer has there. The stage of a contact and its owner are the customer's and never set.
 */
export function contactProperties(
  person: DeliveredPerson,
  without: ReadonlySet<string> = new Set(),
): Record<string, string> {
  const hasName = value(person.first_name) !== null || value(person.last_name) !== null;
  const isMobile = /mobile/i.test(person.phone_type ?? "");
  const all: Record<string, string | null> = {
    email: contactKey(person.email),
    firstname: person.first_name,
    lastname: hasName ? person.last_name : person.full_name,
    company: person.company,
    jobtitle: person.title,
    website: person.domain,
    [isMobile ? "mobilephone" : "phone"]: person.phone,
    hs_linkedin_url: linkedin(person.linkedin_url),
  };
  const set = Object.entries(all).flatMap(([name, raw]) => {
    const text = value(raw);
    return text === null || without.has(name) ? [] : [[name, text] as const];
  });
  return Object.fromEntries(set);
}

/** What HubSpot knows a contact by. */
export const contactKey = (email: string): string => email.trim().toLowerCase();

function value(raw: string | null): string | null {
  const text = raw?.trim() ?? "";
  return text === "" ? null : text.slice(0, longest);
}

/** Only profiles: a customer clicks on it. */
const linkedin = (url: string | null): string | null =>
  url !== null && /^https:\/\/([a-z]{2,3}\.)?linkedin\.com\/\S+$/i.test(url) ? url : null;
