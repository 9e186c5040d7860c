import { AppError } from "#contracts/errors.ts";
import { type ColumnMapping, canIdentify } from "#core/imports/fields.ts";
import { prepareRow } from "#core/imports/prepare-row.ts";
import { storableText } from "#core/imports/storable-text.ts";
import type { ImportRow } from "../_shared/db/imports.ts";

export interface RawRow {
  row_number: number;
  cells: readonly string[];
  /** Set when the row was refused before its cells could be read. */
  bad?: { reason: string; detail: string } | null;
}

/** Cleans rows on the server: what a client says of a row is not believed. */
export function prepareRows(mapping: ColumnMapping, rows: readonly RawRow[]): ImportRow[] {
  return rows.map((row) =>
    row.bad
      ? { row_number: row.row_number, cells: row.cells.map(storableText), error: row.bad }
      : prepareRow(row.row_number, row.cells, mapping),
  );
}

/** Refuses mappings that point beyond the columns, or that identify nobody. */
export function checkMapping(mapping: ColumnMapping, columns: number): void {
  const beyond = Object.entries(mapping).find(([, column]) => column >= columns);
  if (beyond) throw new AppError("unprocessable", `mapping.${beyond[0]}: there is no column ${beyond[1]}.`);
  if (!canIdentify(mapping)) throw new AppError("no_name_column");
}
