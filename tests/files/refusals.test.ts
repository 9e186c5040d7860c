import fc from "fast-check";
import { gzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { errorCodes } from "#contracts/errors.ts";
import { checkSize, defaultLimits } from "#files/limits.ts";
import { readTable } from "#files/read-table.ts";
import { makeXlsx, makeZip, textCell } from "#tests/support/imports/zip.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
function refusal(data: Uint8Array, limits = {}) {
  const result = readTable(data, limits);
  if (result.ok) throw new Error(`was read: ${JSON.stringify(result.headers)}`);
  expect(Object.hasOwn(errorCodes, result.code)).toBe(true);
  // One sentence (or two) for a person: no stack, no jargon.
  expect(result.detail).toMatch(/^[A-Z].{10,160}\.$/);
  return result.reason;
}

describe("files that are no table", () => {
  const cases: [string, Uint8Array, string][] = [
    ["nothing", new Uint8Array(), "empty"],
    ["blank lines", bytes("\n \r\n\n"), "empty"],
    ["a header alone", bytes("First name,Last name\n"), "empty"],
    ["a PDF", bytes("%PDF-1.7\n%\u00e2\n1 0 obj"), "pdf"],
    ["a PNG", latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "image"],
    ["a JPEG", latin1("\xff\xd8\xff\xe0\0\x10JFIF"), "image"],
    ["a WEBP", latin1("RIFF\0\0\0\0WEBPVP8 "), "image"],
    ["a bitmap", latin1("BM\x36\0\0\0\0\0\0\0"), "image"],
    ["old Excel or a password", latin1("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), "old_excel"],
    ["gzip", gzipSync(bytes("a,b\n1,2\n")), "archive"],
    ["a ZIP of something", makeZip({ "a.txt": bytes("hello") }), "archive"],
    ["an empty ZIP", latin1(`PK\x05\x06${"\0".repeat(18)}`), "archive"],
    ["Word", makeZip({ "word/document.xml": bytes("<w/>") }), "document"],
    ["OpenDocument", makeZip({ mimetype: bytes("x"), "content.xml": bytes("<x/>") }), "other_spreadsheet"],
    ["binary Excel", makeZip({ "xl/workbook.bin": bytes("x") }), "other_spreadsheet"],
    ["Numbers", makeZip({ "Index/Document.iwa": bytes("x") }), "other_spreadsheet"],
    ["JSON", bytes('{"leads": [{"name": "Jane"}]}\n'), "json"],
    ["a JSON list", bytes('[\n  {"name": "Jane"}\n]'), "json"],
    ["a web page", bytes("<!DOCTYPE html>\n<html><body><table><tr><td>a</td></tr></table></body></html>"), "markup"],
    ["XML", bytes('\ufeff<?xml version="1.0"?><a/>'), "markup"],
    ["rich text", bytes("{\\rtf1\\ansi a,b}"), "document"],
    ["a program", latin1(`\x7fELF\x02\x01\x01${"\0".repeat(60)}`), "binary"],
    ["noise", Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3)) % 256), "binary"],
    [
      "a cut Excel file",
      makeXlsx({ sheets: [{ xml: `<row r="1">${textCell("A1", "x")}</row>` }] }).slice(0, 200),
      "damaged",
    ],
  ];
  it.each(cases)("%s", (_, data, reason) => {
    expect(refusal(data)).toBe(reason);
  });

  it("an Excel file without data", () => {
    expect(refusal(makeXlsx({ sheets: [{ xml: "" }] }))).toBe("empty");
  });

  it("an Excel file that declares a document type", () => {
    const sheet = `</sheetData><!DOCTYPE x [<!ENTITY a "aaaa">]><sheetData><row r="1">${textCell("A1", "&a;")}</row>`;
    expect(refusal(makeXlsx({ sheets: [{ xml: sheet }] }))).toBe("damaged");
  });
});

describe("files that are too much", () => {
  it("is known by the size alone", () => {
    expect(checkSize(200 * 1024 * 1024)).toMatchObject({ code: "payload_too_large", reason: "too_large" });
    expect(checkSize(200 * 1024 * 1024)?.detail).toContain("200 MB");
    expect(checkSize(0)?.reason).toBe("empty");
    expect(checkSize(defaultLimits.fileBytes)).toBeNull();
  });

  it("rows and columns", () => {
    expect(refusal(bytes(`Name,Company\n${"a,b\n".repeat(11)}`), { rows: 10 })).toBe("too_many_rows");
    expect(refusal(bytes(`Name,Company\n${"a,b\n".repeat(500)}`), { rows: 10 })).toBe("too_many_rows");
    expect(refusal(bytes(`${"a,".repeat(50)}b\n1,2\n`), { columns: 50 })).toBe("too_many_columns");
    const cells = Array.from({ length: 12 }, (_, row) => `<row r="${row + 1}">${textCell(`A${row + 1}`, "x")}</row>`);
    expect(refusal(makeXlsx({ sheets: [{ xml: cells.join("") }] }), { rows: 5 })).toBe("too_many_rows");
    const wide = `<row r="1">${textCell("A1", "a")}${textCell("L1", "b")}</row>`;
    expect(refusal(makeXlsx({ sheets: [{ xml: wide }] }), { columns: 10 })).toBe("too_many_columns");
  });

  it("an Excel file that unpacks to far more than it says", () => {
    const sheet = `<row r="1">${textCell("A1", "x".repeat(3_000_000))}</row>`;
    const honest = makeXlsx({ sheets: [{ xml: sheet }] });
    expect(refusal(honest, { unpackedBytes: 1_000_000 })).toBe("zip_bomb");
    const lying = honest.slice();
    const view = new DataView(lying.buffer);
    for (let at = 0; at + 46 < lying.length; at += 1) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect(refusal(lying, { unpackedBytes: 1_000_000 })).toBe("zip_bomb");
  });

  it("filler that packs a thousand times", () => {
    expect(refusal(makeZip({ "xl/workbook.xml": new Uint8Array(60 * 1024 * 1024) }))).toBe("zip_bomb");
  });

  it("a cell in the last corner of the sheet costs nothing", () => {
    const xml = `<row r="1">${textCell("A1", "Name")}</row><row r="2">${textCell("A2", "Jane")}</row>
      <row r="1048576">${textCell("XFD1048576", "x")}</row>`;
    const table = readTable(makeXlsx({ sheets: [{ xml }] }));
    if (!table.ok) throw new Error(table.detail);
    expect(table.rows).toEqual([["Jane"]]);
    expect(table.warnings.map((warning) => warning.code)).toContain("cells_out_of_range");
  });

  it("10,000 headers over short rows are refused, 1,000 are not padded", () => {
    expect(refusal(bytes(`${"h,".repeat(9_999)}h\n${"a\n".repeat(50)}`))).toBe("too_many_columns");
    const table = readTable(bytes(`Name,${"h,".repeat(998)}h\n${"a\n".repeat(50)}`));
    if (!table.ok) throw new Error(table.detail);
    expect(table.rows[0]).toEqual(["a"]);
  });
});

describe("any bytes", () => {
  it("are read or refused, never thrown at", () => {
    const start = fc.constantFrom(
      "",
      "PK\x03\x04",
      "\xff\xfe",
      "\xfe\xff",
      "\xef\xbb\xbf",
      "a,b\n",
      '"',
      "sep=;\n",
      "<",
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 300 }), (head, rest) => {
        const result = readTable(new Uint8Array([...latin1(head), ...rest]));
        if (!result.ok) expect(result.detail).not.toBe("");
      }),
      { seed: 51, numRuns: 3000 },
    );
  });

  it("and Excel files with flipped bytes as well", () => {
    const whole = makeXlsx({
      sheets: [
        { xml: `<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"><v>45000</v></c></row>` },
      ],
      sharedStrings: "<si><t>Name</t></si>",
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (flips) => {
          const broken = whole.slice();
          for (const [at, value] of flips) broken[at] = value;
          readTable(broken);
        },
      ),
      { seed: 52, numRuns: 1500 },
    );
  });
});
