import { cleanText, cleanWords, isPlaceholder } from "../../lib/clean-text.ts";
import { foldText } from "../../lib/fold-text.ts";

/** A place on one line, without emoji. Null when the cell holds none. */
export function cleanLocation(raw: string): string | null {
  if (raw.length > 800) return null;
  const text = cleanText(
    cleanWords(raw)
      .replace(/^[\s|,;:•·*=+@-]+/u, "")
      .replace(/[\s|,;:•·*=+@-]+$/u, ""),
  );
  return isPlaceholder(text) || text.length > 200 ? null : text;
}

const languages = ["en", "fr", "de", "es"];
const aliases: Record<string, string> = {
  usa: "US",
  "u.s.a.": "US",
  "u.s.": "US",
  "united states of america": "US",
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  angleterre: "GB",
  holland: "NL",
  "the netherlands": "NL",
  "czech republic": "CZ",
  turkey: "TR",
  uae: "AE",
  "south korea": "KR",
  "ivory coast": "CI",
  "hong kong": "HK",
  macau: "MO",
};
let names: Map<string, string> | null = null;

function countryNames(): Map<string, string> {
  if (names !== null) return names;
  names = new Map(Object.entries(aliases));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
      const name = display.of(code);
      // Codes withdrawn or for tests (SU, DD, XA, ZZ…) carry names too; the first, current code of a name stays.
      if (name === undefined || /^(?:X[^K]|ZZ|QO|EU|EZ|UN|AC|AN|BU|CS|DD|FX|NT|QU|SU|TP|YD|YU|ZR|UK)$/.test(code))
        continue;
      const key = foldText(name);
      if (!names.has(key)) names.set(key, code);
    }
  }
  return names;
}

/** ISO 3166 code of a country's name in English, French, German or Spanish, or of a code; null when it is none. */
export function countryCode(text: string): string | null {
  const trimmed = cleanText(text.slice(0, 100));
  const byName = countryNames().get(foldText(trimmed));
  if (byName !== undefined) return byName;
  if (!/^[A-Za-z]{2}$/.test(trimmed)) return null;
  const code = trimmed.toUpperCase();
  return [...countryNames().values()].includes(code) ? code : null;
}

/** The country at the end of a location ("Lyon, Auvergne-Rhône-Alpes, France" → "France"). */
export function countryOfLocation(location: string): string | null {
  const last = location.split(",").at(-1)?.trim() ?? "";
  // "Atlanta, Georgia" is in no country of that name.
  return last.length > 2 && !/^georgia$/i.test(last) && countryNames().has(foldText(last)) ? last : null;
}
