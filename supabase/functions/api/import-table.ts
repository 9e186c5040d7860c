import type { InvalidLead } from "#contracts/api/imports.ts";
import type { Job } from "#contracts/api/jobs.ts";
import type { JobOptions } from "#core/jobs/words.ts";
import {
  addRows,
  createImport,
  discardImport,
  type ImportRow,
  importWhole,
  startImport,
} from "../_shared/db/imports.ts";
import type { Actor } from "../_shared/http/context.ts";
import type { ApiDeps } from "./deps.ts";

/** Rows in one call of the database: large enough to be fast, small enough for one statement. */
const chunkRows = 5_000;
/** Up to so many are imported in one piece. */
const wholeRows = 500;
const maxReported = 1_000;

export interface TableImport {
  name: string;
  source: string;
  columns: readonly string[];
  mapping: Readonly<Record<string, number>>;
  options: JobOptions;
  /** Asked for one after another, so that a large file is never prepared as a whole. */
  rows: Iterable<ImportRow>;
  start: boolean;
}

export interface ImportOutcome {
  job_id: string;
  accepted: number;
  duplicates: number;
  invalid: InvalidLead[];
  invalid_count: number;
}

/** Makes a job of prepared rows and starts it, a small one in one piece. When a step fails, nothing is left of it. */
export async function importTable(deps: ApiDeps, actor: Actor, table: TableImport): Promise<ImportOutcome> {
  const { name, source, columns, mapping, options, rows } = table;
  const who = { workspaceId: actor.workspaceId, actor: actor.userId };
  const given = { ...who, import: { name, source, columns, mapping, options } };
  if (table.start && Array.isArray(rows) && rows.length <= wholeRows) {
    const job = await importWhole(deps.db, { ...given, rows });
    const outcome: ImportOutcome = { job_id: job.id, ...countsOf(job), invalid: [], invalid_count: 0 };
    noteInvalid(outcome, rows);
    deps.wakeWorker();
    return outcome;
  }
  const { job_id: jobId } = await createImport(deps.db, given);
  const place = { workspaceId: actor.workspaceId, jobId };
  const outcome: ImportOutcome = { job_id: jobId, accepted: 0, duplicates: 0, invalid: [], invalid_count: 0 };
  try {
    for (const chunk of chunks(rows, chunkRows)) {
      const counts = await addRows(deps.db, place, chunk);
      outcome.accepted += counts.added;
      outcome.duplicates += counts.duplicates;
      noteInvalid(outcome, chunk);
    }
    if (table.start) Object.assign(outcome, countsOf(await startImport(deps.db, { ...place, ...who, options: null })));
  } catch (error) {
    await discardImport(deps.db, { ...place, ...who }).catch((second: unknown) =>
      deps.log.error("draft_left_behind", second, { job_id: jobId }),
    );
    throw error;
  }
  if (table.start) deps.wakeWorker();
  return outcome;
}

/** Of a started job: known people who lack something that is wanted have turned from duplicates into contacts. */
const countsOf = (job: Job) => ({ accepted: job.contact_count, duplicates: job.duplicate_count });

function noteInvalid(outcome: ImportOutcome, rows: readonly ImportRow[]): void {
  for (const row of rows) {
    if (!("error" in row)) continue;
    outcome.invalid_count += 1;
    if (outcome.invalid.length < maxReported) {
      outcome.invalid.push({ index: row.row_number, reason: row.error.reason, detail: row.error.detail });
    }
  }
}

function* chunks<T>(items: Iterable<T>, size: number): Generator<T[], void, undefined> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length === size) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
