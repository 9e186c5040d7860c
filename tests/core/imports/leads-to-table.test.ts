import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leadsToTable } from "#core/imports/leads-to-table.ts";

const limits = { columns: 50, cellLength: 100 };
function tableOf(leads: readonly unknown[]) {
  const result = leadsToTable(leads, limits);
  if (!result.ok) throw new Error(result.detail);
  return result.table;
}

describe("leadsToTable", () => {
  it("marks what is no lead and goes on", () => {
    const { rows } = tableOf([
      null,
      "Ada",
      7,
      ["Ada"],
      { first_name: { deep: 1 }, company: "Orchard" },
      { name: "x".repeat(101) },
    ]);
    expect(rows.map((row) => row.bad?.reason)).toEqual([
      "not_an_object",
      "not_an_object",
      "not_an_object",
      "not_an_object",
      "nested_value",
      "too_long",
    ]);
    expect(rows[4]?.cells).toEqual(["Orchard"]);
  });

  it("refuses more different fields than a table may have", () => {
    const leads = Array.from({ length: 51 }, (_, i) => ({ [`field_${i}`]: "x" }));
    expect(leadsToTable(leads, limits)).toMatchObject({ ok: false, reason: "too_many_columns" });
  });

  it("takes __proto__ and constructor as ordinary fields", () => {
    const lead: unknown = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "c", "name": "Ada Example"}');
    const table = tableOf([lead]);
    expect(table.columns).toEqual(["constructor", "name"]);
    expect(table.rows[0]?.bad?.reason).toBe("nested_value");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("reads the fields of the sketch", () => {
    expect(tableOf([{ first_name: "Ada", last_name: "Example", company: "Orchard", position: "Head" }])).toEqual({
      columns: ["first_name", "last_name", "company", "position"],
      mapping: { first_name: 0, last_name: 1, company: 2, title: 3 },
      rows: [{ cells: ["Ada", "Example", "Orchard", "Head"], bad: null }],
    });
  });

  it("puts words for the same field into one column, unless one lead has both", () => {
    const table = tableOf([
      { name: "A B", position: "Head" },
      { full_name: "C D", title: "Chief" },
      { title: "Lead", position: "Boss" },
    ]);
    expect(table.columns).toEqual(["name", "position", "title"]);
    expect(table.rows.map((row) => row.cells)).toEqual([
      ["A B", "Head"],
      ["C D", "Chief"],
      ["", "Boss", "Lead"],
    ]);
    expect(table.mapping).toEqual({ full_name: 0, title: 1 });
  });

  it("keeps every value of every lead somewhere, in one cell each", () => {
    const lead = fc.dictionary(
      fc.constantFrom("name", "full_name", "title", "position", "domain", "website", "email", "x", "y", "__proto__"),
      fc.string({ minLength: 1, maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(lead, { maxLength: 20 }), (leads) => {
        const table = tableOf(leads);
        for (const [i, one] of leads.entries()) {
          const cells = table.rows[i]?.cells ?? [];
          expect(cells.filter((cell) => cell !== "").sort()).toEqual(Object.values(one).sort());
          expect(cells.length).toBeLessThanOrEqual(table.columns.length);
        }
      }),
      { seed: 21, numRuns: 300 },
    );
  });
});
