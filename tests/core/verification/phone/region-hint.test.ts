import { expect, it } from "vitest";
import { regionHint } from "#core/verification/phone/region-hint.ts";

it.each<[string | null, string | null, string | null]>([
  ["FR", null, "FR"],
  ["Deutschland", null, "DE"],
  [null, "Greater Lyon Area, France", "FR"],
  [null, "Île-de-France", "FR"],
  [null, "Zürich, Schweiz", "CH"],
  [null, "London, England, United Kingdom", "GB"],
  [null, "Austin, Texas, USA", "US"],
  [null, "Somewhere", null],
  [null, null, null],
  ["", "", null],
])("regionHint(%j, %j) is %j", (country, location, expected) => {
  expect(regionHint(country, location)).toBe(expected);
});
