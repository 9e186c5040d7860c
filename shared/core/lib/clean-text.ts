/** Zero-width characters, bidi controls, byte order marks, soft hyphens, tags and other format characters. */
const invisible = /[\p{Cf}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\ufffd]/gu;
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{So}]|[\ufe00-\ufe0f]|\u20e3/gu;
/** Printable ASCII and western letters with single inner spaces need no work; most cells are that. */
const plain =
  /^[!-~\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e]+(?: [!-~\u00c0-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e]+)*$/;

/**
 * One line of visible text: compatibility forms unified (full-width and stylised letters become plain ones), invisible
 * and control characters removed, typographic apostrophes and hyphens made plain, spaces collapsed and trimmed.
 */
export function cleanText(raw: string): string {
  if (plain.test(raw)) return raw;
  // Spaced accents first (unification would leave a lone mark), and again after it (it makes new ones: ″ becomes ′′).
  const once = unify(raw.replace(apostrophes, "'").replace(control, " "));
  return plain.test(once) ? once : unify(once);
}

const apostrophes = /[\u2018\u2019\u201b\u02bc\u02b9\u00b4\u2032\uff07]/g;

function unify(text: string): string {
  return text
    .normalize("NFKC")
    .replace(apostrophes, "'")
    .replace(/[\u2010\u2011\u2043]/g, "-")
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .trim()
    .normalize("NFKC");
}

/** `cleanText` without emoji, flags and other pictures. */
export function cleanWords(raw: string): string {
  if (plain.test(raw)) return raw;
  // Before unification as well: NFKC turns ™ into the letters TM.
  const once = cleanText(raw.replace(pictures, " "));
  return plain.test(once) ? once : cleanText(once.replace(pictures, " "));
}

const placeholders = new Set([
  "",
  "-",
  "--",
  "---",
  "n/a",
  "N/A",
  "#N/A",
  "NA",
  "n.a.",
  "none",
  "NONE",
  "null",
  "NULL",
  "nil",
  "nan",
  "NaN",
  "undefined",
  "unknown",
  "Unknown",
  "UNKNOWN",
  "inconnu",
  "Inconnu",
  "unbekannt",
  "Unbekannt",
  "desconocido",
  "Desconocido",
  "#REF!",
  "#VALUE!",
  "#NAME?",
  "#DIV/0!",
  "#NULL!",
  "#NUM!",
  "[object Object]",
]);

/** Words that programs write for "nothing". Case counts: Null and Na are family names. */
export function isPlaceholder(text: string): boolean {
  return placeholders.has(text) || !/[\p{L}\p{N}]/u.test(text);
}
