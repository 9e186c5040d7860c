import type pg from "pg";
import type { Db } from "#functions/_shared/db/port.ts";
import { directRpc } from "#local/database/rpc.ts";
import type { PostgresServer } from "#tests/support/database/postgres-server.ts";
import { openBenchDatabase } from "./open-database.ts";
import { report } from "./report.ts";

const sizes = [1_000, 100_000, 1_000_000];
const page = 50;
const claims = 15;
const warmUp = 3;
const workspaces = 10;

/**
 * How long a worker waits for its next page of contacts, by how many are waiting: medians. The sizes take turns, claim by
 * claim, so that whatever else the machine does falls on all of them.
 */
export async function measureClaims(server: PostgresServer): Promise<void> {
  const lines: pg.Pool[] = [];
  for (const size of sizes) {
    const pool = await openBenchDatabase(server, { max: 1 });
    lines.push(pool);
    await fill(pool, size);
  }
  const times: number[][] = sizes.map(() => []);
  for (let claim = 0; claim < claims + warmUp; claim++) {
    for (const [index, pool] of lines.entries()) {
      const ms = await claimMs(pool);
      // The first ones compile the functions' plans.
      if (claim >= warmUp) times[index]?.push(ms);
    }
  }
  for (const pool of lines) await pool.end();
  const medians = times.map((list) => list.toSorted((a, b) => a - b)[claims >> 1] ?? 0);
  for (const [index, size] of sizes.entries()) {
    report({
      name: `claim_${page}_of_${size}`,
      value: medians[index] ?? 0,
      unit: "ms",
      note: `${workspaces} workspaces, holds included; median of ${claims}`,
    });
  }
  report({
    name: "claim_slowest_over_fastest",
    value: Math.max(...medians) / Math.min(...medians),
    unit: "ratio",
    aim: "<= 1.5",
  });
}

/** Straight into the tables: a million rows through the import would only cost time. */
async function fill(pool: pg.Pool, size: number): Promise<void> {
  const db = directRpc(pool);
  for (let index = 0; index < workspaces; index++) {
    const { workspace_id: workspace } = await db.rpc<{ workspace_id: string }>("workspace_create_system", {
      p_name: "Bench",
    });
    await db.rpc("credits_grant", {
      p_workspace: workspace,
      p_amount_milli: 10 ** 9,
      p_key: workspace,
      p_note: "bench",
    });
    const client = await pool.connect();
    // Two million look-ups of references that are right by construction would only cost time.
    await client.query("set session_replication_role = replica");
    await client.query(
      `with job as (
         insert into public.import_jobs (workspace_id, source, status, contact_count, options)
         values ($1, 'api', 'running', $2, '{"order": ["bench"], "threshold": 90, "hold_milli": 1000}') returning id, workspace_id
       ), people as (
         insert into public.contacts (workspace_id, job_id, row_number, status, first_name, last_name, full_name, company, domain, phone_done)
         select workspace_id, id, n, 'pending', 'Ada', 'Bench' || n, 'Ada Bench' || n, 'Works', 'works.example', true
         from job, generate_series(1, $2::int) n returning id, job_id, workspace_id
       )
       insert into public.tasks (workspace_id, job_id, contact_id, channel, provider, run_at)
       select workspace_id, job_id, id, 'email', 'bench', now() - random() * interval '1 hour' from people`,
      [workspace, size / workspaces],
    );
    await client.query("reset session_replication_role");
    client.release();
  }
  // As autovacuum leaves what has been waiting for a while.
  await pool.query("vacuum analyze");
}

/** Kept, because a port asks once for the types of each function. */
const ports = new WeakMap<pg.Pool, Db>();
function portOf(pool: pg.Pool): Db {
  const port = ports.get(pool) ?? directRpc(pool, { role: null });
  ports.set(pool, port);
  return port;
}

async function claimMs(pool: pg.Pool): Promise<number> {
  const db = portOf(pool);
  const started = performance.now();
  const batch = await db.rpc<{ tasks: unknown[] } | null>("worker_claim", {
    p_worker: "bench",
    p_provider: "bench",
    p_channel: "email",
    p_key_id: "bench",
    p_limit: page,
    p_lease_ms: 60_000,
    p_ask_cost_micros: 19_000,
    p_hold_milli: 1_000,
  });
  const ms = performance.now() - started;
  if (batch?.tasks.length !== page) throw new Error(`a claim gave ${batch?.tasks.length} contacts`);
  return ms;
}
