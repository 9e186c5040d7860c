import fc from "fast-check";
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { readInternational } from "#core/verification/phone/read-international.ts";

const shape = (phone: ReturnType<typeof readInternational>) =>
  phone && {
    number: phone.number,
    national: phone.nationalNumber,
    code: phone.countryCallingCode,
    country: phone.country,
    ext: phone.ext,
    international: phone.formatInternational(),
    type: phone.getType(),
    possible: phone.isPossible(),
    nowhere: phone.isNonGeographic(),
  };
const byLibrary = (text: string) => shape(parsePhoneNumberFromString(text, { extract: false }) ?? null);

describe("readInternational", () => {
  it.each([
    "",
    "+",
    "0033142685300",
    "33142685300",
    "+0142685300",
    "+33 1 42 68 53 00 x1",
    "+33/142685300",
    "+331",
    "+1 415 523 2671",
  ])("leaves %j to the library", (text) => {
    expect(readInternational(text)).toBeNull();
  });

  it("leaves trunk prefixes and what is not valid to it", () => {
    expect(readInternational("+330142685300")).toBeNull();
    expect(readInternational("+33042685300")).toBeNull();
    expect(readInternational("+3314268530")).toBeNull();
  });

  it("reads the example of each country that has a calling code for itself as the library does", () => {
    let read = 0;
    for (const country of getCountries()) {
      const text = getExampleNumber(country, examples)?.number ?? "";
      const phone = readInternational(text);
      if (phone === null) continue;
      read += 1;
      expect(shape(phone), text).toEqual(byLibrary(text));
      expect(shape(readInternational(text.replace(/(\d{3})/g, "$1 "))), text).toEqual(shape(phone));
    }
    expect(read).toBeGreaterThan(150);
  });

  it("never says anything else than the library", () => {
    const code = fc.constantFrom(...getCountries().map((country): string => getCountryCallingCode(country)));
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(code, digits, (callingCode, national) => {
        const text = `+${callingCode}${national}`;
        const phone = readInternational(text);
        if (phone !== null) expect(shape(phone), text).toEqual(byLibrary(text));
      }),
      { seed: 20261129, numRuns: 20_000 },
    );
  });
});
