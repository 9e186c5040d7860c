import type pg from "pg";
import { directRpc } from "#local/database/rpc.ts";
import type { PostgresServer } from "#tests/support/database/postgres-server.ts";
import { openBenchDatabase } from "./open-database.ts";
import { report } from "./report.ts";

const sizes = [1_000, 100_000, 1_000_000];
const page = 50;
const claims = 15;
const workspaces = 10;

/** How long a worker waits for its next page of contacts, by how many are waiting: the median of fifteen claims of fifty. */
export async function measureClaims(server: PostgresServer): Promise<void> {
  const medians: number[] = [];
  for (const size of sizes) {
    const pool = await openBenchDatabase(server);
    await fill(pool, size);
    const median = await medianClaimMs(pool);
    await pool.end();
    medians.push(median);
    report({
      name: `claim_${page}_of_${size}`,
      value: median,
      unit: "ms",
      note: `${workspaces} workspaces, holds included`,
    });
  }
  const [least = 0, most = 0] = [Math.min(...medians), Math.max(...medians)];
  report({ name: "claim_slowest_over_fastest", value: most / least, unit: "ratio", aim: "<= 1.5" });
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
    await pool.query(
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
  }
  // As autovacuum leaves what has been waiting for a while.
  await pool.query("vacuum analyze");
}

async function medianClaimMs(pool: pg.Pool): Promise<number> {
  const db = directRpc(pool, { role: null });
  const times: number[] = [];
  for (let claim = 0; claim < claims + 3; claim++) {
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
    times.push(performance.now() - started);
    if (batch?.tasks.length !== page) throw new Error(`a claim gave ${batch?.tasks.length} contacts`);
  }
  // The first ones compile the functions' plans.
  const warm = times.slice(3).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)] ?? 0;
}
