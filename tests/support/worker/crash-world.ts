import pg from "pg";
import type { Db } from "#functions/_shared/db/port.ts";
import { type ConfiguredProvider, configuredProviders } from "#functions/_shared/providers/registry.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { createPostgresDatabase } from "#tests/support/database/test-database.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { emptySql, setTimeSql, virtualDb, virtualTimeSql } from "./virtual-database.ts";
import { type VirtualProviders, virtualProviders } from "./virtual-providers.ts";
import { virtualWorker } from "./virtual-worker.ts";

export class Killed extends Error {}

/** When a worker dies: around its nth call of a function, or with the transaction of that call still open. */
export interface Death {
  step: string;
  nth: number;
  moment: "before" | "during" | "after";
}

export interface CrashWorld {
  clock: VirtualClock;
  db: Db;
  /** New for every test: published limits and latencies. */
  providers(): VirtualProviders;
  /** Runs two workers, of which the one that comes to the deadly call dies and the other goes on; true when one died. */
  runTwo(
    providers: VirtualProviders,
    options: { order: readonly string[]; batch?: number; death: Death },
  ): Promise<boolean>;
  sql<Row = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<Row[]>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** A real Postgres, two workers of their own connections, and providers in between: all on a clock of ours. */
export async function openCrashWorld(): Promise<CrashWorld> {
  const { url, drop } = await createPostgresDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  pool.on("error", () => {});
  const clock = new VirtualClock(Date.UTC(2027, 0, 4, 9));
  await pool.query(virtualTimeSql);
  const db = virtualDb(pool, clock);

  const configured = (providers: VirtualProviders, order: readonly string[], batch?: number): ConfiguredProvider[] =>
    configuredProviders(providers.settings)
      .providers.filter(({ name }) => order.includes(name))
      .map((provider) => ({
        ...provider,
        entry: {
          ...provider.entry,
          fillMs: 0,
          // One batch at a time: the only call under way is the one whose end is looked at.
          ...(batch === undefined ? {} : { maxBatch: batch, batchesInFlight: 1 }),
        },
      }));

  return {
    clock,
    db,
    providers: () => virtualProviders(clock),
    runTwo: async (providers, { order, batch, death }) => {
      const mortal = mortality(db, url, clock, death);
      const run = async (name: string, own: Db) => {
        const deps = await virtualWorker({
          clock,
          db: own,
          name,
          providers: configured(providers, order, batch),
          fetch: providers.fetch,
          dnsQuery: providers.dnsQuery,
          random: () => 0.5,
        });
        const until = clock.now() + 6 * 3_600_000;
        await runWorker(deps, { until, returnWhenIdle: false, signal: new AbortController().signal });
      };
      return clock.run(async () => {
        const ends = ["first", "second"].map((name) =>
          run(name, mortal()).then(
            () => false,
            (error: unknown) => {
              if (error instanceof Killed) return true;
              throw error;
            },
          ),
        );
        return (await Promise.all(ends)).includes(true);
      });
    },
    sql: async (text, parameters = []) => {
      const client = await pool.connect();
      try {
        await client.query(setTimeSql(clock.now()));
        return (await client.query(text, parameters)).rows;
      } finally {
        client.release();
      }
    },
    reset: async () => {
      await pool.query(emptySql);
    },
    close: async () => {
      await pool.end();
      await drop();
    },
  };
}

/**
 * Connections of which one owner dies: whoever makes the nth call of the step, for it depends on the day which worker
 * polls and settles. Dead is dead: every later call of it fails, too.
 */
function mortality(db: Db, url: string, clock: VirtualClock, { step, nth, moment }: Death): () => Db {
  let calls = 0;
  return () => {
    let dead = false;
    return {
      rpc: async <T>(name: string, args: Record<string, unknown>): Promise<T> => {
        if (dead) throw new Killed("dead");
        if (name !== step || ++calls !== nth) return db.rpc<T>(name, args);
        dead = true;
        if (moment === "during") await clock.hold(() => cutOff(url, clock.now(), name, args));
        if (moment === "after") await db.rpc<T>(name, args);
        throw new Killed(moment);
      },
    };
  };
}

/** Carries the call out in a transaction whose connection is cut before it is committed. */
async function cutOff(url: string, now: number, name: string, args: Record<string, unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  await client.query("begin");
  await client.query(setTimeSql(now));
  const list = Object.keys(args).map((arg, index) => `${arg} => $${index + 1}`);
  const values = Object.values(args).map((value) => (typeof value === "object" ? JSON.stringify(value) : value));
  await client.query(`select public.${name}(${list.join(", ")})`, values);
  await client.query("select pg_terminate_backend(pg_backend_pid())").catch(() => {});
  await client.end().catch(() => {});
}
