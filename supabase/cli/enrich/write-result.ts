import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { csvHead, csvRow } from "#core/exports/csv.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { pageRows } from "#functions/_shared/db/results.ts";
import { WorkError } from "../lib/run-command.ts";

const pageSize = 2_000;

/** Writes the result in input order. A file appears under its name only when it is whole. */
export async function writeResult(
  db: Db,
  job: { workspaceId: string; jobId: string },
  columns: readonly string[],
  out: string,
  raw: boolean,
): Promise<void> {
  const toStdout = out === "-";
  const partial = `${out}.part`;
  const stream = toStdout ? process.stdout : createWriteStream(partial);
  const failed = new Promise<never>((_, reject) => {
    stream.once("error", (error) => reject(new WorkError(`${out} cannot be written: ${error.message}.`)));
  });
  // Handled where it is raced; without this an early failure would count as unhandled.
  failed.catch(() => {});
  const write = async (text: string) => {
    if (!stream.write(text)) await Promise.race([once(stream, "drain"), failed]);
  };
  try {
    await write(csvHead(columns, { raw }));
    for (let after = 0; ; ) {
      const rows = await pageRows(db, { ...job, after, limit: pageSize });
      await write(rows.map((row) => csvRow(row, columns.length, { raw })).join(""));
      after = rows.at(-1)?.row_number ?? after;
      if (rows.length < pageSize) break;
    }
    if (toStdout) return;
    stream.end();
    await Promise.race([finished(stream), failed]);
    await rename(partial, out);
  } catch (error) {
    if (!toStdout) await rm(partial, { force: true });
    throw error;
  }
}
