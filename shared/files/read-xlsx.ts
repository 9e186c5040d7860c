import type { TableWarning } from "../core/imports/table.ts";
import { type ReadLimits, tooManyColumns, tooManyRows } from "./limits.ts";
import { RefusedFile, refuse } from "./refusal.ts";
import { readSheet, type SheetLines } from "./xlsx/read-sheet.ts";
import { type Archive, readSharedStrings, readStyles, readWorkbook } from "./xlsx/workbook.ts";
import { readZipDirectory, type ZipEntry } from "./xlsx/zip-directory.ts";

export interface XlsxLines {
  sheet: string;
  lines: string[][];
  warnings: TableWarning[];
}

/** Reads the first sheet that holds a table; hidden sheets only where no other one does. Throws `RefusedFile`. */
export function readXlsx(bytes: Uint8Array, limits: ReadLimits): XlsxLines {
  const entries = readZipDirectory(bytes);
  refuseOthers(entries);
  refuseBomb(entries, limits);
  const archive: Archive = {
    bytes,
    entries: new Map(entries.map((entry) => [entry.name.replace(/^\//, ""), entry])),
    budget: { bytesLeft: limits.unpackedBytes },
  };
  const workbook = readWorkbook(archive);
  const context = {
    sharedStrings: readSharedStrings(archive, workbook.sharedStringsPath),
    styles: readStyles(archive, workbook.stylesPath),
    from1904: workbook.from1904,
  };
  const most = { lines: limits.rows + 50, columns: limits.columns };
  const order = [...workbook.sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden)).slice(0, 20);
  for (const [index, place] of order.entries()) {
    const sheet = readSheet(archive, place.path, context, most);
    if (sheet.tooManyRows) throw new RefusedFile(tooManyRows(limits));
    if (sheet.tooManyColumns) throw new RefusedFile(tooManyColumns(limits));
    if (sheet.lines.length === 0) continue;
    const others = order.slice(index + 1).filter((other) => !other.hidden).length;
    return { sheet: place.name, lines: sheet.lines, warnings: describeSheet(sheet, place.name, others) };
  }
  throw new RefusedFile(refuse("empty", "The Excel file has no sheet with data."));
}

function describeSheet(sheet: SheetLines, name: string, others: number): TableWarning[] {
  const warnings: TableWarning[] = [];
  if (others > 0) {
    warnings.push({ code: "other_sheets", count: others, text: `Only the sheet "${name}" was read.` });
  }
  if (sheet.strayCells > 0) {
    const text = "Cells far away from the table were left out.";
    warnings.push({ code: "cells_out_of_range", count: sheet.strayCells, text });
  }
  return warnings;
}

/** Other files are ZIP archives too. */
function refuseOthers(entries: readonly ZipEntry[]): void {
  const names = new Set(entries.map((entry) => entry.name));
  const has = (pattern: RegExp): boolean => entries.some((entry) => pattern.test(entry.name));
  if (has(/(?:^|\/)workbook\d*\.xml$/)) return;
  if (has(/workbook\.bin$/) || names.has("content.xml") || has(/\.iwa$/))
    throw new RefusedFile(refuse("other_spreadsheet"));
  if (has(/^(?:word|ppt)\//)) throw new RefusedFile(refuse("document"));
  throw new RefusedFile(refuse("archive"));
}

/** Refuses by what the directory says before anything is unpacked; what comes out is counted again while unpacking. */
function refuseBomb(entries: readonly ZipEntry[], limits: ReadLimits): void {
  const wanted = entries.filter((entry) => /\.(?:xml|rels)$/i.test(entry.name));
  const total = wanted.reduce((sum, entry) => sum + entry.declaredSize, 0);
  const packed = wanted.reduce((sum, entry) => sum + entry.compressedSize, 0);
  // Real sheets pack 5 to 40 times; only filler packs better than 300 times.
  const filler = total > 50 * 1024 * 1024 && total > packed * 300;
  if (total > limits.unpackedBytes || filler) throw new RefusedFile(refuse("zip_bomb"));
}
