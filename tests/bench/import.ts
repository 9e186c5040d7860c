import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import writeXlsxFile from "write-excel-file/node";
import { z } from "zod";
import { csvLine } from "#core/exports/csv.ts";
import { listHeaders, makeRow } from "#tests/support/imports/make-rows.ts";
import { median } from "#tests/support/median.ts";
import { root } from "#tests/support/run/command.ts";

/**
 * A file of 100,000 rows from its bytes to deduplicated people: decoded, cut, columns matched, cleaned, duplicates
 * found. Each run is a process of its own, so that its peak memory is the import's alone.
 */
const runs = 3;
const rowCount = 100_000;
const answer = z.object({
  rows: z.number(),
  good: z.number(),
  invalid: z.number(),
  duplicates: z.number(),
  readMs: z.number(),
  prepareMs: z.number(),
  cpuMs: z.number(),
  peakMb: z.number(),
});
type Answer = z.infer<typeof answer>;

const round = (value: number): number => Math.round(value * 100) / 100;

function measure(file: string, flags: string[], times: number): Answer[] {
  return Array.from({ length: times }, () => {
    const script = join(root, "tests/support/imports/read-prepare.ts");
    const child = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", ...flags, script, file], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (child.status !== 0) throw new Error(`The import of ${file} ended with status ${child.status}.`);
    return answer.parse(JSON.parse(child.stdout));
  });
}

function print(
  name: string,
  value: number,
  unit: string,
  more: { aim?: [">=" | "<=", number]; note?: string } = {},
): void {
  const [sign, bound] = more.aim ?? [];
  const judged =
    bound === undefined ? {} : { aim: `${sign} ${bound}`, ok: sign === ">=" ? value >= bound : value <= bound };
  console.log(JSON.stringify({ bench: "import", name, value: round(value), unit, ...judged, note: more.note }));
}

const total = (run: Answer): number => (run.readMs + run.prepareMs) / 1000;

const folder = mkdtempSync(join(tmpdir(), "captely-bench-"));
try {
  const csv = join(folder, "list.csv");
  let text = csvLine(listHeaders);
  for (let index = 0; index < rowCount; index += 1) text += csvLine(makeRow(index));
  writeFileSync(csv, text);
  // V8 lets short-lived objects pile up to a size that grows with the machine's memory; 8 MB bounds it everywhere.
  const measured = measure(csv, ["--max-semi-space-size=8"], runs);
  const seconds = median(measured.map(total));
  const [first] = measured;
  if (first === undefined || first.rows !== rowCount) throw new Error("Not every row was read.");
  const found = `${first.good} people, ${first.duplicates} duplicates, ${first.invalid} invalid rows`;
  const size = `${Math.round(text.length / 1e6)} million characters, ${listHeaders.length} columns`;
  print("csv_100k", seconds, "s", { aim: ["<=", 10], note: `median of ${runs}; ${size}; ${found}` });
  print("csv_100k_rows_per_second", rowCount / seconds, "rows/s", { aim: [">=", 10_000] });
  print("csv_100k_cpu", median(measured.map((run) => run.cpuMs)) / 1000, "s", { note: "CPU time of all threads" });
  print("csv_100k_read_share", median(measured.map((run) => run.readMs)) / 1000, "s", { note: "bytes to cells" });
  print("csv_100k_peak_memory", Math.max(...measured.map((run) => run.peakMb)), "MB", {
    aim: ["<=", 300],
    note: "whole process, Node itself included; young generation bounded to 8 MB",
  });
  const loose = measure(csv, [], 1);
  print("csv_100k_peak_memory_default_flags", loose[0]?.peakMb ?? Number.NaN, "MB", {
    note: "the same with Node's own settings",
  });

  const xlsx = join(folder, "list.xlsx");
  const cells = [listHeaders, ...Array.from({ length: rowCount }, (_, index) => makeRow(index))];
  await writeXlsxFile(cells.map((row) => row.map((value) => (value === "" ? null : { value, type: String })))).toFile(
    xlsx,
  );
  const [sheet] = measure(xlsx, ["--max-semi-space-size=8"], 1);
  if (sheet?.good !== first.good) throw new Error("The Excel file gives other people than the CSV file.");
  print("xlsx_100k", total(sheet), "s", { note: "the same list as an Excel file, one run" });
  print("xlsx_100k_peak_memory", sheet.peakMb, "MB");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
