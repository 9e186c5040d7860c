import { companyKey } from "../companies/clean-company.ts";
import { foldToKey } from "../lib/fold-text.ts";
import { isRoleAddress } from "../verification/lists.ts";
import { linkedinSlug } from "./people/linkedin-url.ts";

/** What of a person decides whether two rows are the same one. */
export interface KeyedPerson {
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  company: string | null;
  domain: string | null;
  linkedin_url: string | null;
  linkedin_id: string | null;
  given_email: string | null;
}

/** Keys are index entries: longer ones are cut, far beyond any real name. */
const longest = 240;

/**
 * The keys by which a person is recognised; two rows that share one are the same person. Accents, case, punctuation and
 * legal forms do not count.
 * `nc:` name + company · `nd:` name + domain · `li:` LinkedIn slug, or `li:#` + member id · `em:` e-mail address.
 */
export function dedupeKeys(person: KeyedPerson): string[] {
  const keys: string[] = [];
  const add = (prefix: string, value: string) => keys.push(`${prefix}:${value}`.slice(0, longest));
  const name = nameKey(person);
  if (name !== "") {
    const company = person.company === null ? "" : companyKey(person.company);
    if (company !== "") add("nc", `${name}|${company}`);
    if (person.domain !== null) add("nd", `${name}|${person.domain}`);
  }
  const slug = person.linkedin_url === null ? null : linkedinSlug(person.linkedin_url);
  if (slug !== null) add("li", slug);
  if (person.linkedin_id !== null) add("li", `#${person.linkedin_id}`);
  const email = person.given_email?.toLowerCase() ?? "";
  // info@ and sales@ are shared by many people.
  if (email !== "" && !isRoleAddress(email.slice(0, email.lastIndexOf("@")))) add("em", email);
  return keys;
}

/** First and last name, so that a middle name known to one list only does not make another person. */
function nameKey(person: KeyedPerson): string {
  if (person.first_name !== null && person.last_name !== null) {
    return foldToKey(person.first_name) + foldToKey(person.last_name);
  }
  return foldToKey(person.full_name ?? person.first_name ?? person.last_name ?? "");
}
