import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { WorkError } from "../lib/run-command.ts";

const memorySchema = z.object({ workspace_id: z.string(), jobs: z.record(z.string(), z.string()) });

/** Which workspace and which jobs belong to the runs in a data folder, so that the same command goes on with its job. */
export interface JobMemory {
  workspaceId: string;
  /** Job id by the name of the run: a hash of the file and of what was asked for. */
  jobs: Record<string, string>;
}

const fileName = "enrich.json";

export async function readMemory(folder: string): Promise<JobMemory | null> {
  const path = join(folder, fileName);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const { workspace_id, jobs } = memorySchema.parse(JSON.parse(text));
    return { workspaceId: workspace_id, jobs };
  } catch {
    throw new WorkError(`${path} is damaged. Take another --data folder, or delete this one to start anew.`);
  }
}

/** Written aside and renamed, so that a kill leaves the old or the new one. */
export async function writeMemory(folder: string, memory: JobMemory): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, fileName);
  await writeFile(`${path}.new`, JSON.stringify({ workspace_id: memory.workspaceId, jobs: memory.jobs }));
  await rename(`${path}.new`, path);
}
