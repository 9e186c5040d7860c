import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanCompany, companyKey } from "#core/companies/clean-company.ts";

describe("cells that name no company", () => {
  it.each([
    "",
    "-",
    "N/A",
    "Freelance",
    "self-employed",
    "Selbständig",
    "Indépendant",
    "Stealth Startup",
    "🚀",
    "x".repeat(301),
  ])("%j", (cell) => {
    expect(cleanCompany(cell)).toBeNull();
  });
});

describe("names that must stay whole", () => {
  it.each([
    "Inc",
    "AG",
    "The Limited",
    "Limited",
    "Day Spa",
    "DAY SPA",
    "Tiffany & Co.",
    "Ernst & Young",
    "H&M",
    "AT&T",
    "Hewlett-Packard",
    "L'Oréal",
    "Booking.com",
    "Inc. Magazine",
    "SAP",
    "eBay",
    "IBM",
    "Coca-Cola Company",
  ])("%s", (name) => {
    expect(cleanCompany(name)).toBe(name);
  });
});

describe("legal forms, marks and taglines", () => {
  it.each([
    ["Acme Inc.", "Acme"],
    ["Acme, Inc", "Acme"],
    ["ACME LTD", "ACME"],
    ["Acme L.L.C.", "Acme"],
    ["Acme Pty Ltd", "Acme"],
    ["Northwind Trading GmbH & Co. KG", "Northwind Trading"],
    ["Acme UG (haftungsbeschränkt)", "Acme"],
    ["Acme S.A.S.", "Acme"],
    ["Acme SAS", "Acme"],
    ["BASF SE", "BASF"],
    ["Société Générale SA", "Société Générale"],
    ["Acme S.à r.l.", "Acme"],
    ["Acme, S.L.", "Acme"],
    ["Grupo Norte S.A. de C.V.", "Grupo Norte"],
    ["Ferrari SpA", "Ferrari"],
    ["Ferrari S.p.A.", "Ferrari"],
    ["Novo A/S", "Novo"],
    ["Volvo AB", "Volvo"],
    ["Acme Sp. z o.o.", "Acme"],
    ["Acme s.r.o.", "Acme"],
    ["Norte Ltda.", "Norte"],
    ["Samsung Electronics Co., Ltd.", "Samsung Electronics"],
    ["株式会社メルカリ", "メルカリ"],
    ["ООО Яндекс", "Яндекс"],
    ["PT Telkom Tbk", "Telkom"],
    ["Big Ltd Ltd", "Big"],
    ["Acme®", "Acme"],
    ["Acme™ Inc", "Acme"],
    ["Acme | The best", "Acme"],
    ["Acme - We do things", "Acme"],
    ["Acme 🚀", "Acme"],
    ["Acme (formerly Foo)", "Acme"],
    ['"Acme"', "Acme"],
  ])("%s → %s", (raw, clean) => {
    expect(cleanCompany(raw)).toBe(clean);
  });
});

describe("companyKey", () => {
  it.each([
    ["Société Générale SA", "societe generale"],
    ["Acme, Inc.", "ACME"],
    ["Marks & Spencer", "Marks and Spencer plc"],
    ["acme sas", "Acme S.A.S."],
    ["Müller GmbH", "muller"],
  ])("%s is %s", (one, other) => {
    expect(companyKey(one)).toBe(companyKey(other));
  });

  it("keeps different companies apart", () => {
    expect(companyKey("Acme Paris")).not.toBe(companyKey("Acme Berlin"));
    expect(companyKey("がいしゃ")).not.toBe(companyKey("かいしゃ"));
  });
});

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        "Acme",
        "Inc.",
        "SAS",
        "GmbH",
        "&",
        "Co.",
        "KG",
        "The",
        "|",
        "-",
        "(x)",
        "®",
        "S.A.",
        ",",
        "株式会社",
        "🚀",
        "é",
        "of",
        "Ltd",
        "'",
        '"',
        "spa",
      ),
      { maxLength: 6 },
    )
    .map((words) => words.join(" ")),
);

it("cleaning any text never throws, and twice is as good as once", () => {
  fc.assert(
    fc.property(text, (raw) => {
      const once = cleanCompany(raw);
      if (once !== null) expect(cleanCompany(once)).toBe(once);
      companyKey(raw);
    }),
    { seed: 11, numRuns: 4000 },
  );
});
