import type { InvalidLead } from "#contracts/api/imports.ts";
import type { JobOptions } from "#core/jobs/words.ts";
import { addRows, createImport, discardImport, type ImportRow, startImport } from "../_shared/db/imports.ts";
import type { Actor } from "../_shared/http/context.ts";
import type { ApiDeps } from "./deps.ts";

/** Rows in one call of the database: large enough to be fast, small enough for one statement. */
const chunkRows = 5_000;
const maxReported = 1_000;

export interface TableImport {
  name: string;
  source: string;
  columns: readonly string[];
  mapping: Readonly<Record<string, number>>;
  options: JobOptions;
  rows: readonly ImportRow[];
  start: boolean;
}

export interface ImportOutcome {
  job_id: string;
  accepted: number;
  duplicates: number;
  invalid: InvalidLead[];
  invalid_count: number;
}

/** Makes a job of prepared rows and starts it. When a step fails, the draft is taken away again. */
export async function importTable(deps: ApiDeps, actor: Actor, table: TableImport): Promise<ImportOutcome> {
  const { name, source, columns, mapping, options } = table;
  const who = { workspaceId: actor.workspaceId, actor: actor.userId };
  const { job_id: jobId } = await createImport(deps.db, {
    ...who,
    import: { name, source, columns, mapping, options },
  });
  const place = { workspaceId: actor.workspaceId, jobId };
  let accepted = 0;
  let duplicates = 0;
  try {
    for (let from = 0; from < table.rows.length; from += chunkRows) {
      const counts = await addRows(deps.db, place, table.rows.slice(from, from + chunkRows));
      accepted += counts.added;
      duplicates += counts.duplicates;
    }
    if (table.start) await startImport(deps.db, { ...place, ...who, options: null });
  } catch (error) {
    await discardImport(deps.db, { ...place, ...who }).catch((second: unknown) =>
      deps.log.error("draft_left_behind", second, { job_id: jobId }),
    );
    throw error;
  }
  if (table.start) deps.wakeWorker();
  const invalid = table.rows.flatMap((row) =>
    "error" in row ? [{ index: row.row_number, reason: row.error.reason, detail: row.error.detail }] : [],
  );
  return { job_id: jobId, accepted, duplicates, invalid: invalid.slice(0, maxReported), invalid_count: invalid.length };
}
