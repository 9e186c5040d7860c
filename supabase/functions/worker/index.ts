import { backendSettings, workerSecret } from "../_shared/backend-settings.ts";
import { pause } from "../_shared/clock.ts";
import { postgrestDb } from "../_shared/db/postgrest.ts";
import { listQueue } from "../_shared/db/verification-lists.ts";
import { workerDb } from "../_shared/db/worker.ts";
import { envInteger } from "../_shared/env.ts";
import { createLog } from "../_shared/log.ts";
import { configuredProviders } from "../_shared/providers/registry.ts";
import { openEmailVerifier } from "../_shared/verification/open-email-verifier.ts";
import { createQueuedVerifier } from "../_shared/verification/queued-verifier.ts";
import type { EmailVerifier } from "../_shared/verification/verify-email.ts";
import { verifyLists } from "../_shared/verification/verify-lists.ts";
import { createPhoneVerifier } from "../_shared/verification/verify-phone.ts";
import { createWorkerApp } from "./app.ts";
import { armProviders } from "./arm-providers.ts";
import type { WorkerDeps } from "./deps.ts";
import { openPhones } from "./open-phones.ts";

const { supabaseUrl, secretKey } = backendSettings();
const now = () => Date.now();

const log = createLog("worker");
const writeLog: WorkerDeps["log"] = (event, detail) => log.info(event, { detail: JSON.stringify(detail) });
const rest = postgrestDb({ fetch, supabaseUrl, secretKey });

let verifier: EmailVerifier | null = null;
// Opened with the first wake-up: settings may be wrong, and the sentence belongs into the answer.
const emails = (): EmailVerifier => {
  verifier ??= openEmailVerifier({ db: rest, now, log });
  return verifier;
};
const queuedVerifier = () => createQueuedVerifier({ db: rest, verifier: emails() });
const phones = createPhoneVerifier({ now });

/** Level 4 where a verifier is near: rows wait for it as long as a contact does. */
async function verifyEmails(addresses: readonly string[]) {
  const { results } = await queuedVerifier().look(addresses, { urgent: false });
  return results.map(({ verdict, waitMs }) => (waitMs === null ? verdict : { waitMs }));
}

async function createDeps(): Promise<WorkerDeps> {
  const db = workerDb(rest, crypto.randomUUID());
  const { providers } = configuredProviders();
  return {
    db,
    providers: await armProviders(providers, { db, fetch, now, sleep: pause, signal: new AbortController().signal }),
    verifyEmail: (address, level) => emails().verify(address, level),
    queuedVerifier: queuedVerifier(),
    ...openPhones({ fetch, now, log: writeLog }),
    now,
    sleep: pause,
    random: Math.random,
    log: writeLog,
  };
}

/** About a second of the two that hosted functions have of the processor. */
const rowsPerWakeUp = 5_000;

let deps: Promise<WorkerDeps> | null = null;

const app = createWorkerApp({
  deps: () => {
    deps ??= createDeps();
    return deps;
  },
  secret: workerSecret,
  lists: (run) =>
    verifyLists({ queue: listQueue(rest), verifyEmails, phones, now }, { ...run, mostRows: rowsPerWakeUp }),
  runForMs: envInteger("WORKER_SECONDS", 25, { min: 1, max: 140 }) * 1_000,
});

export default { fetch: app.fetch };
