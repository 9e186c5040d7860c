import { foldText } from "../../lib/fold-text.ts";

/**
 * A header as words to compare: camelCase and punctuation split, accents and case folded ("Prénom_du-Contact" →
 * "prenom du contact"). Long headers are cut: nobody names a column with 200 characters on purpose.
 */
export function normaliseHeader(header: string): string {
  const words = header
    .slice(0, 200)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2");
  return foldText(words)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()
    .replace(/\blinked in\b/g, "linkedin")
    .replace(/\be mail\b/g, "email")
    .replace(/\be mails\b/g, "emails");
}

/** Words that only say whose column it is. */
const filler = new Set(
  "the a of my your contact contacts person people lead leads prospect prospects client customer candidate user member current primary main du de des la le l un une kontakt person kunde aktuelle aktueller aktuelles der die das des contacto del persona cliente actual principal el los".split(
    " ",
  ),
);

/** The header without such words; empty when nothing else is in it. */
export function dropFiller(normalised: string): string {
  return normalised
    .split(" ")
    .filter((word) => !filler.has(word))
    .join(" ");
}
