import type { PGlite } from "@electric-sql/pglite";
import type { Db } from "#functions/_shared/db/port.ts";
import { directRpc } from "#local/database/rpc.ts";
import { pglitePool } from "#local/supabase/sql-pool.ts";
import type { VirtualClock } from "./virtual-clock.ts";

interface Client {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  release(error?: boolean): void;
}
interface Pool {
  connect(): Promise<Client>;
}

/**
 * Puts the database's own clock (now, clock_timestamp, …) under `captely.now`, milliseconds since 1970: the functions of the
 * product stay as they are, only the time they read is ours. Once for each database, by its owner.
 */
export const virtualTimeSql = ["clock_timestamp", "now", "statement_timestamp", "transaction_timestamp"]
  .map(
    (name) => `create or replace function pg_catalog.${name}() returns timestamptz
      language sql ${name === "clock_timestamp" ? "volatile" : "stable"} parallel safe
      as $$ select pg_catalog.to_timestamp(coalesce(nullif(pg_catalog.current_setting('captely.now', true), '')::float8 / 1000, 1.8e9)) $$;`,
  )
  .join("\n");

export const setTimeSql = (now: number): string => `select pg_catalog.set_config('captely.now', '${now}', false)`;

/** Empties what jobs leave behind, the ledger included, which refuses that to everybody else. */
export const emptySql = `
  set session_replication_role = replica;
  truncate public.workspaces, public.tasks, public.provider_batches, public.provider_states, public.rate_buckets,
    public.notification_logs, public.suppressions, public.worker_heartbeats, public.dead_letters cascade;
  reset session_replication_role;`;

/** The database port on the clock's time; each call takes `latencyMs` of it. */
export function virtualDb(database: PGlite | Pool, clock: VirtualClock, latencyMs = 0): Db {
  const pool: Pool = "connect" in database ? database : pglitePool(database);
  const timed: Pool = {
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (sql, parameters) => client.query(withTime(sql, clock.now()), parameters),
        release: (error) => client.release(error),
      };
    },
  };
  const inner = directRpc(timed, { role: null });
  return {
    rpc: async <T>(name: string, args: Record<string, unknown>): Promise<T> => {
      const answer = await clock.hold(() => inner.rpc<T>(name, args));
      if (latencyMs > 0) await clock.sleep(latencyMs);
      return answer;
    },
  };
}

/** Columns are computed from left to right: the time is set before the function reads it. */
const withTime = (sql: string, now: number): string =>
  sql.startsWith("select public.") ? `${setTimeSql(now)}, ${sql.slice("select ".length)}` : sql;
