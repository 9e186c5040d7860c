import { foldText } from "../lib/fold-text.ts";
import { delicateSuffixes, legalPrefixes, legalSuffixes } from "./legal-suffixes.ts";

const squeeze = (text: string): string =>
  foldText(text)
    .replace(/[.,()/]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const forms = new Set([...legalSuffixes, ...delicateSuffixes].map(squeeze));
const delicate = new Set(delicateSuffixes);
const prefixes = new Set(legalPrefixes);
/** No legal form has more words. */
const mostWords = Math.max(...[...forms].map((form) => form.split(" ").length));
/** The last run of letters of each form: a name that ends in none of them is done at once, and most names are. */
const lastLetters = /\p{L}+(?=[^\p{L}]*$)/u;
const endings = new Set([...forms].map((form) => lastLetters.exec(form)?.[0] ?? ""));
const glued =
  /(?:株式会社|有限会社|合同会社|股份有限公司|集团有限公司|有限责任公司|有限公司|주식회사|유한회사|\(주\)|㈱)/;

/**
 * The name without its legal form ("Northwind Trading GmbH & Co. KG" → "Northwind Trading"). Never strips a name away:
 * what is left always has a word of its own. With `anyCase`, forms that are also words ("Spa", "as") go too: right for
 * comparing, wrong for showing.
 */
export function stripLegalSuffix(name: string, anyCase = false): string {
  const withoutGlued = glued.test(name)
    ? name.replaceAll(new RegExp(glued, "g"), " ").replace(/\s+/g, " ").trim()
    : name;
  let words = (hasWord(withoutGlued) ? withoutGlued : name).split(" ");
  for (let shorter = stripOnce(words, anyCase); shorter !== null; shorter = stripOnce(words, anyCase)) words = shorter;
  const [first = "", ...rest] = words;
  const prefixed = prefixes.has(first.toLowerCase()) && (anyCase || isRegisterForm(first, name));
  if (prefixed && hasWord(rest.join(" "))) words = rest;
  return trimEnd(words.join(" "));
}

function stripOnce(words: readonly string[], anyCase: boolean): string[] | null {
  if (!endings.has(foldText(lastLetters.exec(words.at(-1) ?? "")?.[0] ?? ""))) return null;
  for (let count = Math.min(mostWords, words.length - 1); count >= 1; count -= 1) {
    const tail = words.slice(-count);
    const form = squeeze(tail.join(" "));
    if (!forms.has(form)) continue;
    const rest = words.slice(0, -count);
    const last = rest.at(-1) ?? "";
    // "Tiffany & Co." and "Society of Ltd": what is joined to the form belongs to the name.
    if (/^(?:&|and|et|und|y|e|of|the|de|\+)$/i.test(last) || !hasWord(rest.join(" "))) continue;
    if (!anyCase && delicate.has(form) && !isRegisterForm(tail.join(" "), words.join(" "))) continue;
    const kept = trimEnd(rest.join(" "));
    if (hasWord(kept)) return kept.split(" ");
  }
  return null;
}

/** Written with dots or a slash, after a comma, in capitals (SpA, Ltd…) within a name that is not all capitals. */
function isRegisterForm(form: string, whole: string): boolean {
  if (/[./]/.test(form)) return true;
  const letters = form.replace(/[^\p{L}]/gu, "");
  if (letters === "SpA" || letters === "Oy" || letters === "Ab") return true;
  if (letters !== letters.toUpperCase()) return false;
  // "DAY SPA" may be a spa; "BASF SE" is a company.
  return whole !== whole.toUpperCase() || /^(?:SE|SA|AG|AB|NV|BV|SAS|OY|KK|SCA)$/.test(letters);
}

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text) && !/^the$/i.test(text.trim());
const trimEnd = (text: string): string => text.replace(/[\s,;:&|(/-]+$/u, "").trim();

/** Share (0–1) of names that end in a legal form: how one tells a column of companies from a column of people. */
export function legalSuffixShare(names: readonly string[]): number {
  if (names.length === 0) return 0;
  const with_ = names.filter((name) => name.length <= 200 && stripLegalSuffix(name.trim()) !== trimEnd(name.trim()));
  return with_.length / names.length;
}
