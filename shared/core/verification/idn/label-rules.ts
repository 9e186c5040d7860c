/**
 * Which characters an international domain label may hold (RFC 5892), derived from the Unicode properties of the
 * engine instead of a table of 270 kB. Labels are checked after mapping (lower case, NFKC).
 */
const letterDigit = /^[\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]$/u;
const ignorable = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}]$/u;
// Old Hangul letters make no syllables of their own.
const oldHangul = /^[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]$/u;

// RFC 5892 section 2.6: exceptions to the derived rule.
const alwaysValid = new Set(["\u00df", "\u03c2", "\u06fd", "\u06fe", "\u0f0b", "\u3007"]);
const neverValid = new Set([
  ..."\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b", // tatweel and vertical repeat marks
]);
const viramas = new Set([
  ..."\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u0e3a\u0f84\u1039\u103a\u1714\u1734\u17d2\u1a60\u1b44\u1baa",
]);

const arabicDigit = /[\u0660-\u0669]/u;
const extendedArabicDigit = /[\u06f0-\u06f9]/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Characters that are valid only beside certain others (RFC 5892 appendix A); null when no such rule exists. */
function contextAllows(chars: readonly string[], at: number): boolean | null {
  const before = chars[at - 1] ?? "";
  switch (chars[at]) {
    case "\u200c":
    case "\u200d":
      return viramas.has(before);
    case "\u00b7":
      return before === "l" && chars[at + 1] === "l";
    case "\u0375":
      return /\p{Script=Greek}/u.test(chars[at + 1] ?? "");
    case "\u05f3":
    case "\u05f4":
      return /\p{Script=Hebrew}/u.test(before);
    case "\u30fb":
      return kana.test(chars.join("").replaceAll("\u30fb", ""));
    default:
      return null;
  }
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const rightToLeftLetter =
  /^(?!\p{Nd}|\p{M})[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const leftToRight =
  /[a-z\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Kana}\p{Script=Hangul}]/u;

/** The core of RFC 5893: a right-to-left label starts with such a letter, holds no left-to-right one, ends well. */
function bidiAllows(label: string): boolean {
  if (!rightToLeft.test(label)) return true;
  return rightToLeftLetter.test(label) && !leftToRight.test(label) && !label.endsWith("-");
}

/** Whether a mapped label with non-ASCII characters may be registered and so appear in a mail domain. */
export function isValidUnicodeLabel(label: string): boolean {
  const chars = Array.from(label);
  if (/^\p{M}/u.test(label)) return false;
  if (arabicDigit.test(label) && extendedArabicDigit.test(label)) return false;
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? "";
    if (/^[a-z0-9-]$/.test(char) || alwaysValid.has(char)) continue;
    const byContext = contextAllows(chars, at);
    if (byContext === true) continue;
    if (byContext === false || neverValid.has(char)) return false;
    if (ignorable.test(char) || oldHangul.test(char) || !letterDigit.test(char)) return false;
    if (char.normalize("NFKC").toLowerCase().normalize("NFKC") !== char) return false;
  }
  return bidiAllows(label);
}
