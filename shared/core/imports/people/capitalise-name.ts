import { macNames, recasedParticles } from "./name-words.ts";

const isUpper = (word: string): boolean => /\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
const isLower = (word: string): boolean => /\p{Ll}/u.test(word) && !/\p{Lu}/u.test(word);
const letterCount = (word: string): number => word.replace(/\P{L}/gu, "").length;

/**
 * Capital and small letters of a name as its owner would write it. Words in mixed case are left alone (McDonald,
 * deGrasse); only what is all capitals or all small letters is written anew.
 * @param part what the text is: particles are small at the beginning of a family name, not of a full one
 */
export function capitaliseName(name: string, part: "full" | "family" = "full"): string {
  const words = name.split(" ");
  const shouted = isUpper(name);
  const whispered = isLower(name);
  return words
    .map((word, index) => {
      // A family name's own cell may begin with a particle.
      const first = index === 0 && part === "full";
      const last = index === words.length - 1;
      const bare = word.toLowerCase();
      if ((shouted || whispered) && !first && !last && recasedParticles.has(bare)) return bare;
      if ((shouted || whispered) && !first && !last && isArticle(bare, words[index - 1])) return bare;
      if (isLower(word))
        return whispered || (index === 0 && last) || !isParticleLike(bare) ? capitaliseWord(word) : word;
      if (isUpper(word)) return shouldRecase(word, index === 0) ? capitaliseWord(word) : word;
      return word.replace(
        /^(Mc|Mac|O'|D'|L')(\p{Lu}{3,})$/u,
        (_, head: string, rest: string) => head + upperFirst(rest.toLowerCase()),
      );
    })
    .join(" ");
}

/** "de la Cruz", but "Le Goff": an article is small only after "de". */
const isArticle = (word: string, before: string | undefined): boolean =>
  /^(?:la|las|lo|los)$/.test(word) && before?.toLowerCase() === "de";

const isParticleLike = (word: string): boolean =>
  recasedParticles.has(word) ||
  /^(?:la|le|los|las|lo|el|al|und|of|te|ben|i|vom|delle|dello|des|d'.*|l'.*|'[ts]|dell'.*|dall'.*)$/u.test(word);

/** J., JP and AJ are initials; LI and DUPONT are shouted names. */
function shouldRecase(word: string, first: boolean): boolean {
  const letters = letterCount(word);
  if (letters <= 1) return false;
  if (word.includes(".")) return false;
  if (letters === 2 && first) return /[AEIOUY]/u.test(word) && !word.endsWith("J");
  return true;
}

function capitaliseWord(word: string): string {
  if (/^(?:\p{L}\.)+\p{L}?\.?$/u.test(word)) return word.toUpperCase();
  return word
    .split("-")
    .map((part) => capitalisePart(part))
    .join("-");
}

function capitalisePart(part: string): string {
  // The lower case of a dotted İ is two characters in every locale but the Turkish one.
  const lower = part.replace(/İ/g, "i").toLowerCase();
  const apostrophe = /^(\p{L}{1,2}|dell|dall|nell|sant)'(\p{L}.+)$/u.exec(lower);
  if (apostrophe !== null) return `${upperFirst(apostrophe[1] ?? "")}'${upperFirst(apostrophe[2] ?? "")}`;
  const scottish = /^mc(\p{L}{2,})$/u.exec(lower)?.[1];
  if (scottish !== undefined) return `Mc${upperFirst(scottish)}`;
  const mac = /^mac(\p{L}{3,})$/u.exec(lower)?.[1];
  if (mac !== undefined && macNames.has(mac)) return `Mac${upperFirst(mac)}`;
  return upperFirst(lower);
}

function upperFirst(text: string): string {
  const match = /^(\P{L}*)(\p{L})(.*)$/su.exec(text);
  if (match === null) return text;
  const [, before = "", letter = "", rest = ""] = match;
  const upper = letter.toUpperCase();
  // Letters without a single capital (ŉ, ß) stay as they are.
  return before + ([...upper].length === 1 ? upper : letter) + rest;
}
