import { readFileSync } from "node:fs";
import { getCountries } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { phoneOrigin } from "#core/verification/phone/phone-origin.ts";
import { isPortableRegion } from "#core/verification/phone/portable-regions.ts";
import { readPrefixTable } from "#core/verification/phone/prefix-table.ts";
import { carriers } from "#core/verification/phone/tables/carriers.gen.ts";
import { locations } from "#core/verification/phone/tables/locations.gen.ts";
import { timezones } from "#core/verification/phone/tables/timezones.gen.ts";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";

const tables = {
  carriers: readPrefixTable(carriers),
  locations: readPrefixTable(locations),
  timezones: readPrefixTable(timezones),
};
const verdictOf = (input: string) =>
  verifyPhone(input, { origin: (e164, region, type) => phoneOrigin(tables, e164, region, type) });

interface Vector {
  e164: string;
  carrier: string;
  location: string;
  timezones: string;
}
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL("../../../fixtures/vectors/phone-carrier-location.json", import.meta.url), "utf8"),
).vectors;

describe("phoneOrigin agrees with Google's mappers but for newer data", () => {
  it.each<[string, (vector: Vector) => boolean]>([
    ["carrier", (vector) => (verdictOf(vector.e164).carrier ?? "") === vector.carrier],
    ["location", (vector) => (verdictOf(vector.e164).location ?? "") === vector.location],
    ["time zones", (vector) => verdictOf(vector.e164).timezones.join("|") === vector.timezones],
  ])("%s", (_name, isRight) => {
    expect(vectors.filter(isRight).length / vectors.length).toBeGreaterThanOrEqual(0.97);
  });
});

it("says that the carrier is the original one, and where numbers can be taken along", () => {
  expect(verdictOf("+33612345678")).toMatchObject({
    carrier: "SFR",
    carrier_source: "prefix_original",
    portable: true,
  });
});

it("knows every region in which numbers can be taken along, and no other", () => {
  const portable = new Set<string>(
    JSON.parse(readFileSync(new URL("../../../fixtures/vectors/phone-mnp-regions.json", import.meta.url), "utf8"))
      .regions,
  );
  expect(portable.size).toBeGreaterThan(100);
  expect(getCountries().filter((region) => isPortableRegion(region) !== portable.has(region))).toEqual([]);
});

it("gives a number of several countries to none", () => {
  expect(verdictOf("+19002123456").location).toBeNull();
});

it("finds the longest prefix only", () => {
  const table = readPrefixTable("short\nlong\n\n044:0\n27:1");
  expect([table.find("4475"), table.find("449"), table.find("45"), table.find("")]).toEqual([
    "long",
    "short",
    null,
    null,
  ]);
});
