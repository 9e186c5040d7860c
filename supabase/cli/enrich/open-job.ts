import { holdMilli } from "#core/credits/prices.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { canIdentify } from "#core/imports/fields.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";
import type { JobOptions } from "#core/jobs/words.ts";
import type { FileTable } from "#files/read-table.ts";
import { addRows, createImport, startImport } from "#functions/_shared/db/imports.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { WorkError } from "../lib/run-command.ts";
import { readMemory, writeMemory } from "./job-memory.ts";

export interface OpenJob {
  workspaceId: string;
  jobId: string;
  resumed: boolean;
}

const chunkRows = 5_000;

/** The job of this command in this folder: an earlier run's, taken up where it stopped, or a new one. */
export async function openJob(
  db: Db,
  folder: string,
  run: { name: string; fileName: string; table: Pick<FileTable, "headers" | "rows">; options: JobOptions },
): Promise<OpenJob> {
  const { table, options } = run;
  const { mapping } = matchColumns(table.headers, table.rows);
  if (!canIdentify(mapping)) {
    throw new WorkError("No column holds a name, a LinkedIn address or an e-mail. Name the columns in the first line.");
  }
  const memory = (await readMemory(folder)) ?? { workspaceId: await createWorkspace(db), jobs: {} };
  const known = memory.jobs[run.name];
  const jobId = known ?? crypto.randomUUID();
  // Noted before it is made: a run that is killed in between comes back to the same job.
  await writeMemory(folder, { ...memory, jobs: { ...memory.jobs, [run.name]: jobId } });
  await createImport(db, {
    workspaceId: memory.workspaceId,
    actor: null,
    import: { id: jobId, name: run.fileName, source: "cli", columns: table.headers, mapping, options },
  });

  const place = { workspaceId: memory.workspaceId, jobId };
  const { status } = await db.rpc<{ status: string }>("job_get", { p_workspace: place.workspaceId, p_job: jobId });
  if (status === "draft") {
    // Rows that an interrupted run has added are not added twice.
    for (const chunk of chunksOf(prepareRows(table.rows, mapping), chunkRows)) await addRows(db, place, chunk);
    await grantCredits(db, place, table.rows.length * holdMilli(options.want));
    await startImport(db, { ...place, actor: null, options: null });
  }
  return { ...place, resumed: known !== undefined };
}

async function createWorkspace(db: Db): Promise<string> {
  const { workspace_id } = await db.rpc<{ workspace_id: string }>("workspace_create_system", {
    p_name: "Command line",
  });
  return workspace_id;
}

/** On one's own machine credits only count; each job gets what it can spend at most. */
async function grantCredits(db: Db, place: { workspaceId: string; jobId: string }, milli: number): Promise<void> {
  await db.rpc("credits_grant", {
    p_workspace: place.workspaceId,
    p_amount_milli: milli,
    p_key: `cli:${place.jobId}`,
    p_note: "Command line",
  });
}

function* chunksOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
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
