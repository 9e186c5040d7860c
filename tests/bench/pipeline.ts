import pg from "pg";
import { catalogue, sandboxOrder } from "#core/cascade/catalogue.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";
import { resolveOptions } from "#core/jobs/resolve-options.ts";
import { pause } from "#functions/_shared/clock.ts";
import { addRows, createImport, startImport } from "#functions/_shared/db/imports.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { workerDb } from "#functions/_shared/db/worker.ts";
import { configuredProviders } from "#functions/_shared/providers/registry.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { armProviders } from "#functions/worker/arm-providers.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { openPostgres } from "#local/database/open-postgres.ts";
import { directRpc } from "#local/database/rpc.ts";
import { startSimulatorsProcess } from "#tests/support/cli/simulators-process.ts";
import { startPostgres } from "#tests/support/database/postgres-server.ts";
import { createCliVerifier } from "../../supabase/cli/lib/cli-verifier.ts";

/**
 * Contacts a minute through the whole pipeline (import, four providers over HTTP, verification by DNS over HTTPS,
 * ledger, trail) with simulators that answer at once and have no limits: what our own work costs.
 */
const contacts = 6_000;
const runs = 3;

interface Clocked extends Db {
  /** Milliseconds that calls waited for the database, by function. */
  spent: Map<string, number>;
}

function clocked(db: Db): Clocked {
  const spent = new Map<string, number>();
  return {
    spent,
    rpc: async <T>(name: string, args: Record<string, unknown>) => {
      const started = performance.now();
      try {
        return await db.rpc<T>(name, args);
      } finally {
        spent.set(name, (spent.get(name) ?? 0) + performance.now() - started);
      }
    },
  };
}

const table = {
  headers: ["First name", "Last name", "Company", "Website"],
  rows: Array.from({ length: contacts }, (_, index) => [
    `Ada${index.toString(36)}`,
    `Bench${(index * 7).toString(36)}`,
    `Works ${index % 900} GmbH`,
    `works-${index % 900}.example`,
  ]),
};

async function measure(inner: Db, env: Record<string, string>): Promise<{ perMinute: number; note: string }> {
  const db = clocked(inner);
  const { providers } = configuredProviders(env);
  const options = resolveOptions(
    { verify: 3, order: [...sandboxOrder] },
    { catalogue, configured: new Set(providers.map(({ name }) => name)), sandbox: true },
  );
  if (!options.ok) throw new Error(options.detail);
  const { workspace_id: workspaceId } = await db.rpc<{ workspace_id: string }>("workspace_create_system", {
    p_name: "Bench",
  });
  await db.rpc("credits_grant", {
    p_workspace: workspaceId,
    p_amount_milli: contacts * 1_000,
    p_key: workspaceId,
    p_note: "bench",
  });
  const started = performance.now();
  const { mapping } = matchColumns(table.headers, table.rows);
  const { job_id: jobId } = await createImport(db, {
    workspaceId,
    actor: null,
    import: { name: "bench", source: "cli", columns: table.headers, mapping, options: options.options },
  });
  const place = { workspaceId, jobId };
  const rows = [...prepareRows(table.rows, mapping)];
  for (let at = 0; at < rows.length; at += 5_000) await addRows(db, place, rows.slice(at, at + 5_000));
  await startImport(db, { ...place, actor: null, options: null });
  const workers = workerDb(db, "bench");
  const now = () => Date.now();
  const signal = new AbortController().signal;
  let httpMs = 0;
  const timedFetch: typeof fetch = async (input, init) => {
    const asked = performance.now();
    const answer = await fetch(input, init);
    httpMs += performance.now() - asked;
    return answer;
  };
  const armed = await armProviders(providers, {
    db: workers,
    fetch: timedFetch,
    now,
    sleep: pause,
    signal,
    limits: false,
  });
  const cpu = process.cpuUsage();
  await runWorker(
    {
      db: workers,
      providers: armed,
      verifyEmail: createCliVerifier({ dohUrl: env.DOH_URL ?? null, now }),
      phones: createPhoneVerifier({ now }),
      lookUpPhones: false,
      now,
      sleep: pause,
      random: Math.random,
      log: () => {},
    },
    { until: now() + 300_000, returnWhenIdle: false, signal },
  );
  const seconds = (performance.now() - started) / 1_000;
  const job = await db.rpc<{ status: string; done_count: number }>("job_get", {
    p_workspace: workspaceId,
    p_job: jobId,
  });
  if (job.status !== "completed") throw new Error(`the job ended as ${job.status} with ${job.done_count} done`);
  const { user, system } = process.cpuUsage(cpu);
  const slowest = [...db.spent].sort(([, a], [, b]) => b - a).slice(0, 4);
  const note = `${seconds.toFixed(1)} s; CPU of this process ${((user + system) / 1e6).toFixed(1)} s; waiting for ${slowest
    .map(([name, ms]) => `${name} ${(ms / 1_000).toFixed(1)} s`)
    .join(", ")}; providers ${(httpMs / 1_000).toFixed(1)} s (overlapping)`;
  return { perMinute: (contacts / seconds) * 60, note };
}

async function report(
  name: string,
  aim: number,
  open: () => Promise<{ db: Db; close(): Promise<void> }>,
): Promise<void> {
  const results = [];
  for (let run = 0; run < runs; run++) {
    const simulators = await startSimulatorsProcess(["--latency", "none", "--limits", "off"]);
    const { db, close } = await open();
    try {
      results.push(await measure(db, { ...simulators.env, ...fastPolls }));
    } finally {
      await close();
      await simulators.close();
    }
  }
  results.sort((a, b) => a.perMinute - b.perMinute);
  const { perMinute, note } = results[Math.floor(runs / 2)] ?? { perMinute: 0, note: "" };
  const value = Math.round(perMinute);
  console.log(
    JSON.stringify({ bench: "pipeline", name, value, unit: "contacts/min", aim: `>= ${aim}`, ok: value >= aim, note }),
  );
}

const fastPolls = Object.fromEntries(sandboxOrder.map((name) => [`${name.toUpperCase()}_POLL_MS`, "10"]));

await report("pglite", 10_000, async () => {
  const pglite = await openPglite("memory");
  return { db: directRpc(pglite), close: () => pglite.close() };
});

const server = await startPostgres();
try {
  await report("postgres", 30_000, async () => {
    const name = `bench_${Date.now()}`;
    const admin = new pg.Client({ connectionString: `${server.url}/postgres` });
    await admin.connect();
    await admin.query(`create database ${name}`);
    await admin.end();
    const pool = await openPostgres(`${server.url}/${name}`);
    return { db: directRpc(pool), close: () => pool.end() };
  });
} finally {
  await server.stop();
}
