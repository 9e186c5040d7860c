import type { PGlite } from "@electric-sql/pglite";
import { catalogue } from "#core/cascade/catalogue.ts";
import { pause } from "#functions/_shared/clock.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { workerDb } from "#functions/_shared/db/worker.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { type ConfiguredProvider, configuredProviders } from "#functions/_shared/providers/registry.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { armProviders } from "#functions/worker/arm-providers.ts";
import type { WorkerDeps } from "#functions/worker/deps.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";

export interface Harness {
  pglite: PGlite;
  db: Db;
  simulators: Simulators;
  events: { event: string; detail: Record<string, unknown> }[];
  /** Milliseconds by which the worker's clock is ahead of the real one. */
  skipMs: number;
  /** A worker with its own name; `db` may be wrapped to make it die. */
  worker(options?: { db?: Db; env?: Record<string, string> }): Promise<WorkerDeps>;
  /** Runs a worker until nothing is left, or for `forMs`. */
  run(deps: WorkerDeps, forMs?: number): Promise<void>;
  one<T>(sql: string, parameters?: unknown[]): Promise<T>;
  close(): Promise<void>;
}

let workers = 0;

/** Without the wait for fuller batches: a test has few contacts. */
const hurried = (provider: ConfiguredProvider): ConfiguredProvider => {
  const { entry } = provider;
  const phone = entry.phone ? { phone: { ...entry.phone, fillMs: 0 } } : {};
  return { ...provider, entry: { ...entry, ...phone, fillMs: 0 } };
};

/** The real worker over an empty PGlite and simulators that answer at once. */
export async function openHarness(): Promise<Harness> {
  const pglite = await openPglite("memory");
  const db = directRpc(pglite);
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
  const harness: Harness = {
    pglite,
    db,
    simulators,
    events,
    skipMs: 0,
    worker: async (options = {}) => {
      const now = () => Date.now() + harness.skipMs;
      const own = workerDb(options.db ?? db, `test-${++workers}`);
      const resolver = createResolver({ query: dohQuery([simulators.dohUrl]), now, asksReserved: true });
      const verifier = createEmailVerifier({ resolver, now });
      const { providers } = configuredProviders({ ...settings, ...options.env });
      const signal = new AbortController().signal;
      return {
        db: own,
        providers: await armProviders(providers.map(hurried), {
          db: own,
          fetch,
          now,
          sleep: pause,
          signal,
          limits: false,
        }),
        verifyEmail: (address, level) => verifier.verify(address, level),
        phones: createPhoneVerifier({ now }),
        lookUpPhones: false,
        now,
        sleep: pause,
        random: () => 0,
        log: (event, detail) => void events.push({ event, detail }),
      };
    },
    run: (deps, forMs = 20_000) =>
      runWorker(deps, {
        until: deps.now() + forMs,
        returnWhenIdle: false,
        signal: new AbortController().signal,
      }).then(() => {}),
    one: async <T>(sql: string, parameters: unknown[] = []) => {
      const { rows } = await pglite.query<T>(sql, parameters);
      const [row] = rows;
      if (row === undefined) throw new Error("no row");
      return row;
    },
    close: async () => {
      await simulators.close();
      await pglite.close();
    },
  };
  return harness;
}
