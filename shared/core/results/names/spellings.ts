import { foldText } from "../../lib/fold-text.ts";

const cyrillic = Object.fromEntries(
  "а a|б b|в v|г g|д d|е e|ё e|ж zh|з z|и i|й y|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х kh|ц ts|ч ch|ш sh|щ shch|ъ |ы y|ь |э e|ю yu|я ya|і i|ї i|є ye|ґ g|ђ dj|ј j|љ lj|њ nj|ћ c|џ dz"
    .split("|")
    .map((pair) => pair.split(" ")),
) as Record<string, string>;
const greek = Object.fromEntries(
  "α a|β v|γ g|δ d|ε e|ζ z|η i|θ th|ι i|κ k|λ l|μ m|ν n|ξ x|ο o|π p|ρ r|σ s|ς s|τ t|υ y|φ f|χ ch|ψ ps|ω o"
    .split("|")
    .map((pair) => pair.split(" ")),
) as Record<string, string>;
const digraphs: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

/**
 * How a name part may be written in an address: accents taken off, German and Nordic vowels also as two letters, Cyrillic
 * and Greek in Latin letters. Empty for scripts without a rule, where nothing can be compared.
 */
export function spellingsOf(part: string): string[] {
  const lower = part.normalize("NFC").toLowerCase();
  const plain = latin(foldText(lower));
  const spelled = latin(foldText(lower.replace(/[äöüåø]/g, (letter) => digraphs[letter] ?? letter)));
  return [...new Set([plain, spelled])].filter((spelling) => /^[a-z0-9]+$/.test(spelling));
}

function latin(folded: string): string {
  return [...folded]
    .map((letter) => cyrillic[letter] ?? greek[letter] ?? letter)
    .join("")
    .replace(/['’`.]/g, "");
}
