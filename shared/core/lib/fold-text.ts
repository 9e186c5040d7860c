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
  return lower
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => special[letter] ?? letter)
    .normalize("NFKC");
}

/** Folded, with everything that is no letter, mark or digit taken out: the form in which dedupe keys are compared. */
export function foldToKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
}
