import fc from "fast-check";
import { describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { type FileTable, readTable } from "#files/read-table.ts";
import { makeXlsx, textCell } from "#tests/support/imports/zip.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
function utf16(text: string, littleEndian: boolean, bom: boolean): Uint8Array {
  const whole = (bom ? "\ufeff" : "") + text;
  const view = new DataView(new ArrayBuffer(whole.length * 2));
  for (let index = 0; index < whole.length; index += 1) {
    view.setUint16(index * 2, whole.charCodeAt(index), littleEndian);
  }
  return new Uint8Array(view.buffer);
}
/** Letters of Windows-1252 that this test uses. */
const windows = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => (letter === "€" ? 0x80 : letter === "’" ? 0x92 : letter.charCodeAt(0)));
function read(data: Uint8Array | string): FileTable {
  const table = readTable(typeof data === "string" ? utf8(data) : data);
  if (!table.ok) throw new Error(table.detail);
  return table;
}
const codes = (table: FileTable) => table.warnings.map((warning) => warning.code);

describe("encodings", () => {
  const text = "Prénom;Société\nZoé;L’Été à 5 €\n";
  it.each([
    ["UTF-8", utf8(text), "utf-8"],
    ["UTF-8 with a mark", utf8(`\ufeff${text}`), "utf-8"],
    ["UTF-16 LE with a mark", utf16(text, true, true), "utf-16le"],
    ["UTF-16 BE with a mark", utf16(text, false, true), "utf-16be"],
    ["UTF-16 LE", utf16(text, true, false), "utf-16le"],
    ["UTF-16 BE", utf16(text, false, false), "utf-16be"],
    ["Windows-1252", windows(text), "windows-1252"],
  ])("%s", (_, data, encoding) => {
    const table = read(data);
    expect(table).toMatchObject({
      encoding,
      headers: ["Prénom", "Société"],
      rows: [["Zoé", "L’Été à 5 €"]],
      warnings: [],
    });
  });

  it("one broken byte does not spoil every accent", () => {
    const good = utf8(`Prénom,Nom\n${"Zoé,Müller\n".repeat(20)}`);
    const table = read(new Uint8Array([...good, 0xe9, 0x2c, 0x61, 0x0a]));
    expect(table.rows[0]).toEqual(["Zoé", "Müller"]);
    expect(codes(table)).toEqual(["repaired_encoding"]);
  });

  it("needs no accents to see UTF-8", () => {
    expect(read("Name,Company\nJane,Acme\n").encoding).toBe("utf-8");
  });
});

describe("separators", () => {
  it.each([",", ";", "\t", "|"])("%j", (separator) => {
    const line = (...cells: string[]) => `${cells.join(separator)}\r\n`;
    const table = read(
      line("Name", "Company", "Title") + line("Jane Doe", "Acme", "CEO") + line("Joe Doe", "North", "CTO"),
    );
    expect(table).toMatchObject({ delimiter: separator, headers: ["Name", "Company", "Title"] });
    expect(table.rows[1]).toEqual(["Joe Doe", "North", "CTO"]);
  });

  it("is not fooled by commas within cells", () => {
    const table = read('Name;Place;Turnover\n"Doe, Jane";Paris, France;1,5\n"Doe, Joe";Berlin, Germany;2,5\n');
    expect(table.delimiter).toBe(";");
    expect(table.rows[0]).toEqual(["Doe, Jane", "Paris, France", "1,5"]);
  });

  it("believes sep=", () => {
    expect(read("sep=|\nName|Company\nJane, Joe|Acme\n")).toMatchObject({
      delimiter: "|",
      headers: ["Name", "Company"],
    });
  });

  it("reads one column", () => {
    const table = read("LinkedIn\nhttps://www.linkedin.com/in/jane\nhttps://www.linkedin.com/in/joe\n");
    expect(table.rows).toHaveLength(2);
    expect(matchColumns(table.headers, table.rows).mapping).toEqual({ linkedin_url: 0 });
  });
});

describe("rows", () => {
  it("keeps quoted line breaks, quotes and separators", () => {
    const table = read('Name,Note\r\n"Jane ""JD"" Doe","two\r\nlines, really"\r\nJoe,plain\r\n');
    expect(table.rows).toEqual([
      ['Jane "JD" Doe', "two\r\nlines, really"],
      ["Joe", "plain"],
    ]);
  });

  it("takes mixed and old line ends", () => {
    expect(read("Name,Company\r\nJane,Acme\nJoe,North\r\n").rows).toEqual([
      ["Jane", "Acme"],
      ["Joe", "North"],
    ]);
    expect(read("Name,Company\rJane,Acme\rJoe,North\r").rows).toEqual([
      ["Jane", "Acme"],
      ["Joe", "North"],
    ]);
  });

  it("leaves short and long rows as they are, and says so", () => {
    const table = read("Name,Company,Title\nJane\nJoe,Acme,CEO,extra\nAnn,North,CTO,,\n");
    expect(table.rows).toEqual([["Jane"], ["Joe", "Acme", "CEO", "extra"], ["Ann", "North", "CTO", "", ""]]);
    expect(codes(table)).toEqual(["short_rows", "long_rows"]);
  });

  it("leaves blank lines out, but keeps rows of empty cells", () => {
    const table = read("Name,Company\n\nJane,Acme\n   \n,\nJoe,North\n\n\n");
    expect(table.rows).toEqual([
      ["Jane", "Acme"],
      ["", ""],
      ["Joe", "North"],
    ]);
    expect(codes(table)).toEqual(["blank_lines"]);
  });

  it("drops the long tail of empty rows that spreadsheets write", () => {
    expect(read(`Name,Company\nJane,Acme\n${",\n".repeat(5000)}`).rows).toEqual([["Jane", "Acme"]]);
  });

  it("an unclosed quote costs one line, not the file", () => {
    const table = read('Name,Company\nJane,"Acme\nJoe,North\n"Ann","South, Inc"\nBob,"5"" pipes" Ltd\nEve,East\n');
    expect(table.rows).toEqual([
      ["Jane", '"Acme'],
      ["Joe", "North"],
      ["Ann", "South, Inc"],
      ["Bob", '"5"" pipes" Ltd'],
      ["Eve", "East"],
    ]);
    expect(table.warnings).toMatchObject([{ code: "repaired_quotes", count: 2 }]);
  });

  it("keeps quotes in the middle of a cell", () => {
    const table = read('Name,Company\nJane,5" pipes\nJoe,North\n');
    expect(table.rows[0]).toEqual(["Jane", '5" pipes']);
    expect(table.warnings).toEqual([]);
  });
});

describe("headers", () => {
  it("are found under a title", () => {
    const table = read("Export of 3 May\n\nFirst name,Last name,Company\nJane,Doe,Acme\n");
    expect(table.headers).toEqual(["First name", "Last name", "Company"]);
    expect(table.rows).toEqual([["Jane", "Doe", "Acme"]]);
    expect(codes(table)).toContain("skipped_lines_above_header");
  });

  it("may be absent", () => {
    const table = read("Jane,Doe,jane@north.example\nJoe,Doe,joe@north.example\n");
    expect(table).toMatchObject({ hasHeader: false, headers: ["Column 1", "Column 2", "Column 3"] });
    expect(table.rows).toHaveLength(2);
    expect(matchColumns(table.headers, table.rows).mapping).toEqual({ given_email: 2 });
  });

  it("may be unknown words", () => {
    expect(read("Foo,Bar\nJane Doe,Acme\n")).toMatchObject({ hasHeader: true, headers: ["Foo", "Bar"] });
  });

  it("stay as they are when empty or repeated", () => {
    const table = read("Name,,Email,Email\nJane,x,a@north.example,b@north.example\n");
    expect(table.headers).toEqual(["Name", "", "Email", "Email"]);
    expect(codes(table)).toEqual(["duplicate_headers"]);
  });
});

describe("Excel", () => {
  it("reads what Excel's own kind of file holds", async () => {
    const when = new Date(Date.UTC(2024, 4, 31));
    const data = [
      ["Name", "Phone", "Since", "Share", "Active"].map((value) => ({ value })),
      [
        { value: "Zoé & Söhne <1>", type: String },
        { value: 33_612_345_678, type: Number },
        { value: when, type: Date, format: "dd/mm/yyyy" },
        { value: 0.1 + 0.2, type: Number },
        { value: true, type: Boolean },
      ],
      [null, { value: "x", type: String }, null, null, null],
    ];
    const table = read(new Uint8Array(await writeXlsxFile(data).toBuffer()));
    expect(table).toMatchObject({
      format: "xlsx",
      sheet: "Sheet1",
      headers: ["Name", "Phone", "Since", "Share", "Active"],
    });
    expect(table.rows).toEqual([
      ["Zoé & Söhne <1>", "33612345678", "2024-05-31", "0.3", "TRUE"],
      ["", "x"],
    ]);
  });

  it("takes the first visible sheet with data", () => {
    const row = (text: string) => `<row r="1">${textCell("A1", "Name")}</row><row r="2">${textCell("A2", text)}</row>`;
    const table = read(
      makeXlsx({
        sheets: [
          { name: "Hidden", state: "hidden", xml: row("no") },
          { name: "Empty", xml: "" },
          { name: "Leads", xml: row("yes") },
          { name: "More", xml: row("later") },
        ],
      }),
    );
    expect(table).toMatchObject({ sheet: "Leads", rows: [["yes"]] });
    expect(codes(table)).toEqual(["other_sheets"]);
  });

  it("reads rich text, formulas, errors, leading zeros, 1904 dates and escapes", () => {
    const cells = [
      '<c r="A2" t="s"><v>1</v></c>',
      '<c r="B2" t="str"><f>A1&amp;"x"</f><v>made &amp; kept</v></c>',
      '<c r="C2" t="e"><v>#N/A</v></c>',
      '<c r="D2" s="2"><v>612345678</v></c>',
      '<c r="E2" s="1"><v>43781.5</v></c>',
      '<c r="G2"><v>3.3612345678E10</v></c>',
      '<c r="H2" t="inlineStr"><is><t>a_x000D_b</t></is></c>',
    ];
    const header = ["Name", "Made", "Bad", "Phone", "Since", "Gap", "Big", "Text"];
    const names = header.map((text, index) => textCell(`${String.fromCharCode(65 + index)}1`, text));
    const table = read(
      makeXlsx({
        sheets: [{ xml: `<row r="1">${names.join("")}</row><row r="2">${cells.join("")}</row>` }],
        workbook: '<workbookPr date1904="1"/>',
        sharedStrings:
          '<si><t>zero</t></si><si><r><t xml:space="preserve">Jane </t></r><r><t>Doe</t></r><rPh><t>ignored</t></rPh></si>',
        styles:
          '<numFmts><numFmt numFmtId="170" formatCode="0000000000"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/></cellXfs>',
      }),
    );
    expect(table.rows).toEqual([
      ["Jane Doe", "made & kept", "#N/A", "0612345678", "2023-11-13 12:00:00", "", "33612345678", "a\rb"],
    ]);
  });

  it("takes prefixes and missing addresses", () => {
    const xml =
      '<x:row><x:c t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c></x:row><x:row><x:c/><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]></x:t></x:is></x:c></x:row>';
    expect(read(makeXlsx({ sheets: [{ xml }] })).rows).toEqual([["", "a<b"]]);
  });
});

it("any table comes back as it was written, in every encoding and with every separator", () => {
  const cell = fc.oneof(fc.constantFrom("Zoé", "a,b;c|d\te", 'q"q', "x\ny", "", "é"), fc.string({ maxLength: 8 }));
  const clean = cell.map((text) => text.replace(/[^\n\t -~à-ÿ]/g, ""));
  const rows = fc.array(fc.tuple(clean, clean, clean), { minLength: 3, maxLength: 8 });
  const encode = fc.constantFrom(
    utf8,
    (text: string) => utf16(text, true, true),
    (text: string) => utf16(text, false, true),
    windows,
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(",", ";", "\t", "|"), encode, (cells, separator, encoder) => {
      const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const lines = [["First name", "Last name", "Company"], ...cells];
      const table = read(encoder(lines.map((line) => `${line.map(quote).join(separator)}\r\n`).join("")));
      expect(table.headers).toEqual(lines[0]);
      expect(table.rows).toEqual(cells);
    }),
    { seed: 53, numRuns: 400 },
  );
});
