import { Dice } from "./dice.ts";
import { type DomainFacts, domainOfCompany, factsOf, readDomain, takesMail } from "./domains.ts";
import { type Finding, findingOf, formerDomain, type ProviderName } from "./findings.ts";
import { localPart } from "./local-part.ts";
import { linkedinSlug, type PersonInput, type PersonName, readName, titled } from "./names.ts";
import { mobileNumber, switchboardNumber } from "./phone-numbers.ts";

export type { DomainFacts, DomainState } from "./domains.ts";
export { type Finding, type ProviderName, providerNames } from "./findings.ts";
export type { PersonInput } from "./names.ts";

/**
 * What is true of a made-up person. It is worked out from the name and the domain alone, so any caller's own list has
 * a truth too: the same person asked for in another spelling, in another order of words, by another provider, today or
 * tomorrow, is the same person with the same address.
 */
export interface Truth {
  /** Identity: normalised name and domain. */
  key: string;
  exists: boolean;
  firstName: string;
  lastName: string;
  gender: PersonName["gender"];
  title: string;
  /** Professional mail domain: the given one, else one made from the company's name; null without either. */
  domain: string | null;
  /** Null when there is no domain. */
  facts: DomainFacts | null;
  email: string | null;
  mobile: string | null;
  /** The company's front desk. */
  switchboard: string | null;
  /** The domain takes every address, so that none can be proven. */
  catchAll: boolean;
  /** Asked not to be processed: Hunter says 451, Dropcontact says Do_Not_Contact. */
  optedOut: boolean;
  formerEmployer: string | null;
  findableBy: Readonly<Record<ProviderName, Finding>>;
  /** Apollo knows the person; it bills that even without an address. */
  apolloMatch: boolean;
  /** What Apollo's phone reveal brings; the mobile is billed, other lines are not. */
  apolloPhone: { number: string; kind: "mobile" | "work_hq" } | null;
  /** What Dropcontact has besides the address: mostly the switchboard. */
  dropcontactPhone: string | null;
  dropcontactMobile: string | null;
}

const titles = [
  "Head of Operations",
  "Sales Director",
  "Chief Technology Officer",
  "Marketing Manager",
  "Finance Director",
  "Purchasing Manager",
  "Human Resources Manager",
  "Founder",
] as const;

const nobody: Finding = { found: false, email: null, label: "", score: null, wrong: null, junk: null };

/** Works out the truth of a person. Pure: the same input and seed give the same answer. */
export function truthOf(person: PersonInput, seed = 0): Truth {
  const name = readName(person);
  const domain = domainOf(person, name, seed);
  const key = `${name?.key ?? ""}@${domain ?? ""}`;
  const dice = new Dice(key, seed);
  const facts = domain === null ? null : factsOf(domain, seed);
  const full = name !== null && name.first !== "" && name.last !== "";
  const exists = name !== null && facts !== null && dice.roll("exists") < 0.985;
  const canHaveMail = exists && facts !== null && takesMail(facts) && !facts.freemail;
  const hasMailbox = canHaveMail && dice.roll("mailbox") < 0.957;
  const email =
    hasMailbox && name !== null && facts !== null ? `${localPart(name, facts.pattern)}@${facts.domain}` : null;
  const findable = email !== null && full && dice.roll("findable") < 0.932;
  const optedOut = exists && full && dice.roll("opted out") < 0.01;
  const finding = (provider: ProviderName): Finding =>
    name === null || facts === null || !full
      ? nobody
      : findingOf(provider, { dice, seed, name, facts, email, findable, optedOut });
  const apollo = finding("apollo");
  const apolloMatch = apollo.found || apollo.junk !== null || (exists && full && dice.roll("apollo match") < 0.3);
  const region = facts?.region ?? "US";
  const mobile = exists && dice.roll("mobile") < 0.75 ? mobileNumber(dice, region) : null;
  const companyDice = facts === null ? null : new Dice(facts.domain, seed);
  const switchboard =
    companyDice !== null && facts?.state !== "nxdomain" && companyDice.roll("switchboard") < 0.8
      ? switchboardNumber(companyDice, region)
      : null;
  return {
    key,
    exists,
    firstName: titled(name?.first ?? ""),
    lastName: titled(name?.last ?? ""),
    gender: name?.gender ?? "UNKNOWN",
    title: dice.pick("title", titles),
    domain,
    facts,
    email,
    mobile,
    switchboard,
    catchAll: facts?.catchAll ?? false,
    optedOut,
    // Worked out when read: an ask wants one provider's view, and these are the dear parts.
    get formerEmployer() {
      return dice.roll("former employer") < 0.6 ? formerDomain(dice, seed) : null;
    },
    findableBy: {
      get icypeas() {
        return finding("icypeas");
      },
      get dropcontact() {
        return finding("dropcontact");
      },
      get hunter() {
        return finding("hunter");
      },
      apollo,
      get findymail() {
        return finding("findymail");
      },
    },
    apolloMatch,
    apolloPhone: apolloMatch ? apolloPhone(dice, mobile, switchboard) : null,
    dropcontactPhone: switchboard !== null && dice.roll("dropcontact phone") < 0.55 ? switchboard : null,
    dropcontactMobile: dice.roll("dropcontact mobile") < 0.02 ? mobile : null,
  };
}

function apolloPhone(dice: Dice, mobile: string | null, switchboard: string | null): Truth["apolloPhone"] {
  const chance = dice.roll("apollo phone");
  if (mobile !== null && chance < 0.65) return { number: mobile, kind: "mobile" };
  if (switchboard !== null && chance < 0.75) return { number: switchboard, kind: "work_hq" };
  return null;
}

/** Where the person's professional address would be. A company that looks like a domain is one. */
function domainOf(person: PersonInput, name: PersonName | null, seed: number): string | null {
  const given = readDomain(person.domain) ?? domainOfCompany(person.domain);
  if (given !== null) return given;
  const company = person.company?.trim() ?? "";
  if (company !== "") return (company.includes(" ") ? null : readDomain(company)) ?? domainOfCompany(company);
  const slug = linkedinSlug(person.linkedinUrl);
  if (slug === null || name === null) return null;
  return `firm-${new Dice(slug, seed).hex("employer", 4)}.example`;
}
