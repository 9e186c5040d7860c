import { foldText } from "../../lib/fold-text.ts";

/** LinkedIn's words for the levels that a title tells, highest first. "Manager" is two of its levels. */
const levels: readonly [words: RegExp, levels: readonly string[]][] = [
  [
    /\b(?:intern|internship|trainee|apprentice|stagiaire|alternante?|praktikant(?:in)?|werkstudent(?:in)?|becari[oa])\b/,
    ["In Training"],
  ],
  [
    /\b(?:founder|co-?founder|owner|partner|fondat(?:eur|rice)|inhaber(?:in)?|grunder(?:in)?|gesellschafter(?:in)?)\b/,
    ["Owner / Partner", "CXO"],
  ],
  [
    /\b(?:chief\b.*\bofficer|c[eftmiorp]o|president|geschaftsfuhrer(?:in)?|directeur general|directrice generale|pdg)\b/,
    ["CXO", "Owner / Partner"],
  ],
  [/\b(?:vp|svp|evp|vice[ -]president)\b/, ["Vice President"]],
  [/\b(?:director|directeur|directrice|direktor(?:in)?|direttore)\b/, ["Director"]],
];

const known = new Set(levels.flatMap(([, names]) => names).map(foldText));

/**
 * Whether a title fits a level of LinkedIn; null when the title does not tell, or the level is none that titles tell.
 * LinkedIn takes more than the title into account, so that this only ever marks a clear case.
 */
export function fitsSeniority(title: string, level: string): boolean | null {
  const text = foldText(title);
  // "Vice President" is none, and "Assistant to the Director" is none either.
  if (/\b(?:assistant|assistante|assistenz|office of|to the|de la direction)\b/.test(text)) return null;
  const plain = text.replace(/\bvice[ -]president\b/g, "vp");
  const found = levels.find(([words]) => words.test(plain))?.[1];
  if (found === undefined || !known.has(foldText(level))) return null;
  return found.some((name) => foldText(name) === foldText(level));
}
