import { type ExportRow, resultCells, resultColumns } from "./columns.ts";
import { neutraliseCell } from "./neutralise-cell.ts";

export interface CsvOptions {
  /** Leaves cells as they are, formulas included. For programs only: never for a file that somebody opens. */
  raw?: boolean;
}

/** What stands before the first line: it tells spreadsheets that the text is UTF-8. */
export const byteOrderMark = "\ufeff";

/** One line, CRLF included. */
export function csvLine(cells: readonly string[], options: CsvOptions = {}): string {
  const raw = options.raw === true;
  const line = cells.map((cell) => quote(raw ? cell : neutraliseCell(cell))).join(",");
  // A single empty cell must not look like a blank line.
  return `${line === "" && cells.length === 1 ? '""' : line}\r\n`;
}

/** Byte order mark and header line of an export: the input's own headers, then the result columns. */
export function csvHead(columns: readonly string[], options: CsvOptions = {}): string {
  return byteOrderMark + csvLine([...columns, ...resultColumns], options);
}

/**
 * One exported row. Missing cells are empty, so that results stand under their headers; cells beyond the last input
 * column come after the results, where they disturb nothing.
 */
export function csvRow(row: ExportRow, columnCount: number, options: CsvOptions = {}): string {
  const cells = Array.from({ length: columnCount }, (_, index) => row.cells[index] ?? "");
  const beyond = row.cells.slice(columnCount);
  const extra = beyond.some((cell) => cell !== "") ? beyond : [];
  return csvLine([...cells, ...resultCells(row), ...extra], options);
}

/** Quoted where a reader would else misread it: separators of any locale, quotes, line ends, outer spaces. */
function quote(cell: string): string {
  return /[",;\t\r\n|\ufeff]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
