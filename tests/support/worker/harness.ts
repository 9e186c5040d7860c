import type { PGlite } from "@electric-sql/pglite";
import { catalogue } from "#core/cascade/catalogue.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { type ConfiguredProvider, configuredProviders } from "#functions/_shared/providers/registry.ts";
import type { WorkerDeps } from "#functions/worker/deps.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { emptySql, setTimeSql, virtualDb, virtualTimeSql } from "./virtual-database.ts";
import { virtualWorker } from "./virtual-worker.ts";

export interface Harness {
  pglite: PGlite;
  db: Db;
  simulators: Simulators;
  /** The time of worker and database: an hour of waiting passes at once. */
  clock: VirtualClock;
  events: { event: string; detail: Record<string, unknown> }[];
  /** Milliseconds by which the worker's own clock is wrong. */
  skipMs: number;
  /** A worker with its own name; `db` may be wrapped to make it die. */
  worker(options?: { db?: Db; env?: Record<string, string> }): Promise<WorkerDeps>;
  /** Runs a worker until nothing is left, or for `forMs` of its time. */
  run(deps: WorkerDeps, forMs?: number): Promise<void>;
  one<T>(sql: string, parameters?: unknown[]): Promise<T>;
  /** Everything as at the start; the database stays. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

let workers = 0;

/** Without the wait for fuller batches: a test has few contacts. */
const hurried = (provider: ConfiguredProvider): ConfiguredProvider => {
  const { entry } = provider;
  const phone = entry.phone ? { phone: { ...entry.phone, fillMs: 0 } } : {};
  return { ...provider, entry: { ...entry, ...phone, fillMs: 0 } };
};

/** The real worker over an empty PGlite and simulators that answer at once over HTTP, all waiting on a clock of ours. */
export async function openHarness(): Promise<Harness> {
  const pglite = await openPglite("memory");
  const clock = new VirtualClock(Date.now());
  await pglite.exec(virtualTimeSql);
  await pglite.exec(setTimeSql(clock.now()));
  const db = virtualDb(pglite, clock);
  const simulators = await startSimulators({ latency: "none", limits: "off" });
  const settings: Record<string, string> = {};
  for (const { name, settings: own } of catalogue) {
    const provider = name as keyof typeof simulators.baseUrls;
    const prefix = name.toUpperCase();
    settings[`${prefix}_BASE_URL`] = simulators.baseUrls[provider];
    settings[`${prefix}_POLL_MS`] = "20";
    for (const setting of own) settings[setting] = simulators.keys[provider];
  }
  const events: Harness["events"] = [];
  const doh = dohQuery([simulators.dohUrl]);
  const harness: Harness = {
    pglite,
    db,
    simulators,
    clock,
    events,
    skipMs: 0,
    worker: (options = {}) =>
      virtualWorker({
        clock,
        db: options.db ?? db,
        name: `test-${++workers}`,
        providers: configuredProviders({ ...settings, ...options.env }).providers.map(hurried),
        // A call may never be answered: the clock does not wait for it for ever.
        fetch: (input, init) => clock.holdLoosely(() => fetch(input, init)),
        dnsQuery: (name, type) => clock.hold(() => doh(name, type)),
        limits: false,
        offsetMs: () => harness.skipMs,
        random: () => 0,
        log: (event, detail) => void events.push({ event, detail }),
      }),
    run: async (deps, forMs = 20_000) => {
      const options = { until: deps.now() + forMs, returnWhenIdle: false, signal: new AbortController().signal };
      await clock.run(() => runWorker(deps, options));
      await pglite.exec(setTimeSql(clock.now()));
    },
    one: async <T>(sql: string, parameters: unknown[] = []) => {
      const { rows } = await pglite.query<T>(sql, parameters);
      const [row] = rows;
      if (row === undefined) throw new Error("no row");
      return row;
    },
    reset: async () => {
      simulators.reset();
      events.length = 0;
      harness.skipMs = 0;
      await pglite.exec(emptySql);
    },
    close: async () => {
      await simulators.close();
      await pglite.close();
    },
  };
  return harness;
}
