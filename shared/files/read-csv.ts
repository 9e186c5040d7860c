/// <reference path="./papaparse.d.ts" />
// @ts-types="./papaparse.d.ts"
import papa from "papaparse";
import type { TableWarning } from "../core/imports/table.ts";
import type { Delimiter } from "./sniff-delimiter.ts";

export interface CsvLines {
  lines: string[][];
  /** There are more lines than asked for. */
  truncated: boolean;
  warnings: TableWarning[];
}

/** A file with more broken quotes than that does not use quotes at all: they are read as letters from there on. */
const mostRepairs = 200;

/**
 * Text → lines of cells. A quote that is never closed would swallow the rest of the file; such a line is read with its
 * quotes as plain characters, and reading goes on at the next one.
 */
export function readCsv(text: string, delimiter: Delimiter, mostLines: number): CsvLines {
  // Line ends may be mixed: cutting at LF and trimming CR takes them all; only old Mac files have CR alone.
  const format: Format = { delimiter, newline: text.includes("\n") ? "\n" : "\r" };
  const result = papa.parse(text, { ...format, preview: mostLines + 1 });
  const read = result.errors.some((error) => error.type === "Quotes")
    ? readWithRepairs(text, format, mostLines)
    : { lines: result.data, truncated: result.data.length > mostLines, warnings: [] };
  if (format.newline === "\n") for (const line of read.lines) trimReturn(line);
  return read;
}

interface Format {
  delimiter: Delimiter;
  newline: "\n" | "\r";
}

function trimReturn(line: string[]): void {
  const last = line.length - 1;
  const cell = line[last];
  if (cell?.endsWith("\r") === true) line[last] = cell.slice(0, -1);
}

function readWithRepairs(text: string, format: Format, mostLines: number): CsvLines {
  const lines: string[][] = [];
  let at = 0;
  let repairs = 0;
  while (at < text.length && lines.length <= mostLines) {
    const broken = readUntilBroken(text.slice(at), format, mostLines + 1 - lines.length, lines);
    if (broken === null) break;
    at += broken;
    repairs += 1;
    const lineEnd = text.indexOf(format.newline, at);
    const end = repairs > mostRepairs || lineEnd < 0 ? text.length : lineEnd;
    const plain = papa.parse(text.slice(at, end), { ...format, quoteChar: "\0", preview: mostLines + 1 });
    for (const line of plain.data) lines.push(line.map(withoutOuterQuotes));
    at = end + 1;
  }
  const text_ = "Some lines had a quote that is not closed; they were read as they stand.";
  const warnings: TableWarning[] = [{ code: "repaired_quotes", count: repairs, text: text_ }];
  return { lines, truncated: lines.length > mostLines, warnings: repairs > 0 ? warnings : [] };
}

/** Reads good lines into `lines`; gives the offset at which a broken one begins, or null at the end. */
function readUntilBroken(text: string, format: Format, most: number, lines: string[][]): number | null {
  let lineStart = 0;
  let broken: number | null = null;
  papa.parse(text, {
    ...format,
    preview: most,
    step: (result, parser) => {
      if (result.errors.some((error) => error.type === "Quotes")) {
        broken = lineStart;
        parser.abort();
        return;
      }
      lines.push(result.data);
      lineStart = result.meta.cursor;
    },
  });
  return broken;
}

const withoutOuterQuotes = (cell: string): string =>
  cell.length >= 2 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
