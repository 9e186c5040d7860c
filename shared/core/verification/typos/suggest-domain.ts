import { parse } from "tldts";
import { isReservedDomain } from "../dns/reserved-domain.ts";
import { freeAdditions, privateRelayDomains } from "../lists/corrections.ts";
import { isFreeMailDomain } from "../lists/free-mail.ts";
import { type Brand, brands } from "./brands.ts";
import { areNeighbours, editDistance, isSlip, lacksInnerLetter, letterMask, masksDiffer } from "./edit-distance.ts";

export interface DomainSuggestion {
  domain: string;
  /**
   * True for slips of the big names, which squatters register and give mail servers: what DNS says changes nothing.
   * False where a domain that takes mail is more likely meant as it stands.
   */
  sure: boolean;
}

/** Endings that exist as country codes but stand for `.com` behind a mail brand: Colombia, Cameroon, Oman. */
const comLookalikes = new Set(["co", "cm", "om"]);

/** Mail services known by hand. The long free-mail list also holds what squatters registered beside the big ones. */
const wellKnown: ReadonlySet<string> = new Set([
  ...freeAdditions,
  ...privateRelayDomains,
  ...brands.flatMap(({ name, endings }) => endings.map((ending) => `${name}.${ending}`)),
]);

/** The few endings that nearly every address has, so that the suffix list is seldom asked. */
const everydayEndings = new Set(
  "com net org de fr uk co.uk it es nl be ch at eu io pl se dk us ca au com.au".split(" "),
);

const isRealEnding = (ending: string): boolean => everydayEndings.has(ending) || parse(`a.${ending}`).isIcann === true;

/** `gmail.acme.com` is a host of acme.com's: only a name directly below a public suffix can be a mistyped service. */
const isSuffix = (ending: string): boolean =>
  everydayEndings.has(ending) || parse(`a.${ending}`).publicSuffix === ending;

/** Names of their own, one slip from a service: under another ending (GAIL of India) they are somebody's. */
const namesakes: ReadonlySet<string> = new Set(["gail"]);

/** Two letters in the wrong order: `ed` for `de`. */
const isTurned = (typed: string, meant: string): boolean =>
  typed.length === 2 && typed[0] === meant[1] && typed[1] === meant[0] && meant.length === 2;

/** The brand's ending that was meant by another one, or null when the other one may be meant. */
function meantEnding(brand: Brand, typed: string): string | null {
  if (brand.endings.includes(typed)) return typed;
  const main = brand.endings[0] ?? "com";
  if (main === "com" && comLookalikes.has(typed)) return main;
  if (isRealEnding(typed)) return brand.sole && isSuffix(typed) ? main : null;
  const near = brand.endings.find((ending) => editDistance(typed, ending, 1) <= 1 || isTurned(typed, ending));
  if (near !== undefined) return near;
  const far = brand.endings.find((ending) => ending.length > 2 && editDistance(typed, ending, 2) <= 2);
  return far ?? (brand.sole ? main : null);
}

/** How many slips lie between what was typed and a brand's name; null when it may be another name. */
function slipsFrom(brand: Brand, typed: string): number | null {
  const { name, reach } = brand;
  if (reach === "exact") return null;
  if (reach === "slip") return isSlip(typed, name) || (name.length >= 8 && lacksInnerLetter(typed, name)) ? 1 : null;
  const distance = editDistance(typed, name, 2);
  const first = typed[0] ?? "";
  if (distance === 1) {
    if (first === name[0]) return 1;
    // Another first letter makes another name (fmail, hicloud, cloud) unless the fingers explain it.
    if (first === name[1] && typed[1] === name[0]) return 1;
    // Two keys hit at once: "hgmail", "jhotmail".
    if (typed.slice(1) === name && areNeighbours(first, name[0] ?? "")) return 1;
    if (name === "gmail" || name === "icloud") return null;
    const lostFirst = typed === name.slice(1);
    const besideFirst = typed.length === name.length && areNeighbours(first, name[0] ?? "");
    return lostFirst || besideFirst ? 1 : null;
  }
  if (distance !== 2) return null;
  const sorted = (word: string): string => [...word].sort().join("");
  return first === name[0] && (name.length >= 9 || sorted(typed) === sorted(name)) ? 2 : null;
}

const byName: ReadonlyMap<string, Brand> = new Map(brands.map((brand) => [brand.name, brand]));
const inexact = brands.filter(({ reach }) => reach !== "exact");
/** Brand domains without their dots, for a dot that is lost or in the wrong place: "gmailcom", "comcastn.et". */
const byFlat: ReadonlyMap<string, string> = new Map(
  brands
    .filter(({ name }) => name.length >= 5)
    .flatMap(({ name, endings }) =>
      endings.map((ending) => [name + ending.replaceAll(".", ""), `${name}.${ending}`] as const),
    ),
);

function brandSuggestion(domain: string): DomainSuggestion | null {
  const dot = domain.indexOf(".");
  const flat = domain.replaceAll(".", "");
  // "gmailcom.com": the lost dot was made good by another ending.
  const moved = byFlat.get(flat) ?? (flat.endsWith("comcom") ? byFlat.get(flat.slice(0, -"com".length)) : undefined);
  if (moved !== undefined) return { domain: moved, sure: true };
  if (dot < 0) return null;
  const head = domain.slice(0, dot);
  const ending = domain.slice(dot + 1);

  const exact = byName.get(head);
  if (exact !== undefined) {
    const meant = meantEnding(exact, ending);
    return meant === null || meant === ending ? null : { domain: `${head}.${meant}`, sure: exact.reach === "near" };
  }
  const mask = letterMask(head);
  let best: { suggestion: DomainSuggestion; slips: number } | null = null;
  for (const brand of inexact) {
    // Two edits change the length by two and four letters at most; nearly every brand falls out here.
    const longer = head.length - brand.name.length;
    if (longer > 2 || longer < -2 || masksDiffer(mask, brand.mask, 4)) continue;
    const slips = slipsFrom(brand, head);
    if (slips === null || (best !== null && slips >= best.slips)) continue;
    const meant = meantEnding(brand, ending);
    if (meant === null || (namesakes.has(head) && meant !== ending)) continue;
    // Another name and another real ending besides: that may well be somebody else's domain.
    const sameEnding = meant === ending || comLookalikes.has(ending) || !isRealEnding(ending);
    const sure = slips === 1 && brand.reach === "near" && sameEnding;
    best = { suggestion: { domain: `${brand.name}.${meant}`, sure }, slips };
  }
  return best?.suggestion ?? null;
}

/** `example.co.au`: nobody registers below `co.au`, everybody below `com.au`. */
function secondLevelSuggestion(domain: string): DomainSuggestion | null {
  if (!domain.includes(".co.")) return null;
  const match = /^([^.]+)\.co\.([a-z]{2})$/.exec(domain);
  if (match === null) return null;
  const meant = `com.${match[2]}`;
  // Private registries such as `co.ua` count: people do register below them.
  const suffixOf = (name: string): string | null => parse(name, { allowPrivateDomains: true }).publicSuffix;
  if (suffixOf(`a.co.${match[2]}`) !== match[2] || suffixOf(`a.${meant}`) !== meant) return null;
  return { domain: `${match[1]}.${meant}`, sure: false };
}

/** Common endings, tried in this order for an ending that does not exist at all. */
const commonEndings = ["com", "net", "org", "edu", "gov", "info"];
const countryEndings = "uk de fr it es nl be br mx au ca in jp ru ch at pl".split(" ");

function endingSuggestion(domain: string): DomainSuggestion | null {
  if (everydayEndings.has(domain.slice(domain.indexOf(".") + 1))) return null;
  const doubled = /^([^.]+)\.(?:com|con|cmo)\.com$/.exec(domain)?.[1];
  if (doubled !== undefined) return { domain: `${doubled}.com`, sure: false };
  const dot = domain.lastIndexOf(".");
  const typed = domain.slice(dot + 1);
  if (dot <= 0 || typed.startsWith("xn--") || isReservedDomain(domain) || isRealEnding(typed)) return null;
  const before = domain.slice(0, dot);
  const common =
    commonEndings.find((ending) => editDistance(typed, ending, 1) <= 1) ??
    commonEndings.find((ending) => typed.startsWith(ending) && typed.length - ending.length <= 2);
  const country = countryEndings.find(
    (ending) => typed.length === 3 && (typed.startsWith(ending) || typed.endsWith(ending)),
  );
  // Behind "co" or "com" stands a country, elsewhere a generic ending is likelier.
  const secondLevel = /\.(?:co|com|org|ac|gov)$/.test(before);
  const meant = secondLevel ? (country ?? (typed === "u" ? "uk" : undefined)) : (common ?? country);
  return meant === undefined ? null : { domain: `${before}.${meant}`, sure: false };
}

/**
 * The domain that was probably meant, or null. Silence is the rule: a known mail service, a real ending and a name that
 * is not a slip away from a big service are taken as they are, because a wrong hint on a company's own domain costs a lead.
 */
export function suggestDomain(domain: string): DomainSuggestion | null {
  if (wellKnown.has(domain)) return null;
  const brandMeant = brandSuggestion(domain);
  const exists = isRealEnding(domain.slice(domain.indexOf(".") + 1));
  if (brandMeant !== null && (brandMeant.sure || !exists || !isFreeMailDomain(domain))) return brandMeant;
  return secondLevelSuggestion(domain) ?? endingSuggestion(domain);
}
