import { notRoleWords } from "./corrections.ts";
import { roleWords } from "./role.gen.ts";
import { qualifierWords, strongRoleWords } from "./role-words.ts";
import { lazyWordSet } from "./word-set.ts";

const words = lazyWordSet(roleWords, notRoleWords);

const separators = /[._-]+/;
/** `contacts` beside `contact`, `reservation` beside `reservations`; in short words a letter makes a name. */
const inOtherNumber = (word: string): boolean =>
  word.length >= 7 && strongRoleWords.has(word.endsWith("s") ? word.slice(0, -1) : `${word}s`);
const isRoleWord = (word: string): boolean => words().has(word) || strongRoleWords.has(word) || inOtherNumber(word);

/**
 * Whether a local part names a function, team or machine and not a person: `sales`, `no-reply`, `kontakt`,
 * `Info+fair`, `sales-uk`, `support2`. A role word beside a name (`press.mark`) is a person.
 */
export function isRoleAddress(localPart: string): boolean {
  const lower = localPart.toLowerCase();
  const plus = lower.indexOf("+");
  const bare = plus > 0 ? lower.slice(0, plus) : lower;
  if (isRoleWord(bare)) return true;
  // `comptabilité` and `Büro` are written both ways; the lists hold the plain one.
  const plain = /[^ -~]/.test(bare) ? bare.normalize("NFKD").replace(/\p{M}/gu, "") : bare;
  if (plain !== bare && isRoleWord(plain)) return true;

  const parts = plain.split(separators).filter((part) => part !== "");
  if (parts.length === 0) return false;
  if (parts.length > 1 && isRoleWord(parts.join(""))) return true;
  let strong = false;
  for (const part of parts) {
    const word = part.replace(/\d+$/, "");
    // Some are both: `office` beside `sales`, `hr` beside `info`; the role decides.
    if (strongRoleWords.has(word)) strong = true;
    else if (word !== "" && !qualifierWords.has(word) && !words().has(word)) return false;
  }
  return strong;
}
