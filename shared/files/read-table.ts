import { shapeTable } from "../core/imports/shape-table.ts";
import type { Table, TableWarning } from "../core/imports/table.ts";
import { decodeText, type TextEncoding } from "./decode-text.ts";
import { checkSize, defaultLimits, type ReadLimits, tooManyColumns, tooManyRows } from "./limits.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import { type Refusal, RefusedFile, refuse } from "./refusal.ts";
import { type Delimiter, sniffDelimiter } from "./sniff-delimiter.ts";
import { refuseText, sniffFormat } from "./sniff-format.ts";

export interface FileTable extends Table {
  ok: true;
  format: "csv" | "xlsx";
  /** Null for Excel files. */
  encoding: TextEncoding | null;
  delimiter: Delimiter | null;
  /** Name of the sheet that was read; null for text files. */
  sheet: string | null;
}

/**
 * Reads a table out of a file's bytes, whatever its name says: CSV in the usual encodings and with any usual separator,
 * or XLSX. Anything else is refused with one sentence. Never throws; runs the same in browsers, Deno and Node.
 */
export function readTable(bytes: Uint8Array, limits: Partial<ReadLimits> = {}): FileTable | Refusal {
  const all = { ...defaultLimits, ...limits };
  const size = checkSize(bytes.length, all);
  if (size !== null) return size;
  try {
    const format = sniffFormat(bytes);
    if (format.kind === "refused") return refuse(format.reason);
    return format.kind === "zip" ? fromXlsx(bytes, all) : fromText(bytes, all);
  } catch (error) {
    if (error instanceof RefusedFile) return error.refusal;
    throw error;
  }
}

function fromXlsx(bytes: Uint8Array, limits: ReadLimits): FileTable | Refusal {
  const { sheet, lines, warnings } = readXlsx(bytes, limits);
  return check({ format: "xlsx", encoding: null, delimiter: null, sheet }, lines, warnings, limits);
}

function fromText(bytes: Uint8Array, limits: ReadLimits): FileTable | Refusal {
  const { text, encoding, warnings } = decodeText(bytes);
  const reason = refuseText(text);
  if (reason !== null) return refuse(reason);
  const { delimiter, skip } = sniffDelimiter(text);
  // Room for blank lines, titles and the header.
  const csv = readCsv(skip > 0 ? text.slice(skip) : text, delimiter, limits.rows * 2 + 100);
  if (csv.truncated) return tooManyRows(limits);
  return check({ format: "csv", encoding, delimiter, sheet: null }, csv.lines, [...warnings, ...csv.warnings], limits);
}

function check(
  about: Pick<FileTable, "format" | "encoding" | "delimiter" | "sheet">,
  lines: string[][],
  warnings: TableWarning[],
  limits: ReadLimits,
): FileTable | Refusal {
  if (lines.some((line) => line.length > limits.columns)) return tooManyColumns(limits);
  const table = shapeTable(lines, warnings);
  if (table.rows.length > limits.rows) return tooManyRows(limits);
  if (table.rows.length === 0) {
    return refuse("empty", table.headers.length === 0 ? undefined : "The file has a header but no rows.");
  }
  return { ok: true, ...about, ...table };
}
