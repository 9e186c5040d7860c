import fc from "fast-check";
import papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type ExportRow, formatMicros, resultColumns } from "#core/exports/columns.ts";
import { byteOrderMark, csvHead, csvLine, csvRow } from "#core/exports/csv.ts";
import { neutraliseCell } from "#core/exports/neutralise-cell.ts";
import { readTable } from "#files/read-table.ts";

const row = (cells: string[]): ExportRow => ({
  cells,
  email: "jane@north.example",
  email_status: "deliverable",
  email_confidence: 95,
  email_source: "hunter",
  phone: "+33612345678",
  phone_type: "MOBILE",
  phone_status: "valid",
  phone_source: "apollo",
  cost_micros: 12_500,
  result: "found",
  reason: "accepted",
});

describe("formulas are neutralised", () => {
  it.each([
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "﹢1",
    "-",
    "+",
    "--",
    "+33 6 12/34",
    "+1 555 010 x12",
    "-1-cmd",
    "+A1",
    "-(1)",
    "@jane",
    "=",
    "\0=1",
  ])("%j", (cell) => {
    expect(neutraliseCell(cell)).toBe(`'${cell}`);
  });
});

describe("what is none stays as it is", () => {
  it.each([
    "",
    "Jane",
    "a=b",
    "1+1",
    "+33612345678",
    "+33 6 12 34 56 78",
    "+1 (555) 010-0199",
    "+44.20.7946.0000",
    "-12",
    "-12.5",
    "+3",
    "-1,234.56",
    "1e5",
    "-5%",
    "'=1",
    "jane@north.example",
    " plain",
    "#N/A",
  ])("%j", (cell) => {
    expect(neutraliseCell(cell)).toBe(cell);
  });
});

it("never leaves a cell that a spreadsheet would run, and is done after once", () => {
  const start = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\u3000+", "", "'");
  fc.assert(
    fc.property(start, fc.string({ unit: "binary" }), (head, tail) => {
      const safe = neutraliseCell(head + tail);
      expect(neutraliseCell(safe)).toBe(safe);
      const seen = safe.replace(/^[\p{Z}\p{Cf}\p{Cc}]+/u, "");
      if (/^[=@＝＋－＠]/.test(seen)) throw new Error(`runs: ${JSON.stringify(safe)}`);
      if (/^[+-]/.test(seen)) expect(safe).toMatch(/^[+-]?[\d(.,][\d \u00a0\u202f.,()eE%+-]*$/);
    }),
    { seed: 41, numRuns: 4000 },
  );
});

describe("lines", () => {
  it("are quoted where needed and end with CRLF", () => {
    expect(csvLine(["a", 'b "c"', "d,e", "f\ng", "", " h"])).toBe('a,"b ""c""","d,e","f\ng",," h"\r\n');
    expect(csvLine([""])).toBe('""\r\n');
  });

  it("begin with the byte order mark, then input headers and result columns", () => {
    expect(csvHead(["Name", "=x"])).toBe(`${byteOrderMark}Name,'=x,${resultColumns.join(",")}\r\n`);
    expect(csvHead(["=x"], { raw: true })).toContain(`${byteOrderMark}=x,`);
  });

  it("hold the results under their headers, whatever the row's length", () => {
    const results = "jane@north.example,deliverable,95,hunter,+33612345678,MOBILE,valid,apollo,0.0125,found,accepted";
    expect(csvRow(row(["a"]), 3)).toBe(`a,,,${results}\r\n`);
    expect(csvRow(row(["a", "b", "c"]), 3)).toBe(`a,b,c,${results}\r\n`);
    expect(csvRow(row(["a", "b", "c", "extra"]), 3)).toBe(`a,b,c,${results},extra\r\n`);
    expect(csvRow(row(["a", "b", "c", "", ""]), 3)).toBe(`a,b,c,${results}\r\n`);
    expect(csvRow(row(["=a"]), 1, { raw: true })).toBe(`=a,${results}\r\n`);
  });

  it("write money exactly", () => {
    expect([0, 1, 12_500, 1_000_000, 123_456_789, -5].map(formatMicros)).toEqual([
      "0",
      "0.000001",
      "0.0125",
      "1",
      "123.456789",
      "-0.000005",
    ]);
  });
});

it("what is written raw is read back as it was", () => {
  const cell = fc.string({ unit: "binary", maxLength: 20 }).map((text) => text.toWellFormed());
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const text = rows.map((cells) => csvLine(cells, { raw: true })).join("");
      expect(papa.parse(text, { delimiter: ",", newline: "\r\n" }).data.slice(0, -1)).toEqual(rows);
    }),
    { seed: 42, numRuns: 1500 },
  );
});

it("an export is a table that the importer reads back unchanged", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "Zoé",
      "O'Neil",
      "a,b",
      'say "hi"',
      "two\nlines",
      "a;b",
      "tab\tbed",
      " spaces ",
      "+33 6 12 34 56 78",
      "山田",
    ),
    fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/\p{Cc}/gu, "").toWellFormed()),
  );
  const cells = fc.tuple(word, word, word);
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 8 }), (rows) => {
      const headers = ["First name", "Last name", "Company"];
      const options = { raw: true };
      const text = csvHead(headers, options) + rows.map((line) => csvRow(row(line), 3, options)).join("");
      const table = readTable(new TextEncoder().encode(text));
      if (!table.ok) throw new Error(table.detail);
      expect(table.headers).toEqual([...headers, ...resultColumns]);
      expect(table.rows.map((line) => line.slice(0, 3))).toEqual(rows);
    }),
    { seed: 43, numRuns: 500 },
  );
});
