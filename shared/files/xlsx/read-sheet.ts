import { type NumberStyle, numberText, plainStyle, unescapeText } from "./cell-text.ts";
import { createXmlScanner } from "./scan-xml.ts";
import { unpackEntry } from "./unpack-entry.ts";
import type { Archive } from "./workbook.ts";

export interface SheetContext {
  sharedStrings: readonly string[];
  styles: readonly NumberStyle[];
  from1904: boolean;
}

export interface SheetLines {
  lines: string[][];
  /** There are more rows or columns than asked for. */
  tooManyRows: boolean;
  tooManyColumns: boolean;
  /** Cells far below or right of the table, left out. */
  strayCells: number;
}

/** Rows after a longer gap are no part of the table. */
const longestGap = 1_000;

/** Reads the rows of one sheet. A single cell in the last corner of the sheet costs nothing. */
export function readSheet(
  archive: Archive,
  path: string,
  context: SheetContext,
  most: { lines: number; columns: number },
): SheetLines {
  const result: SheetLines = { lines: [], tooManyRows: false, tooManyColumns: false, strayCells: 0 };
  const entry = archive.entries.get(path);
  if (entry === undefined) return result;
  let row: string[] = [];
  let rowAt = -1;
  let cellAt = -1;
  let attributes = "";
  let value = "";
  let inValue = false;
  let phonetic = 0;

  const place = (text: string): void => {
    if (text === "") return;
    if (rowAt - result.lines.length > longestGap) result.strayCells += 1;
    else if (cellAt < most.columns) {
      while (row.length < cellAt) row.push("");
      row[cellAt] = text;
    } else if (cellAt < most.columns * 2) result.tooManyColumns = true;
    else result.strayCells += 1;
  };
  const endRow = (): void => {
    if (row.length === 0) return;
    while (result.lines.length < rowAt) result.lines.push([]);
    result.lines.push(row);
    row = [];
    result.tooManyRows = result.lines.length > most.lines;
  };
  const scanner = createXmlScanner({
    open(name, text) {
      if (name === "row") {
        const number = readAddress(text).row;
        rowAt = number > 0 ? Math.max(number - 1, result.lines.length) : rowAt + 1;
        cellAt = -1;
      } else if (name === "c") {
        attributes = text;
        value = "";
        const column = readAddress(text).column;
        cellAt = column > 0 ? column - 1 : cellAt + 1;
      } else if (name === "v" || name === "t") inValue = phonetic === 0;
      else if (name === "rPh") phonetic += 1;
    },
    text(text) {
      if (inValue) value += text;
    },
    close(name) {
      if (name === "v" || name === "t") inValue = false;
      else if (name === "rPh") phonetic -= 1;
      else if (name === "c") place(cellText(attributes, value, context));
      else if (name === "row") endRow();
    },
  });
  unpackEntry(archive.bytes, entry, archive.budget, (text) => {
    scanner.push(text);
    return !result.tooManyRows;
  });
  return result;
}

const letter = /\sr=["']([A-Z]{0,3})(\d{0,7})["']/;

/** "C12" → column 3, row 12; zeros where the attribute is absent. */
function readAddress(attributes: string): { row: number; column: number } {
  const match = letter.exec(attributes);
  let column = 0;
  for (const char of match?.[1] ?? "") column = column * 26 + char.charCodeAt(0) - 64;
  return { row: Number(match?.[2] ?? 0), column };
}

const typeOf = /\st=["'](\w+)["']/;
const styleOf = /\ss=["'](\d{1,6})["']/;

function cellText(attributes: string, value: string, context: SheetContext): string {
  switch (typeOf.exec(attributes)?.[1] ?? "n") {
    case "s":
      return context.sharedStrings[Number(value)] ?? "";
    case "str":
    case "inlineStr":
      return unescapeText(value);
    case "b":
      return value === "1" ? "TRUE" : value === "0" ? "FALSE" : value;
    case "n": {
      const style = context.styles[Number(styleOf.exec(attributes)?.[1] ?? -1)] ?? plainStyle;
      return numberText(value, style, context.from1904);
    }
    default:
      return value;
  }
}
