import {
  type CountryCode,
  type E164Number,
  getCountries,
  getCountryCallingCode,
  PhoneNumber,
} from "libphonenumber-js/max";
import { standsAsWritten } from "./number-type.ts";

const international = /^\+[1-9][\d ]{6,24}$/;

let countries: ReadonlyMap<string, CountryCode> | null = null;

/** Calling codes that one country has for itself. */
function countryOfCode(code: string): CountryCode | undefined {
  if (countries === null) {
    const byCode = Map.groupBy(getCountries(), (country): string => getCountryCallingCode(country));
    countries = new Map([...byCode].flatMap(([own, [only, another]]) => (only && !another ? [[own, only]] : [])));
  }
  return countries.get(code);
}

/**
 * The short way for what most sources write: a plus sign and digits that are valid in the calling code's only country and
 * have no trunk prefix to lose. It gives what the library's parser gives, sooner; everything else, null,
 * is left to that.
 */
export function readInternational(text: string): PhoneNumber | null {
  if (!international.test(text)) return null;
  const digits = text.slice(1).replaceAll(" ", "");
  for (let length = 1; length <= 3; length++) {
    const country = countryOfCode(digits.slice(0, length));
    if (country === undefined) continue;
    const national = digits.slice(length);
    if (!standsAsWritten(country, national)) return null;
    const phone = new PhoneNumber(`+${digits}` as E164Number);
    phone.country = country;
    return phone;
  }
  return null;
}
