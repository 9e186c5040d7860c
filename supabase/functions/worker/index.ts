import { backendSettings, workerSecret } from "../_shared/backend-settings.ts";
import { pause } from "../_shared/clock.ts";
import { postgrestDb } from "../_shared/db/postgrest.ts";
import { workerDb } from "../_shared/db/worker.ts";
import { resolverFromSettings } from "../_shared/dns/resolver-from-settings.ts";
import { envInteger } from "../_shared/env.ts";
import { createLog } from "../_shared/log.ts";
import { configuredProviders } from "../_shared/providers/registry.ts";
import { createEmailVerifier } from "../_shared/verification/verify-email.ts";
import { createWorkerApp } from "./app.ts";
import { armProviders } from "./arm-providers.ts";
import type { WorkerDeps } from "./deps.ts";
import { openPhones } from "./open-phones.ts";

const { supabaseUrl, secretKey } = backendSettings();
const now = () => Date.now();

async function createDeps(): Promise<WorkerDeps> {
  const log = createLog("worker");
  const writeLog: WorkerDeps["log"] = (event, detail) => log.info(event, { detail: JSON.stringify(detail) });
  const db = workerDb(postgrestDb({ fetch, supabaseUrl, secretKey }), crypto.randomUUID());
  const verifier = createEmailVerifier({ resolver: resolverFromSettings(now), now });
  const { providers } = configuredProviders();
  return {
    db,
    providers: await armProviders(providers, { db, fetch, now, sleep: pause, signal: new AbortController().signal }),
    verifyEmail: (address, level) => verifier.verify(address, level),
    ...openPhones({ fetch, now, log: writeLog }),
    now,
    sleep: pause,
    random: Math.random,
    log: writeLog,
  };
}

let deps: Promise<WorkerDeps> | null = null;

const app = createWorkerApp({
  deps: () => {
    deps ??= createDeps();
    return deps;
  },
  secret: workerSecret,
  runForMs: envInteger("WORKER_SECONDS", 25, { min: 1, max: 140 }) * 1_000,
});

export default { fetch: app.fetch };
