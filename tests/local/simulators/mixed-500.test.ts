import { readFile } from "node:fs/promises";
import papa from "papaparse";
import { expect, test } from "vitest";
import { truthOf } from "#local/simulators/index.ts";
import { mixed500 } from "#tests/fixtures/csv/generate.ts";

const file = mixed500();
const rows = papa.parse(file.csv.trimEnd(), { delimiter: ";" }).data.slice(1);

test("the committed file is what the generator makes", async () => {
  expect(await readFile(new URL("../../fixtures/csv/mixed-500.csv", import.meta.url), "utf8")).toBe(file.csv);
});

test("it has 500 rows with everything that real lists have", () => {
  expect(rows).toHaveLength(500);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([10]));
  const column = (index: number) => rows.map((row) => row[index] ?? "");
  const filled = (index: number) => column(index).filter((cell) => cell !== "").length;
  expect(filled(5)).toBeGreaterThan(100);
  expect(filled(6)).toBeGreaterThan(20);
  expect(filled(7)).toBeGreaterThan(15);
  expect(column(9).some((cell) => cell.includes("\n"))).toBe(true);
  expect(column(9).some((cell) => cell.startsWith("=HYPERLINK("))).toBe(true);
  expect(file.csv).toMatch(/Élodie|Jürgen/);
});

test("repetitions repeat, invalid rows are invalid, opted-out people are", () => {
  const cells = (number: number) => rows[number - 1] ?? [];
  expect(file.duplicates.size).toBeGreaterThan(25);
  for (const [row, of] of file.duplicates) {
    const [a, b] = [cells(row), cells(of)];
    const profile = (cell = "") => /\/in\/([^/?]+)/.exec(cell)?.[1];
    const sameProfile = profile(a[5]) !== undefined && profile(a[5]) === profile(b[5]);
    const key = (row: string[]) =>
      truthOf({ firstName: row[0], lastName: row[1], company: row[2], domain: row[3] }).key;
    expect(sameProfile || key(a) === key(b), `row ${row} repeats ${of}`).toBe(true);
  }
  expect(file.invalid.size).toBeGreaterThan(8);
  for (const row of file.invalid) {
    const [first, last, company, site] = cells(row);
    expect((first === "" && last === "") || (company === "" && site === "")).toBe(true);
  }
  expect(file.optedOut.size).toBeGreaterThanOrEqual(5);
  expect(file.catchAll.size).toBeGreaterThan(50);
});
