import { readFileSync } from "node:fs";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { createDeduper } from "#core/imports/dedupe.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";
import { readTable } from "#files/read-table.ts";

/**
 * The whole import of one file up to the database, in a process of its own so that its memory is its own. Prints
 * `{"rows", "good", "invalid", "duplicates", "readMs", "prepareMs", "cpuMs", "peakMb"}`.
 */
const started = performance.now();
const table = readTable(readFileSync(process.argv[2] ?? ""));
if (!table.ok) throw new Error(table.detail);
const read = performance.now();
const { mapping } = matchColumns(table.headers, table.rows);
const deduper = createDeduper();
let good = 0;
let invalid = 0;
let duplicates = 0;
for (const row of prepareRows(table.rows, mapping)) {
  if ("error" in row) invalid += 1;
  else if (deduper.see(row.row_number, row.keys) === null) good += 1;
  else duplicates += 1;
}
const done = performance.now();
const cpu = process.cpuUsage();
process.stdout.write(
  `${JSON.stringify({
    rows: table.rows.length,
    good,
    invalid,
    duplicates,
    readMs: read - started,
    prepareMs: done - read,
    cpuMs: (cpu.user + cpu.system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  })}\n`,
);
