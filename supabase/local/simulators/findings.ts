import type { Dice } from "./dice.ts";
import { type DomainFacts, factsOf, takesMail } from "./domains.ts";
import { localPart } from "./local-part.ts";
import type { PersonName } from "./names.ts";

export const providerNames = ["icypeas", "dropcontact", "hunter", "apollo", "findymail"] as const;
export type ProviderName = (typeof providerNames)[number];

export type WrongKind = "other_person" | "former_employer" | "bad_pattern";

/** What one provider would say of one person's address. */
export interface Finding {
  /** A personal-looking address comes back (right or wrong). */
  found: boolean;
  email: string | null;
  /** The provider's own word: `ultra_sure`, `nominative@pro`, `valid`, `verified`, …; empty when nothing comes. */
  label: string;
  /** The provider's own 0–100 score where it gives one. */
  score: number | null;
  /** Not null: the address is not this person's. */
  wrong: WrongKind | null;
  /** Not an address of the person although something is returned: a role box, a placeholder, a private address. */
  junk: { email: string; label: string } | null;
}

export interface FindingInput {
  dice: Dice;
  seed: number;
  name: PersonName;
  facts: DomainFacts;
  /** The person's real address; null when there is none. */
  email: string | null;
  /** False: no provider has the person's own address, whatever it is. */
  findable: boolean;
  optedOut: boolean;
}

/**
 * Share of the findable people for whom a provider has an address. With 84–85 % findable people these give the published
 * coverage of each provider (about 60, 52, 50, 50, 50 %) and 80–85 % for the four in a row.
 */
const coverage: Readonly<Record<ProviderName, number>> = {
  icypeas: 0.585,
  dropcontact: 0.585,
  hunter: 0.605,
  apollo: 0.7,
  findymail: 0.615,
};
/** Share of answers that name somebody else or an old address, and of unfindable people for whom one is made up. */
const wrongOfFound = 0.045;
const wrongOfUnfindable = 0.025;

export function findingOf(provider: ProviderName, input: FindingInput): Finding {
  const { dice, facts, optedOut } = input;
  const nothing: Finding = { found: false, email: null, label: "", score: null, wrong: null, junk: null };
  if (facts.freemail) return nothing;
  if (optedOut && provider === "dropcontact" && input.email !== null) {
    return { ...nothing, junk: { email: input.email, label: "Do_Not_Contact@pro" } };
  }
  // Hunter refuses (451); the others have nothing. Apollo alone would still sell the address.
  if (optedOut && provider !== "apollo") return nothing;
  // Some people are easy for everybody and some hard: without this the providers would overlap less than they do.
  const ease = (dice.roll("ease") - 0.5) * 0.3;
  const throwOf = dice.roll(`${provider} finds`);
  let chance = coverage[provider] + ease;
  if (provider === "findymail" && facts.catchAll) chance *= 0.7;
  if (optedOut) chance = 0.9;
  const finds = input.findable && input.email !== null && throwOf < chance;
  const makesUp = !input.findable && throwOf < wrongOfUnfindable;
  if (!finds && !makesUp) return { ...nothing, junk: junkOf(provider, input) };
  const errs = makesUp || dice.roll(`${provider} errs`) < wrongOfFound;
  const wrong = errs && !optedOut ? dice.pick(`${provider} error`, wrongKinds) : null;
  const answer = wrong === null ? null : wrongAddress(wrong, input);
  const email = answer ?? input.email;
  if (email === null) return nothing;
  const isWrong = email !== input.email;
  const { label, score } = labelOf(provider, input, isWrong);
  return { found: true, email, label, score, wrong: isWrong ? wrong : null, junk: null };
}

const wrongKinds = ["other_person", "former_employer", "bad_pattern"] as const;
const otherPeople = ["martin keller", "paula mendes", "oscar lind", "nora fabre", "ivan petit"] as const;

function wrongAddress(kind: WrongKind, { dice, seed, name, facts }: FindingInput): string | null {
  switch (kind) {
    case "other_person": {
      const [first = "", last = ""] = dice.pick("other person", otherPeople).split(" ");
      return `${localPart({ first, last }, facts.pattern)}@${facts.domain}`;
    }
    case "former_employer":
      return `${localPart(name, "first.last")}@${formerDomain(dice, seed)}`;
    case "bad_pattern": {
      const local = localPart(name, facts.pattern === "first_last" ? "first.last" : "first_last");
      return `${local}@${facts.domain}`;
    }
  }
}

const formerWords = ["amber", "basalt", "cobalt", "delta", "ember", "fjord", "granite", "harbor"] as const;
const formerTrades = ["works", "foods", "media", "motors", "tools", "labs", "retail", "energy"] as const;

/** The employer before this one. Three in ten have closed since: no such domain, or none that takes mail. */
export function formerDomain(dice: Dice, seed: number): string {
  const closed = dice.roll("former closed") < 0.3;
  let domain = "";
  for (let i = 0; i < 400; i++) {
    const word = dice.pick(`former word ${i}`, formerWords);
    domain = `${word}-${dice.pick(`former trade ${i}`, formerTrades)}-${dice.int(`former ${i}`, 90)}.example`;
    if (takesMail(factsOf(domain, seed)) !== closed) return domain;
  }
  return domain;
}

function labelOf(
  provider: ProviderName,
  { dice, facts }: FindingInput,
  isWrong: boolean,
): { label: string; score: number | null } {
  const spread = dice.roll(`${provider} score`);
  switch (provider) {
    case "icypeas":
      if (facts.catchAll || isWrong) {
        return {
          label: dice.weighted("icypeas label", [
            ["probable", 8],
            ["sure", 1],
            ["very_sure", 1],
          ]),
          score: null,
        };
      }
      return {
        label: dice.weighted("icypeas label", [
          ["ultra_sure", 62],
          ["very_sure", 24],
          ["sure", 4],
          ["probable", 10],
        ]),
        score: null,
      };
    case "dropcontact":
      if (facts.catchAll) {
        return { label: dice.roll("dropcontact spelling") < 0.2 ? "catch_all@pro" : "catch-all@pro", score: null };
      }
      return { label: "nominative@pro", score: null };
    case "hunter": {
      if (facts.catchAll) return { label: "accept_all", score: 50 + Math.floor(spread * 38) };
      const label = isWrong
        ? dice.weighted("hunter label", [
            ["valid", 3],
            ["unknown", 5],
            ["invalid", 2],
          ])
        : dice.weighted("hunter label", [
            ["valid", 90],
            ["", 6],
            ["unknown", 4],
          ]);
      const floor = label === "valid" ? 84 : label === "invalid" ? 20 : 70;
      return { label, score: Math.min(99, floor + Math.floor(spread * 28 * (isWrong ? 0.5 : 1))) };
    }
    case "apollo": {
      const guess = facts.catchAll ? 0.6 : isWrong ? 0.45 : 0.14;
      if (dice.roll("apollo label") < guess) return { label: "extrapolated", score: 30 + Math.floor(spread * 60) };
      return { label: "verified", score: null };
    }
    case "findymail":
      return { label: "verified", score: null };
  }
}

const roles = ["contact", "info", "hello", "office"] as const;

/** Answers that are worth nothing: role boxes, private addresses, boxes that bounce, Apollo's placeholder. */
function junkOf(provider: ProviderName, input: FindingInput): Finding["junk"] {
  const { dice, facts, name } = input;
  if (!takesMail(facts)) return null;
  const chance = dice.roll(`${provider} junk`);
  if (provider === "dropcontact") {
    if (chance < 0.07) return { email: `${dice.pick("role", roles)}@${facts.domain}`, label: "generic@pro" };
    if (chance < 0.085) return { email: `${localPart(name, "first.last")}@gmail.com`, label: "nominative@perso" };
    if (chance < 0.1) return { email: `${localPart(name, "firstlast")}@${facts.domain}`, label: "invalid@pro" };
    if (chance < 0.105) return { email: `${localPart(name, "last")}@${facts.domain}`, label: "non_validated@pro" };
  }
  if (provider === "hunter") {
    if (chance < 0.015) return { email: `${localPart(name, "first.last")}@gmail.com`, label: "webmail" };
    if (chance < 0.03) return { email: `${localPart(name, "firstlast")}@${facts.domain}`, label: "invalid" };
  }
  if (provider === "apollo" && chance < 0.012) {
    return { email: "email_not_unlocked@domain.com", label: "verified" };
  }
  return null;
}
