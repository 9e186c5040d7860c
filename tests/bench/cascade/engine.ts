import { fork } from "node:child_process";
import { join } from "node:path";
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import type pg from "pg";
import { directRpc } from "#local/database/rpc.ts";
import type { PostgresServer } from "#tests/support/database/postgres-server.ts";
import { median } from "#tests/support/median.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { openBenchDatabase } from "./open-database.ts";
import { report } from "./report.ts";

/** As many of each: both slow down with what they leave behind. */
const contacts = 10_000;
const noOps = 10_000;
const workspaces = 8;
const workerCounts = [1, 2, 4];
const rounds = 3;

/**
 * Contacts a second through claim, ask, verification, ledger and trail with providers that answer at once. Peer and
 * engine take turns, and the medians count: what else the machine does meets both.
 */
export async function measureEngine(server: PostgresServer): Promise<void> {
  const peers: number[] = [];
  const engines = workerCounts.map((workers) => ({ workers, speeds: [] as number[], ratios: [] as number[], asks: 0 }));
  for (let round = 0; round < rounds; round++) {
    const peer = await graphileJobsPerSecond(server);
    peers.push(peer);
    for (const engine of engines) {
      const { perSecond, asks } = await contactsPerSecond(server, engine.workers);
      engine.speeds.push(perSecond);
      engine.ratios.push(perSecond / peer);
      engine.asks = asks;
    }
  }
  report({
    name: "graphile_worker_noop_jobs",
    value: median(peers),
    unit: "jobs/s",
    peer: "graphile-worker 0.18, concurrency 16",
    note: `${noOps} jobs, median of ${peers.length}`,
  });
  for (const { workers, speeds, ratios, asks } of engines) {
    report({
      name: `contacts_per_second_${workers}_workers`,
      value: median(speeds),
      unit: "contacts/s",
      note: `${contacts} contacts of ${workspaces} workspaces, ${asks.toFixed(2)} asks each; median of ${rounds}`,
    });
    report({
      name: `engine_over_graphile_worker_${workers}_workers`,
      value: median(ratios),
      unit: "ratio",
      aim: ">= 0.5",
    });
  }
}

async function contactsPerSecond(
  server: PostgresServer,
  workers: number,
): Promise<{ perSecond: number; asks: number }> {
  const pool = await openBenchDatabase(server);
  const db = directRpc(pool);
  for (let index = 0; index < workspaces; index++) {
    await startJob(db, peopleOf(contacts / workspaces, `w${index}`), { patience_ms: 60_000 });
  }
  const children = await Promise.all(
    Array.from({ length: workers }, (_, index) => startChild(urlOf(pool), `w${index}`)),
  );
  const started = performance.now();
  await Promise.all(children.map((drain) => drain()));
  const seconds = (performance.now() - started) / 1_000;
  const { rows } = await pool.query<{ done: number; asks: number }>(
    "select (select sum(done_count) from public.import_jobs)::int as done, (select count(*) from public.enrichment_results)::int as asks",
  );
  await pool.end();
  const [counts] = rows;
  if (counts?.done !== contacts) throw new Error(`${counts?.done} of ${contacts} contacts were done`);
  return { perSecond: contacts / seconds, asks: counts.asks / contacts };
}

const urlOf = (pool: pg.Pool): string => String(pool.options.connectionString);

/** Resolves when the process is ready; the function it gives sends it to work and resolves when it is done. */
function startChild(url: string, name: string): Promise<() => Promise<void>> {
  const child = fork(join(import.meta.dirname, "engine-worker.ts"), [url, name], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  return new Promise((ready, failed) => {
    child.once("error", failed);
    child.once("exit", (status) => failed(new Error(`a worker ended with ${status}`)));
    child.once("message", () =>
      ready(
        () =>
          new Promise((done, broken) => {
            child.once("exit", (status) => broken(new Error(`a worker ended with ${status}`)));
            child.once("message", () => done());
            child.send("go");
          }),
      ),
    );
  });
}

async function graphileJobsPerSecond(server: PostgresServer): Promise<number> {
  const pool = await openBenchDatabase(server);
  const connectionString = urlOf(pool);
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString, logger });
  await utils.migrate();
  await pool.query("select graphile_worker.add_job('noop') from generate_series(1, $1::int)", [noOps]);
  await utils.release();
  let left = noOps;
  let finish = () => {};
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const started = performance.now();
  const runner = await run({
    connectionString,
    concurrency: 16,
    noHandleSignals: true,
    logger,
    taskList: {
      noop: async () => {
        if (--left === 0) finish();
      },
    },
  });
  await all;
  const seconds = (performance.now() - started) / 1_000;
  await runner.stop();
  await pool.end();
  return noOps / seconds;
}
