import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { limits } from "#contracts/api/common.ts";
import { createTableInMemory } from "../../../web/src/features/imports/table-in-memory.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("the table in memory", () => {
  it("refuses what is no table", () => {
    expect(createTableInMemory().open(bytesOf("%PDF-1.7 …"))).toEqual({ refused: "pdf" });
    expect(createTableInMemory().open(bytesOf(""))).toEqual({ refused: "empty" });
  });

  it("cuts cells that the server would refuse, and says so", () => {
    const table = createTableInMemory();
    const opened = table.open(bytesOf(`Name,Company\nAda Example,${"x".repeat(limits.cellLength + 5)}`));
    if ("refused" in opened) throw new Error(opened.refused);
    expect(opened.warnings).toContainEqual({ code: "cut_cells", count: 1 });
    expect(table.chunk(0, 10, 1e9).rows[0]?.cells[1]).toHaveLength(limits.cellLength);
  });

  it("matches, checks and cuts a list as people have them", () => {
    const table = createTableInMemory();
    const opened = table.open(readFileSync(new URL("../../fixtures/csv/mixed-500.csv", import.meta.url)));
    if ("refused" in opened) throw new Error(opened.refused);
    expect(opened.rowCount).toBe(500);
    expect(opened.mapping).toMatchObject({ first_name: 0, last_name: 1, company: 2, domain: 3, linkedin_url: 5 });
    const counts = table.check(opened.mapping);
    expect(counts.ready + counts.bad + counts.repeated).toBe(500);
    expect(counts.bad).toBeGreaterThan(0);
    expect(counts.repeated).toBeGreaterThan(0);
    // Without the company, far fewer can be looked up.
    const { company: _company, domain: _domain, ...less } = opened.mapping;
    expect(table.check(less).ready).toBeLessThan(counts.ready);
  });

  it("hands out chunks that fit, numbered from 1, each row once", () => {
    const table = createTableInMemory();
    const opened = table.open(
      bytesOf(`Name,Company\n${Array.from({ length: 25 }, (_, i) => `P${i},${"c".repeat(100)}`).join("\n")}`),
    );
    if ("refused" in opened) throw new Error(opened.refused);
    const numbers: number[] = [];
    for (let from = 0; from < 25; ) {
      const chunk = table.chunk(from, 10, 550);
      expect(chunk.rows.length).toBeLessThanOrEqual(5);
      numbers.push(...chunk.rows.map((row) => row.row_number));
      from = chunk.next;
    }
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    // A single row above the limit still goes, alone.
    expect(table.chunk(3, 10, 1).rows).toHaveLength(1);
  });
});
