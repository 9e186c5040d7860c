import { type CountryCode, getCountries, isSupportedCountry } from "libphonenumber-js/max";

/** Names that lists of countries do not have, as people and LinkedIn write them. */
const otherNames: Record<string, CountryCode> = {
  usa: "US",
  "u s a": "US",
  america: "US",
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  uae: "AE",
  holland: "NL",
  "czech republic": "CZ",
  "ile de france": "FR",
  bavaria: "DE",
  catalonia: "ES",
};

let byName: ReadonlyMap<string, CountryCode> | null = null;

function countriesByName(): ReadonlyMap<string, CountryCode> {
  if (byName) return byName;
  const names = new Map<string, CountryCode>();
  for (const language of ["en", "fr", "de", "es", "it", "nl", "pt"]) {
    const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    for (const country of getCountries()) {
      const name = display.of(country);
      if (name) names.set(fold(name), country);
    }
  }
  for (const [name, country] of Object.entries(otherNames)) names.set(name, country);
  byName = names;
  return names;
}

const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/**
 * The region in which a number without country code is to be read: the country where one is given, else the last part
 * of a location that names one ("Greater Lyon Area, France"). Null when nothing does.
 */
export function regionHint(country: string | null, location: string | null): CountryCode | null {
  for (const text of [country, ...(location?.split(/[,|·()-]/).reverse() ?? [])]) {
    if (!text) continue;
    const code = text.trim().toUpperCase();
    if (code.length === 2 && isSupportedCountry(code)) return code;
    const found = countriesByName().get(fold(text));
    if (found) return found;
  }
  return null;
}
