import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanPhone } from "#core/verification/phone/clean-phone.ts";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";

interface Vector {
  input: string;
  defaultRegion: string | null;
  parse: string;
  kind: string;
  [field: string]: unknown;
}
const load = <T>(name: string): T[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/vectors/${name}`, import.meta.url), "utf8")).vectors;

const fields = ["e164", "international", "national", "ext", "region", "possible", "valid", "type"] as const;
const agrees = (vector: Vector): boolean => {
  const verdict = verifyPhone(vector.input, { region: vector.defaultRegion });
  if (vector.parse !== "ok") return !verdict.valid;
  return fields.every((field) => verdict[field] === vector[field]);
};

describe("verifyPhone refuses", () => {
  it.each(["", " ", "n/a", "2024-03-01", "01/02/2023", "192.168.0.1", "12:30", "call me", "+", "()", "1", "💥"])(
    "%j",
    (input) => {
      expect(verifyPhone(input, { region: "FR" })).toMatchObject({ valid: false, e164: null, score: 0 });
    },
  );
  it("numbers reserved for fiction and dummies, by capping their score", () => {
    for (const vector of load<{ input: string }>("phone-fictional.json")) {
      const verdict = verifyPhone(vector.input);
      expect(["fictional", "dummy"], vector.input).toContain(verdict.reason);
      expect(verdict.score).toBeLessThanOrEqual(10);
    }
  });
});

describe("verifyPhone agrees with Google's own library", () => {
  // The rest are metadata of another release and two oddities of Google's unit tests.
  it.each<[string, number]>([
    ["example/e164", 0.98],
    ["example/national", 0.98],
    ["example/invalid-example", 0.94],
    ["unittest-input", 0.97],
    ["crm-style", 0.97],
  ])("%s", (kind, share) => {
    const vectors = load<Vector>("phones.json").filter((vector) => vector.kind === kind);
    const right = vectors.filter(agrees).length;
    expect(right / vectors.length).toBeGreaterThanOrEqual(share);
  });
});

describe("cleanPhone", () => {
  it.each<[string, string[]]>([
    ["Mobile: +33 6 12 34 56 78", ["+33 6 12 34 56 78"]],
    ["+33 1 23 45 67 89 / +33 6 12 34 56 78", ["+33 1 23 45 67 89", "+33 6 12 34 56 78"]],
    ["030 / 901820", ["030 / 901820"]],
    ["0123456789 ou 0612345678", ["0123456789", "0612345678"]],
    ["+44 (0)20 7946 0958", ["+44 20 7946 0958"]],
    ["\u202a+33\u00a06\u00a012\u00a034\u00a056\u00a078\u202c", ["+33 6 12 34 56 78"]],
    ["٠٦١٢٣٤٥٦٧٨", ["0612345678"]],
    ["＋３３ ６１２３４５６７８", ["+33 612345678"]],
  ])("%j", (input, expected) => {
    expect(cleanPhone(input)).toEqual(expected);
  });
  it("prefers the mobile of several numbers in a cell", () => {
    expect(verifyPhone("01 42 68 53 00 / 06 12 34 56 78", { region: "FR" }).e164).toBe("+33612345678");
  });
});

it("never throws and never calls something valid that it cannot write as E.164", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom("FR", "US", "xx", "", null),
      (input, region) => {
        const verdict = verifyPhone(input, { region });
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        if (verdict.valid) expect(verdict.e164).toMatch(/^\+\d{4,15}$/);
      },
    ),
    { seed: 20261123, numRuns: 2000 },
  );
});
