import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanPhone } from "#core/verification/phone/clean-phone.ts";
import { refusedNumber, verifyPhone } from "#core/verification/phone/verify-phone.ts";

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

describe("numbers reserved for fiction", () => {
  it.each(
    (
      "+441632960123 +447700900461 +442079460958 +441134960123 +441164960123 +441914980123 +442896496123 +442890180123 " +
      "+442920180456 +443069990123 +448081570123 +449098790123 +12125550100 +18005550199 +33199001234 +33261911234 " +
      "+33353011234 +33465711234 +33536491234 +33639981234 +493023125123 +496990009123 +494066969123 +492214710123 " +
      "+498999998123 +4915228817386 +4915254599371 +491713920012 +491713920001 +491729925904 +491729968532 +491749464308 " +
      "+4917604069012 +61255501234 +61870101234 +61491570156 +61491578888 +611800160401 +611800975707 +611300975711 " +
      "+353209101234 +46313900612 +46406280412 +46846500412 +46980319212 +46701740612"
    ).split(" "),
  )("%s", (number) => {
    expect(verifyPhone(number)).toMatchObject({ reason: "fictional" });
  });
  // One digit beside a range.
  it.each("+442079471123 +33199911234 +12125550200 +61255511234 +4915228817387 +46313900712".split(" "))(
    "not %s",
    (number) => {
      expect(verifyPhone(number).reason).not.toBe("fictional");
    },
  );
});

/** What is in a cell, the region it is read in, and the number or the reason why there is none. */
type Cell = [string, string | null, string];

describe("verifyPhone reads what people and programs leave in a cell", () => {
  const read = ([input, region, expected]: Cell) => {
    const { e164, ext, valid, reason } = verifyPhone(input, { region });
    expect(valid ? `${e164}${ext === null ? "" : ` x${ext}`}` : reason, input).toBe(expected);
  };

  it.each<Cell>([
    ["'0620481793", "FR", "+33620481793"],
    ['="0620481793"', "FR", "+33620481793"],
    ["33620481793.0", "FR", "+33620481793"],
    ["+33620481793.00", null, "+33620481793"],
    ["3.3620481793E+10", "FR", "+33620481793"],
    ["3,3620481793E+10", "FR", "+33620481793"],
    ["3.36E+10", "FR", "cut_by_spreadsheet"],
    ["3,36205E+10", "FR", "cut_by_spreadsheet"],
  ])("of a spreadsheet: %j", (...cell) => read(cell));

  it.each<Cell>([
    ["12/04/26", "FR", "not_a_phone_notation"],
    ["1/2/26", "US", "not_a_phone_notation"],
    ["2026/10/08", "FR", "not_a_phone_notation"],
    ["08.10.2026", "DE", "not_a_phone_notation"],
    ["8 oct. 2026", "FR", "not_a_phone_notation"],
    ["October 8, 2026", "US", "not_a_phone_notation"],
    ["2026-10-08T10:20:30Z", "FR", "not_a_phone_notation"],
    ["23:59:59", "FR", "not_a_phone_notation"],
    ["10.0.0.1", "FR", "not_a_phone_notation"],
    ["192.168.10.25:8080", "FR", "not_a_phone_notation"],
    ["2001:db8::1", "FR", "not_a_phone_notation"],
    ["fe80:0:0:0:1:2:3:4", "FR", "not_a_phone_notation"],
    ["12-05-24", "FR", "not_a_phone_notation"],
    ["31.12.24", "DE", "not_a_phone_notation"],
    ["24-05-12", "FR", "not_a_phone_notation"],
    ["20240512", "FR", "not_a_phone_notation"],
    ["05/2024", "FR", "not_a_phone_notation"],
    ["FR83404833048", "FR", "not_a_phone_notation"],
    ["FR 83 404 833 048", "FR", "not_a_phone_notation"],
    ["DE811907980", "DE", "not_a_phone_notation"],
    ["ATU12345678", "AT", "not_a_phone_notation"],
    ["NL123456789B01", "NL", "not_a_phone_notation"],
    ["12.04.26", "FR", "not_a_phone_notation"],
    // The same in pairs is a number on some islands, and where numbers have eight digits.
    ["32.10.12", "GL", "+299321012"],
    ["20 12 05 24", "DK", "+4520120524"],
    ["14.34.56", "FR", "too_short"],
    ["10115 Berlin", "DE", "not_a_number"],
  ])("no date, time or address is a number: %j", (...cell) => read(cell));

  it.each<Cell>([
    ["06 20 48 17 93", null, "no_region"],
    ["33620481793", null, "no_region"],
    ["06 20 48 17 93", "FR", "+33620481793"],
    ["253-0000", "US", "local_only"],
    ["+1 253-0000", null, "local_only"],
  ])("without country or area: %j in %j", (...cell) => read(cell));

  it.each<Cell>([
    ["01 42 68 53 00 / 06 20 48 17 93", "FR", "+33620481793"],
    ["0142685300/0620481793", "FR", "+33620481793"],
    ["01 42 68 53 00, 06 20 48 17 93", "FR", "+33620481793"],
    ["0142685300 - 0620481793", "FR", "+33620481793"],
    ["tel 01 42 68 53 00 mob 06 20 48 17 93", "FR", "+33620481793"],
    ["01 42 68 53 00\n06 20 48 17 93", "FR", "+33620481793"],
    ["+33142685300+33620481793", null, "+33620481793"],
    ["415-523-2671, 415-523-2672", "US", "+14155232671"],
    ["Tel.: +49 89 1234570 Fax: +49 89 1234599", null, "+49891234570"],
    ["+33142685300;+33620481793", null, "+33620481793"],
    // An area code before a slash is no number of its own.
    ["030/901820", "DE", "+4930901820"],
  ])("several numbers in a cell, the mobile counts: %j", (...cell) => read(cell));

  it.each<Cell>([
    ["+33(0)620481793", null, "+33620481793"],
    ["0033 (0)6 20 48 17 93", "FR", "+33620481793"],
    ["(0)6 20 48 17 93", "FR", "+33620481793"],
    ["(+33) 6 20 48 17 93", null, "+33620481793"],
    ["(0033) 6 20 48 17 93", "FR", "+33620481793"],
    ["415-555-2671 x101", "US", "+14155552671 x101"],
    ["415-555-2671 #101", "US", "+14155552671 x101"],
    ["+1 415 555 2671;ext=101", null, "+14155552671 x101"],
    ["01 42 68 53 00 poste 12", "FR", "+33142685300 x12"],
    ["+49 30 901820 Durchwahl 12", null, "+4930901820 x12"],
  ])("trunk zeros and inner lines: %j", (...cell) => read(cell));

  it.each<Cell>([
    ["\u260e 01 42 68 53 00", "FR", "+33142685300"],
    ["Paris 01 42 68 53 00", "FR", "+33142685300"],
    ["+33 6 20 48 17 93 - Paris", null, "+33620481793"],
    ["Mobile: +33 6 20 48 17 93 Email: ada@acme.example", null, "+33620481793"],
    ["m: 06 20 48 17 93 t: 01 42 68 53 00", "FR", "+33620481793"],
    ["[+33 6 20 48 17 93]", null, "+33620481793"],
    ["<+33620481793>", null, "+33620481793"],
    ["N\u00b0 06 20 48 17 93", "FR", "+33620481793"],
    ["01 42 68 53 00/01", "FR", "+33142685300"],
    ["0620481793-0142685300", "FR", "+33620481793"],
    // Another number beside it is no telephone number, or it is not written as one.
    ["Order 4155232671", "US", "too_long"],
    ["IBAN FR76 3000 6000 0112 3456 7890 189", "FR", "not_a_number"],
    ["call 415-523-2671 card 4111 1111 1111 1111", "US", "not_a_number"],
    ["since 2024-05-12 10:30", "US", "not_a_number"],
    ["Room 415", "US", "not_a_number"],
    ["see www.example.com/0620481793x", "FR", "not_a_number"],
  ])("a number within other text: %j", (...cell) => read(cell));

  it.each<Cell>([
    ["1-800-FLOWERS", "US", "+18003569377"],
    ["+1 800 GOT JUNK", null, "+18004685865"],
    ["0620481793a", "FR", "+33620481793"],
    ["WhatsApp: +33 6 20 48 17 93", null, "+33620481793"],
    ["+33 6 20 48 17 93 (pro)", null, "+33620481793"],
    ['<a href="tel:+33620481793">', null, "+33620481793"],
    ["+33 6 20 48 17 93<br>", null, "+33620481793"],
    ["https://wa.me/33620481793", null, "+33620481793"],
    ["=+33620481793", null, "+33620481793"],
    ["FR7630006000011234567890189", "FR", "not_a_number"],
    ["€1,234,567.89", "US", "not_a_number"],
  ])("letters and remarks: %j", (...cell) => read(cell));
});

it("refuses with one verdict, whatever the reason", () => {
  const { score_lines, ...rest } = refusedNumber("x", "bad_input");
  expect({ ...rest, score_lines }).toEqual({ ...verifyPhone("x"), reason: "bad_input", score_lines });
  expect(score_lines).toEqual([{ points: 0, why: "bad_input" }]);
});

it("takes no longer for a hostile cell", () => {
  for (const unit of ["a", "a ", "a: ", "tel", "+", "0,", "(", "1:", "x1 ", "\u0660"]) {
    const started = performance.now();
    verifyPhone(unit.repeat(400), { region: "FR" });
    expect(performance.now() - started, unit).toBeLessThan(1_000);
  }
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
