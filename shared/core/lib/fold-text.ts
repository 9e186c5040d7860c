const special: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * Text for comparing: lower case, compatibility forms unified, accents of Latin, Greek and Cyrillic letters removed.
 * Marks of other scripts stay: in Japanese or Hindi they make another word.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  // Nothing to fold in printable ASCII, the common case.
  if (/^[ -~]*$/.test(lower)) return lower;
  if (western.test(lower)) return replaceSpecial(lower.normalize("NFD").replace(/[\u0300-\u036f]/g, ""));
  const plain = lower
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return replaceSpecial(plain).normalize("NFKC");
}

/** Latin letters with accents that have no compatibility forms. */
const western = /^[ -~\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e]*$/;
const replaceSpecial = (text: string): string => text.replace(/[ßæœøłđðþı]/g, (letter) => special[letter] ?? letter);

/** Folded, with everything that is no letter, mark or digit taken out: the form in which dedupe keys are compared. */
export function foldToKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}
