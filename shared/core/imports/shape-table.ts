import { findHeader } from "./find-header.ts";
import type { Table, TableWarning } from "./table.ts";

const isEmpty = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === "");
/** An empty line of text; a line of separators alone is an (empty) row. */
const isBlankLine = (row: readonly string[]): boolean =>
  row.length === 0 || (row.length === 1 && row[0]?.trim() === "");

/** Spreadsheets leave long tails of empty rows behind; up to here they are taken for rows that somebody left empty. */
const longestEmptyTail = 100;

/** Raw lines of cells → header and rows: blank lines and titles above the header go, everything else stays. */
export function shapeTable(lines: readonly string[][], warnings: TableWarning[] = []): Table {
  const kept = lines.filter((line) => !isBlankLine(line));
  const { headerAt, firstRow } = findHeader(kept);
  const rows = dropEmptyTail(kept.slice(firstRow));
  const width = rows.slice(0, 1000).reduce((most, row) => Math.max(most, row.length), kept[0]?.length ?? 0);
  const headers =
    headerAt === null ? Array.from({ length: width }, (_, index) => `Column ${index + 1}`) : trimHeader(kept[headerAt]);
  return {
    headers,
    hasHeader: headerAt !== null,
    rows,
    warnings: [...warnings, ...observe(headers, rows, headerAt, lines, kept.length)],
  };
}

/** Separators after the last header name no column, unless cells stand below them (those rows are then longer). */
function trimHeader(line: readonly string[] = []): string[] {
  let end = line.length;
  while (end > 1 && line[end - 1]?.trim() === "") end -= 1;
  // Only where the tail is long: one or two nameless columns are columns.
  return line.length - end > 20 ? line.slice(0, end) : [...line];
}

function dropEmptyTail(rows: string[][]): string[][] {
  let end = rows.length;
  while (end > 0 && isEmpty(rows[end - 1] ?? [])) end -= 1;
  return rows.length - end > longestEmptyTail ? rows.slice(0, end) : rows;
}

function observe(
  headers: readonly string[],
  rows: readonly string[][],
  headerAt: number | null,
  lines: readonly string[][],
  keptCount: number,
): TableWarning[] {
  const warnings: TableWarning[] = [];
  const warn = (code: TableWarning["code"], count: number, text: string) => {
    if (count > 0) warnings.push({ code, count, text });
  };
  warn("no_header", headerAt === null ? 1 : 0, "The first line holds data, not names of columns: check the columns.");
  warn("skipped_lines_above_header", headerAt ?? 0, "Lines above the header were left out.");
  let inner = lines.length - keptCount;
  for (let index = lines.length - 1; index >= 0 && isBlankLine(lines[index] ?? []); index -= 1) inner -= 1;
  warn("blank_lines", inner, "Blank lines were left out.");
  const short = rows.filter((row) => row.length < headers.length).length;
  const long = rows.filter((row) => row.length > headers.length && !isEmpty(row.slice(headers.length))).length;
  warn("short_rows", short, "Some rows have fewer cells than the header; the missing ones count as empty.");
  warn(
    "long_rows",
    long,
    "Some rows have more cells than the header: look for separators or line breaks that are not within quotes.",
  );
  const names = headers.map((header) => header.trim().toLowerCase()).filter((header) => header !== "");
  warn(
    "duplicate_headers",
    names.length - new Set(names).size,
    "Some columns have the same name; the fullest is used.",
  );
  return warnings;
}
