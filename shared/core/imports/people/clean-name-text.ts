import { cleanText, cleanWords, isPlaceholder } from "../../lib/clean-text.ts";
import { capitaliseName } from "./capitalise-name.ts";
import {
  credentials,
  degreeFields,
  delicateCredentials,
  dottedHonorifics,
  honorifics,
  jobWords,
} from "./name-words.ts";

/** Longer cells hold something else. */
export const longestName = 200;

const pronouns =
  /(?<![\p{L}])(?:she|he|they|her|him|them|ze|xe|elle|iel|il|sie|er|ella|él)\s*\/\s*(?:\p{L}+)(?:\s*\/\s*\p{L}+)*/giu;
/** "She/Her", "(er/ihm)" and nothing else. */
export const isPronouns = (text: string): boolean => text !== "" && !/\p{L}/u.test(text.replace(pronouns, ""));
const activity =
  /\s+(?:is reachable|is online|was last active\b.*|is active now|est en ligne|ist online|[·•]\s*(?:1st|2nd|3rd)\+?.*)$/iu;
const nobody =
  /^(?:linkedin member|membre de linkedin|membre linkedin|linkedin-mitglied|linkedin mitglied|miembro de linkedin|utilisateur linkedin|first name|last name|full name|prénom|nom)$/iu;

/**
 * One name as text: without emoji, brackets and nicknames, pronouns, forms of address, grades, taglines and repeated
 * words, in the letters' usual case. "Surname, Given" is turned round. Null when no name is left. Idempotent.
 * @param part "family" where the cell holds a family name only: it may begin with a particle ("VAN DER BERG")
 */
export function cleanNameText(raw: string, part: "full" | "family" = "full"): string | null {
  if (raw.length > longestName) return null;
  let name = simple.test(raw) ? raw : tidy(dropNickname(cleanWords(beforePicture(dropMarkup(raw)))));
  // Each step may lay bare what another one takes away; a handful of rounds is always enough.
  for (let round = 0; round < 8; round += 1) {
    const next = cleanOnce(name, part);
    if (next === name) break;
    name = next;
  }
  return name === "" || isPlaceholder(name) || nobody.test(name) || !/\p{L}/u.test(name) ? null : name;
}

/** Western words joined by one space, hyphen or apostrophe: nothing in them to take apart. */
const simple =
  /^[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131]+(?:[ '-][A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131]+)*$/;

function cleanOnce(name: string, part: "full" | "family"): string {
  if (isPlaceholder(name) || nobody.test(name) || name.includes("@")) return "";
  let text = keep(name, name.replace(activity, ""));
  if (simple.test(text)) return capitaliseName(halve(dropEnds(text)), part);
  text = keep(text, text.replace(/\([^()]*\)?|\[[^[\]]*\]?|\{[^{}]*\}?/gu, " "));
  text = keep(text, text.replace(/["“”„«»‟][^"“”„«»‟]*["“”„«»‟]/gu, " "));
  text = keep(text, text.replace(pronouns, " "));
  text = keep(text, text.split(/\s+[–—-]+\s+|\s*[|•·]+\s*|\s+[/@]\s+/u, 1)[0] ?? "");
  text = turnRound(tidy(text));
  text = dropEnds(tidy(text.replace(/[,;:!?"*_=+~^#$%&<>\\/()[\]{}|•·“”„«»…]/gu, " ")));
  return cleanText(capitaliseName(halve(text), part));
}

const dropMarkup = (text: string): string =>
  text.replace(/<(script|style)\b[^<>]*>[^<>]*<\/\1>/gi, " ").replace(/<[^<>]*>/g, " ");

/** "Jane Doe ✔ Hiring": what follows a picture after a whole name is no part of it. */
function beforePicture(raw: string): string {
  const head = raw.split(/\p{Extended_Pictographic}/u, 1)[0] ?? "";
  return /\p{L}\S*\s+\S*\p{L}/u.test(head) ? head : raw;
}

/** "Robert 'Bob' Smith". */
const dropNickname = (text: string): string => text.replace(/(?<=\s)'[^']+'(?=\s)/gu, " ");

/** Spaces collapsed; stray hyphens, dots and apostrophes at the ends of words without letters removed. */
function tidy(text: string): string {
  if (simple.test(text)) return text;
  return text
    .replace(/\s+/g, " ")
    .split(" ")
    .map((word) => word.replace(/^'+(?![ts]$)|(?<=\p{L})'+$/gu, ""))
    .filter((word) => /[\p{L},;|()[\]{}"“”«»–—/@•·-]/u.test(word))
    .join(" ")
    .replace(/^[\s\-–—.'`,;]+(?!\s?[ts]\b)|[\s\-–—'`,;]+$/gu, "")
    .trim();
}

const keep = (before: string, after: string): string =>
  after !== before && /\p{L}/u.test(after) ? tidy(after) : before;

/** "O'Connor-Smith, Seán" is a surname first; "Raman, PhD" a name with a grade; "Doe, CEO at X" a name with a job. */
function turnRound(text: string): string {
  const parts = text.split(/\s*[,;]\s*/).filter((part) => /\p{L}/u.test(part));
  const [head = "", ...rest] = parts;
  const mixed = /\p{Ll}/u.test(head);
  // "Ada Lovelace, FRS": beside a whole name, a word of capitals is a grade that the list does not have.
  const whole = mixed && head.includes(" ");
  const useful = rest.filter(
    (part) => !(whole && /^\p{Lu}{2,5}$/u.test(part)) && !part.split(" ").every((word) => isCredential(word, mixed)),
  );
  const given = useful[0];
  if (given === undefined) return head;
  const words = given.split(" ").length;
  if (jobWords.test(given) || words > 3 || (head.split(" ").length > 1 && words > 2)) return head;
  return `${given} ${head}`;
}

/** @param coded whether unknown words of the shape CISSP-ISSAP count too */
function isCredential(word: string, coded: boolean): boolean {
  const letters = word.toLowerCase().replace(/[^\p{L}\p{N}-]/gu, "");
  if (!credentials.has(letters)) return coded && /^\p{Lu}[\p{Lu}\p{N}]{1,5}-\p{Lu}+$/u.test(word);
  if (!delicateCredentials.has(letters)) return true;
  return /\p{L}\.\p{L}/u.test(word) || !/\p{Ll}/u.test(word);
}

function dropEnds(text: string): string {
  let words = text.split(" ").filter((word) => word !== "");
  for (let led = false; words.length > 1; led = true) {
    const next = words[0] ?? "";
    if (!isHonorific(next, words.length) && !(led && isDegreeField(next))) break;
    words = words.slice(1);
  }
  const shouted = !/\p{Ll}/u.test(text);
  while (words.length > 1) {
    const last = words.at(-1) ?? "";
    const letters = last.toLowerCase().replace(/[^\p{L}\p{N}-]/gu, "");
    // In a name that is all capitals MA and BA are family names; so they are where only a given name would be left.
    const doubtful = (shouted || words.length === 2) && delicateCredentials.has(letters) && !/\p{L}\.\p{L}/u.test(last);
    const senior = letters === "sr" && words.length > 2;
    if (!senior && (doubtful || !isCredential(last, false))) break;
    words = words.slice(0, -1);
  }
  return words.join(" ");
}

/** The rest of "Dr. rer. nat.". */
const isDegreeField = (word: string): boolean => word.endsWith(".") && degreeFields.has(bareWord(word));

/** Nothing but forms of address: the name stands elsewhere. */
export const isFormOfAddress = (text: string): boolean => {
  const words = text.trim().split(/\s+/);
  return words.every((word, index) => isHonorific(word, 2) || (index > 0 && isDegreeField(word)));
};

/** Nothing but grades that are no family names: "PhD", "MBA, CFA". */
export const isOnlyGrades = (text: string): boolean =>
  text
    .trim()
    .split(/[\s,;]+/)
    .every((word) => isCredential(word, false) && !delicateCredentials.has(bareWord(word)));

const bareWord = (word: string): string => word.toLowerCase().replace(/\./g, "");

function isHonorific(word: string, count: number): boolean {
  const bare = bareWord(word);
  if (honorifics.has(bare)) return true;
  if (!word.endsWith(".") || !dottedHonorifics.has(bare)) return false;
  // "M. Dupont" may be an initial; "M. Jean Dupont" is a form of address.
  return bare.length > 1 || count > 2;
}

/** Pages write some names twice ("Martin Müller Martin Müller"). */
function halve(text: string): string {
  const words = text.split(" ");
  const half = words.length / 2;
  if (words.length < 4 || !Number.isInteger(half)) return text;
  const first = words.slice(0, half).join(" ");
  return first === words.slice(half).join(" ") ? first : text;
}
