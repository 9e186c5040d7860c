import { cleanText, cleanWords, isPlaceholder } from "../lib/clean-text.ts";
import { foldText, foldToKey } from "../lib/fold-text.ts";
import { stripLegalSuffix } from "./strip-legal-suffix.ts";

/** Longer cells hold a description, not a name. */
const longest = 300;

/** What people write where a company should stand: nobody can be found by it. */
const noCompany = new Set(
  "self employed, selfemployed, self, freelance, freelancer, freelancing, independent, independent consultant, independent contractor, unemployed, retired, student, stealth, stealth startup, stealth mode, stealth mode startup, confidential, confidentiel, vertraulich, independant, independante, auto entrepreneur, autoentrepreneur, en recherche d emploi, sans emploi, retraite, selbstandig, selbststandig, freiberuflich, freiberufler, freiberuflerin, autonomo, por cuenta propia, jubilado, desempleado, no company, none, not available, not applicable, private, personal".split(
    ", ",
  ),
);

/**
 * A company's name as people say it: without legal form, ®/™, tagline, emoji and remarks in brackets. Capitals stay as
 * they are (IBM, eBay). Null when the cell names no company. Cleaning a cleaned name changes nothing.
 */
export function cleanCompany(raw: string): string | null {
  if (raw.length > longest) return null;
  let name = cleanWords(raw.replace(/[®™©℠]/g, "").replace(/<[^<>]*>/g, " "));
  for (;;) {
    const next = cleanOnce(name);
    if (next === name) break;
    name = next;
  }
  if (
    isPlaceholder(name) ||
    noCompany.has(
      foldText(name)
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim(),
    )
  )
    return null;
  return name;
}

function cleanOnce(name: string): string {
  let text = name.replace(/^["'«“”„‘`\s,;:|*•·=+@_]+/u, "").replace(/["»“”`\s,;:|*•·=+@_]+$/u, "");
  text = keepIfWord(text, cutTagline(text));
  text = keepIfWord(text, text.replace(/\s*[([{][^()[\]{}]*[)\]}]?\s*$/u, ""));
  text = keepIfWord(text, stripLegalSuffix(text));
  return cleanText(text);
}

const cutTagline = (text: string): string => text.split(/\s+[|•·–—-]+\s+|\s*\|\s*|\s+(?:::|\/\/)\s+/u, 1)[0] ?? text;
const keepIfWord = (before: string, after: string): string => (/[\p{L}\p{N}]/u.test(after) ? after : before);

/** The form in which companies are compared: accents, case, legal form, spaces and "and" do not count. */
export function companyKey(company: string): string {
  const name = stripLegalSuffix(cleanText(company), true);
  return foldToKey(foldText(name).replace(/(?<=\s)(?:and|et|und|y)(?=\s)|&|\+/g, " ")) || foldToKey(company);
}
