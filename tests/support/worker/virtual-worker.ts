import type { Db } from "#functions/_shared/db/port.ts";
import { workerDb } from "#functions/_shared/db/worker.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import type { DnsQuery } from "#functions/_shared/dns/dns-query.ts";
import type { ConfiguredProvider } from "#functions/_shared/providers/registry.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { armProviders } from "#functions/worker/arm-providers.ts";
import type { WorkerDeps } from "#functions/worker/deps.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface VirtualWorkerOptions {
  clock: VirtualClock;
  db: Db;
  name: string;
  providers: readonly ConfiguredProvider[];
  fetch: typeof fetch;
  dnsQuery: DnsQuery;
  limits?: boolean;
  /** Milliseconds by which the worker's own clock is wrong. */
  offsetMs?: () => number;
  log?: (event: string, detail: Record<string, unknown>) => void;
  random?: () => number;
}

/** The worker as it is deployed, on a clock of ours. */
export async function virtualWorker(options: VirtualWorkerOptions): Promise<WorkerDeps> {
  const { clock, offsetMs = () => 0 } = options;
  const now = () => clock.now() + offsetMs();
  const db = workerDb(options.db, options.name);
  const resolver = createResolver({ query: options.dnsQuery, now: clock.now, asksReserved: true });
  const verifier = createEmailVerifier({ resolver, now: clock.now });
  return {
    db,
    providers: await armProviders(options.providers, {
      db,
      fetch: options.fetch,
      now,
      sleep: clock.sleep,
      timeout: clock.timeout,
      signal: new AbortController().signal,
      limits: options.limits ?? true,
    }),
    verifyEmail: (address, level) => verifier.verify(address, level),
    phones: createPhoneVerifier({ now }),
    lookUpPhones: false,
    now,
    sleep: clock.sleep,
    random: options.random ?? Math.random,
    log: options.log ?? (() => {}),
  };
}
