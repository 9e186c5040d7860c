import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDeduper } from "#core/imports/dedupe.ts";
import { type ColumnMapping, canIdentify, importFields } from "#core/imports/fields.ts";
import { type PreparedRow, prepareRow } from "#core/imports/prepare-row.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";

type Cells = Partial<Record<(typeof importFields)[number], string>>;
const all: ColumnMapping = Object.fromEntries(importFields.map((field, index) => [field, index]));
const prepare = (cells: Cells): PreparedRow =>
  prepareRow(
    1,
    importFields.map((field) => cells[field] ?? ""),
    all,
  );
const reason = (cells: Cells): string | null => {
  const row = prepare(cells);
  return "error" in row ? row.error.reason : null;
};
function good(cells: Cells) {
  const row = prepare(cells);
  if ("error" in row) throw new Error(row.error.reason);
  return row;
}

describe("rows that cannot be enriched", () => {
  const cases: [string, Cells][] = [
    ["empty_row", {}],
    ["empty_row", { title: "  " }],
    ["no_name", { company: "Acme", title: "CEO" }],
    ["bad_name", { full_name: "n/a", company: "Acme" }],
    ["no_company_or_linkedin", { full_name: "Jane Doe", title: "CEO" }],
    ["no_company_or_linkedin", { full_name: "Jane Doe", linkedin_id: "123" }],
    ["bad_company", { full_name: "Jane Doe", company: "Freelance" }],
    ["bad_domain", { full_name: "Jane Doe", domain: "gmail.com" }],
    ["bad_linkedin_url", { linkedin_url: "https://www.linkedin.com/company/acme" }],
    ["bad_linkedin_url", { full_name: "Jane Doe", linkedin_url: "javascript:alert(1)" }],
    ["bad_email", { given_email: "jane at north" }],
  ];
  it.each(cases)("%s: %j", (expected, cells) => {
    expect(reason(cells)).toBe(expected);
  });

  it("says what to do", () => {
    const row = prepare({ full_name: "Jane Doe" });
    expect("error" in row && row.error.detail).toMatch(/add the company/);
  });
});

describe("enough to look somebody up", () => {
  it.each([
    [{ full_name: "Jane Doe", company: "Acme" }],
    [{ first_name: "Jane", domain: "acme.com" }],
    [{ linkedin_url: "linkedin.com/in/jane-doe" }],
    [{ given_email: "jane@acme.com" }],
  ])("%j", (cells) => {
    expect(reason(cells)).toBeNull();
  });

  it("needs a column that can say who it is", () => {
    expect(canIdentify({ company: 0, domain: 1 })).toBe(false);
    expect(canIdentify({ linkedin_url: 0 })).toBe(true);
  });
});

describe("what becomes of the cells", () => {
  it("cleans them and keeps the raw name and company", () => {
    const { person, cells } = good({
      full_name: "DUPONT, JEAN-LUC ",
      company: "Acme S.A.S. | Logiciels",
      domain: "https://www.acme.fr/a",
      title: "Directeur 🚀",
      location: "Lyon, France",
      given_phone: "'+33 6 12 34 56 78",
    });
    expect(person).toEqual({
      first_name: "Jean-Luc",
      last_name: "Dupont",
      full_name: "Jean-Luc Dupont",
      name_raw: "DUPONT, JEAN-LUC",
      company: "Acme",
      company_raw: "Acme S.A.S. | Logiciels",
      domain: "acme.fr",
      title: "Directeur",
      location: "Lyon, France",
      country: "France",
      linkedin_url: null,
      linkedin_id: null,
      given_email: null,
      given_phone: "+33 6 12 34 56 78",
    });
    expect(cells[importFields.indexOf("full_name")]).toBe("DUPONT, JEAN-LUC ");
  });

  it("takes the domain from a work address, never from free mail", () => {
    expect(good({ full_name: "Jane Doe", given_email: "jane@mail.acme.com" }).person.domain).toBe("acme.com");
    expect(good({ full_name: "Jane Doe", company: "Acme", given_email: "jane@gmail.com" }).person.domain).toBeNull();
    expect(good({ full_name: "Jane Doe", company: "Booking.com" }).person.domain).toBe("booking.com");
  });

  it("reads a headline where no company is given", () => {
    expect(good({ full_name: "Jane Doe", title: "Head of Sales at Acme GmbH" }).person).toMatchObject({
      title: "Head of Sales",
      company: "Acme",
    });
    expect(good({ full_name: "Jane Doe", title: "CEO @ Acme", company: "Acme Ltd" }).person.title).toBe("CEO");
    expect(good({ full_name: "Jane Doe", title: "Good at many things", company: "North" }).person.title).toBe(
      "Good at many things",
    );
  });

  it("removes what a database cannot hold, and nothing else", () => {
    const row = prepareRow(1, ["a\0b", "\ud800x", "=1+1", " kept "], {});
    expect(row.cells).toEqual(["ab", "\ufffdx", "=1+1", " kept "]);
  });
});

describe("dedupe keys", () => {
  const keys = (cells: Cells) => good(cells).keys;

  it("do not see accents, case, punctuation and legal forms", () => {
    const one = keys({ full_name: "Zoé O'Neil", company: "Société Générale SA" });
    expect(one).toEqual(["nc:zoeoneil|societegenerale"]);
    expect(keys({ first_name: "ZOE", last_name: "O’Neil", company: "SOCIETE GENERALE" })).toEqual(one);
  });

  it("name company, domain, LinkedIn and address", () => {
    expect(
      keys({
        full_name: "Jane Doe",
        company: "Acme",
        domain: "acme.com",
        linkedin_url: "https://de.linkedin.com/in/Jane-Doe/",
        linkedin_id: "42",
        given_email: "Jane@Acme.com",
      }),
    ).toEqual(["nc:janedoe|acme", "nd:janedoe|acme.com", "li:jane-doe", "li:#42", "em:jane@acme.com"]);
  });

  it("leave out addresses that many people share", () => {
    expect(keys({ full_name: "Jane Doe", company: "Acme", given_email: "info@acme.com" })).toEqual([
      "nc:janedoe|acme",
      "nd:janedoe|acme.com",
    ]);
  });
});

describe("duplicates within a list", () => {
  it("first wins, by any key, and what a repeated row adds is learned", () => {
    const deduper = createDeduper();
    expect(deduper.see(1, ["nc:a"])).toBeNull();
    expect(deduper.see(2, ["nc:b"])).toBeNull();
    expect(deduper.see(3, ["nc:a", "em:x"])).toBe(1);
    expect(deduper.see(4, ["em:x"])).toBe(1);
    expect(deduper.see(5, ["nc:b", "em:x"])).toBe(1);
    expect(deduper.see(6, [])).toBeNull();
    expect(deduper.see(7, [])).toBeNull();
  });

  it("a repeat of a repeat names the first row", () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e");
    fc.assert(
      fc.property(fc.array(fc.array(key, { maxLength: 3 }), { maxLength: 30 }), (rows) => {
        const deduper = createDeduper();
        const owners = rows.map((keys, index) => deduper.see(index + 1, keys));
        for (const [index, owner] of owners.entries()) {
          if (owner === null) continue;
          expect(owner).toBeLessThan(index + 1);
          expect(owners[owner - 1]).toBeNull();
        }
      }),
      { seed: 31 },
    );
  });
});

it("takes any cells without throwing, keeps their number and is stable for cleaned ones", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "Jane Doe",
      "Acme Inc.",
      "jane@acme.com",
      "https://www.linkedin.com/in/jane",
      "CEO at Acme",
      "Paris, France",
      "\0",
      "\ud800",
    ),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 14 }), (cells) => {
      const [row] = prepareRows([cells], all, 7);
      expect(row?.row_number).toBe(7);
      expect(row?.cells).toHaveLength(cells.length);
      expect(JSON.stringify(row)).not.toMatch(/\\u0000|\\ud[89ab]/);
      if (row === undefined || "error" in row) return;
      const again = prepareRow(
        7,
        importFields.map((field) => row.person[field] ?? ""),
        all,
      );
      if ("error" in again) throw new Error(again.error.reason);
      const { name_raw: _, company_raw: __, ...person } = row.person;
      expect(again.person).toMatchObject(person);
    }),
    { seed: 32, numRuns: 3000 },
  );
});
