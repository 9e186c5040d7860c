import { foldText } from "../../lib/fold-text.ts";
import { openingParticles, particles, secondGivenNames } from "./name-words.ts";

export interface NameParts {
  first: string;
  /** Null for people with one name. */
  last: string | null;
}

const eastAsian = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+$/u;
const initial = /^\p{Lu}\.?$/u;

/**
 * Splits a cleaned full name. Particles begin the family name ("Ludwig | van Beethoven", "Oscar | De La Hoya"), middle
 * initials belong to neither part, a common second given name stays with the first ("José Luis | Pérez Gómez"). East
 * Asian names written in their own script carry the family name first.
 */
export function splitName(full: string): NameParts {
  const words = full.split(" ");
  const [head = full] = words;
  if (words.length === 1) return { first: head, last: null };
  if (words.every((word) => eastAsian.test(word))) {
    return { first: words.slice(1).join(" "), last: head };
  }
  const particle = words.findIndex(
    (word, index) =>
      index > 0 && index < words.length - 1 && (particles.has(word) || openingParticles.has(word.toLowerCase())),
  );
  const end = particle > 0 ? particle : words.length;
  // "Maria e Silva", "Ortega y Gasset": joined surnames begin one word earlier.
  const joined = particle > 1 && /^(?:y|e|i)$/.test(words[particle] ?? "");
  const given = words.slice(0, joined ? particle - 1 : end);
  const family = words.slice(joined ? particle - 1 : end);
  if (family.length === 0) {
    const from = given.length > 2 && isSecondGivenName(given[1] ?? "") ? 2 : 1;
    family.push(...given.splice(from));
  }
  return { first: dropInitials(given, true), last: dropInitials(family, false) };
}

const isSecondGivenName = (word: string): boolean => secondGivenNames.has(foldText(word));

/** Middle initials: after the first given name, before the family name. */
function dropInitials(words: string[], given: boolean): string {
  const kept = words.filter((word, index) => !initial.test(word) || (given ? index === 0 : index === words.length - 1));
  return kept.join(" ");
}
