import type { ImportSummary } from "#contracts/api/imports.ts";
import type { Job } from "#contracts/api/jobs.ts";
import type { JobOptions } from "#core/jobs/words.ts";
import type { Db } from "./port.ts";

export interface NewImport {
  /** Chosen by callers that may have to repeat the call: the same id makes no second import. */
  id?: string;
  name: string;
  source: string;
  columns: readonly string[];
  mapping: Readonly<Record<string, number>>;
  options: JobOptions;
}

/** A row as the core prepared it: a person with the keys that tell people apart, or the reason why it is none. */
export type ImportRow =
  | { row_number: number; cells: readonly string[]; person: object; keys: readonly string[] }
  | { row_number: number; cells: readonly string[]; error: { reason: string; detail: string | null } };

export interface RowCounts {
  added: number;
  invalid: number;
  duplicates: number;
}

interface Place {
  workspaceId: string;
  jobId: string;
}

const at = (place: Place) => ({ p_workspace: place.workspaceId, p_job: place.jobId });

/** Makes a draft. */
export function createImport(
  db: Db,
  input: { workspaceId: string; actor: string | null; import: NewImport },
): Promise<{ job_id: string }> {
  return db.rpc("import_create", { p_workspace: input.workspaceId, p_actor: input.actor, p_import: input.import });
}

/** Rows that were sent before are not added twice. Send at most 5,000 at a time. */
export function addRows(db: Db, place: Place, rows: readonly ImportRow[]): Promise<RowCounts> {
  return db.rpc("import_add_rows", { ...at(place), p_rows: rows });
}

export function summarizeImport(db: Db, place: Place): Promise<Omit<ImportSummary, "estimate">> {
  return db.rpc("import_summary", at(place));
}

/** Null options keep those of the draft. */
export function startImport(db: Db, place: Place & { actor: string | null; options: JobOptions | null }): Promise<Job> {
  return db.rpc("import_start", { ...at(place), p_actor: place.actor, p_options: place.options });
}

/** Draft, rows and start in one transaction; the job. For some hundred rows: the workspace is locked meanwhile. */
export function importWhole(
  db: Db,
  input: { workspaceId: string; actor: string | null; import: NewImport; rows: readonly ImportRow[] },
): Promise<Job> {
  return db.rpc("import_whole", {
    p_workspace: input.workspaceId,
    p_actor: input.actor,
    p_import: input.import,
    p_rows: input.rows,
  });
}

/** Deletes a draft with its rows. */
export function discardImport(db: Db, place: Place & { actor: string | null }): Promise<unknown> {
  return db.rpc("import_discard", { ...at(place), p_actor: place.actor });
}
