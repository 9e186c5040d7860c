import { readFileSync } from "node:fs";
import { readTable } from "#files/read-table.ts";

/** The rows of a written CSV by header; a column that stands twice keeps its first cell. */
export function readRows(path: string): Record<string, string>[] {
  const table = readTable(new Uint8Array(readFileSync(path)));
  if (!table.ok) throw new Error(table.detail);
  return table.rows.map((cells) =>
    Object.fromEntries(table.headers.map((header, index) => [header, cells[index] ?? ""]).reverse()),
  );
}
