import { limits } from "#contracts/api/common.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { createDeduper } from "#core/imports/dedupe.ts";
import type { ColumnMapping } from "#core/imports/fields.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";
import { readTable } from "#files/read-table.ts";
import type { OpenedTable, RowCheck, RowChunk } from "./table-worker-messages.ts";

/** Rows looked at to match columns, and shown as samples. */
const sampleRows = 200;

/** A file's rows while it is being imported: read once, checked as often as the columns are matched anew. */
export function createTableInMemory() {
  let rows: string[][] = [];

  return {
    open(bytes: Uint8Array): OpenedTable | { refused: string } {
      const table = readTable(bytes, {
        fileBytes: limits.fileBytes,
        rows: limits.rowsPerJob,
        columns: limits.columns,
      });
      if (!table.ok) return { refused: table.reason };
      const cut = cutLongCells(table.rows);
      rows = table.rows;
      const sample = rows.slice(0, sampleRows);
      const { mapping, columns } = matchColumns(table.headers, sample);
      const warnings = table.warnings.map(({ code, count }) => ({ code: code as string, count }));
      if (cut > 0) warnings.push({ code: "cut_cells", count: cut });
      return {
        format: table.format,
        sheet: table.sheet,
        headers: table.headers.map((header) => header.slice(0, limits.cellLength)),
        rowCount: rows.length,
        sample,
        columns,
        mapping,
        warnings,
      };
    },

    /** The same rules that the server applies; it has the last word, and knows the contacts of the workspace. */
    check(mapping: ColumnMapping): RowCheck {
      const deduper = createDeduper();
      const counts: RowCheck = { ready: 0, bad: 0, repeated: 0 };
      for (const row of prepareRows(rows, mapping)) {
        if ("error" in row) counts.bad += 1;
        else if (deduper.see(row.row_number, row.keys) === null) counts.ready += 1;
        else counts.repeated += 1;
      }
      return counts;
    },

    /** As many rows from `from` on as fit into one request. */
    chunk(from: number, maxRows: number, maxChars: number): RowChunk {
      const chunk: RowChunk = { rows: [], next: from };
      let chars = 0;
      for (const cells of rows.slice(from, from + maxRows)) {
        chars += cells.reduce((sum, cell) => sum + cell.length, 0);
        if (chunk.rows.length > 0 && chars > maxChars) break;
        chunk.next += 1;
        chunk.rows.push({ row_number: chunk.next, cells });
      }
      return chunk;
    },
  };
}

/** The server refuses cells beyond its limit: they are cut here, counted, and the user is told. */
function cutLongCells(rows: string[][]): number {
  let cut = 0;
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      if (cell.length <= limits.cellLength) continue;
      row[index] = cell.slice(0, limits.cellLength);
      cut += 1;
    }
    if (row.length > limits.columns) {
      cut += row.length - limits.columns;
      row.length = limits.columns;
    }
  }
  return cut;
}
