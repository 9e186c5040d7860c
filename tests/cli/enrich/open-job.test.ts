import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { catalogue, sandboxOrder } from "#core/cascade/catalogue.ts";
import { resolveOptions } from "#core/jobs/resolve-options.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";
import { peopleOf } from "#tests/support/worker/bench-job.ts";
import { openJob } from "../../../supabase/cli/enrich/open-job.ts";

let pglite: PGlite;
const folders: string[] = [];

beforeAll(async () => {
  pglite = await openPglite("memory");
});
afterAll(async () => {
  await pglite.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "captely-open-job-"));
  folders.push(folder);
  return folder;
}

function runOf(name: string) {
  const resolved = resolveOptions(
    { order: [...sandboxOrder] },
    { catalogue, configured: new Set(sandboxOrder), sandbox: true },
  );
  if (!resolved.ok) throw new Error(resolved.detail);
  const table = { headers: ["First name", "Last name", "Company", "Website"], rows: peopleOf(12, name) };
  return { name, fileName: `${name}.csv`, table, options: resolved.options };
}

class Killed extends Error {}

/** Ends the process, as it were, right after its nth call reached the database. */
function dyingAfter(db: Db, calls: number): Db {
  let left = calls;
  return {
    rpc: async <T>(name: string, args: Record<string, unknown>) => {
      const answer = await db.rpc<T>(name, args);
      left -= 1;
      if (left === 0) throw new Killed(name);
      return answer;
    },
  };
}

const count = async (sql: string, parameters: unknown[]): Promise<number> =>
  (await pglite.query<{ n: number }>(`select count(*)::int as n from ${sql}`, parameters)).rows[0]?.n ?? -1;

/** workspace, import, look, rows, credits, start */
const calls = 6;

it.each(Array.from({ length: calls }, (_, index) => index + 1))(
  "is one job, whole, when killed after call %i",
  async (nth) => {
    const db = directRpc(pglite);
    const folder = newFolder();
    const run = runOf(`killed-${nth}`);
    await expect(openJob(dyingAfter(db, nth), folder, run)).rejects.toThrow(Killed);
    const job = await openJob(db, folder, run);
    expect(await count("public.import_jobs where name = $1", [run.fileName])).toBe(1);
    expect(await count("public.contacts where job_id = $1 and status = 'pending'", [job.jobId])).toBe(12);
    expect(await count("public.credit_logs where workspace_id = $1 and amount_milli > 0", [job.workspaceId])).toBe(1);
    expect(await openJob(db, folder, run)).toEqual({ ...job, resumed: true });
  },
);

it("keeps other files and other wishes apart in one folder", async () => {
  const db = directRpc(pglite);
  const folder = newFolder();
  const first = await openJob(db, folder, runOf("first"));
  const second = await openJob(db, folder, runOf("second"));
  expect(second.workspaceId).toBe(first.workspaceId);
  expect(second.jobId).not.toBe(first.jobId);
  expect(first.resumed || second.resumed).toBe(false);
});
