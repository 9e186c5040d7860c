import { expect, it } from "vitest";
import { companyRegion } from "#core/verification/phone/company-region.ts";

it.each([
  ["acme.fr", "FR"],
  ["ACME.CO.UK", "GB"],
  ["acme.de.", "DE"],
  ["acme.com", null],
  ["acme.io", null],
  ["acme.ai", null],
  ["acme.eu", null],
  ["acme.xx", null],
  ["acme", null],
  ["fr", null],
  ["", null],
  [null, null],
])("companyRegion(%j) is %j", (domain, expected) => {
  expect(companyRegion(domain)).toBe(expected);
});
