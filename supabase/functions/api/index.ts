import { version } from "#contracts/version.ts";
import { backendSettings, workerSecret } from "../_shared/backend-settings.ts";
import { postgrestDb } from "../_shared/db/postgrest.ts";
import { hubspotFromSettings } from "../_shared/destinations/hubspot.ts";
import { envFlag, envInteger, readEnv } from "../_shared/env.ts";
import { createFindUser } from "../_shared/http/session-users.ts";
import { createLog } from "../_shared/log.ts";
import { phoneLookupFromSettings } from "../_shared/phone-lookup/lookup-from-settings.ts";
import { configuredProviders } from "../_shared/providers/registry.ts";
import { sealerFromSettings } from "../_shared/secrets/sealer.ts";
import { createSignInToken } from "../_shared/sign-in-link.ts";
import { openEmailVerifier } from "../_shared/verification/open-email-verifier.ts";
import { createQueuedVerifier } from "../_shared/verification/queued-verifier.ts";
import { createPhoneVerifier } from "../_shared/verification/verify-phone.ts";
import { createWakeWorker } from "../_shared/wake-worker.ts";
import { createApi } from "./app.ts";
import { readOperators } from "./is-operator.ts";

/** Hosted functions may end as soon as they have answered; this keeps them until a promise is done. */
interface Host {
  EdgeRuntime?: { waitUntil(task: Promise<unknown>): void };
}

const { supabaseUrl, secretKey, publishableKey } = backendSettings();
const log = createLog("api");
const now = () => Date.now();

const db = postgrestDb({ fetch, supabaseUrl, secretKey });
const verifier = openEmailVerifier({ db, now, log });
const phones = createPhoneVerifier({
  lookup: phoneLookupFromSettings({ fetch, now }),
  now,
  onLookupFailure: ({ kind, message }) => log.warn("phone_lookup_failed", { kind, message }),
});

const app = createApi({
  version,
  db,
  findUser: createFindUser({ fetch, supabaseUrl, publishableKey, now }),
  createSignInToken: createSignInToken({ fetch, supabaseUrl, secretKey }),
  log,
  now,
  newId: () => crypto.randomUUID(),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  configured: new Set(configuredProviders().providers.map(({ name }) => name)),
  sandbox: envFlag("CAPTELY_SANDBOX"),
  wakeWorker: createWakeWorker({
    fetch,
    supabaseUrl,
    secret: workerSecret(),
    background: (task) => (globalThis as Host).EdgeRuntime?.waitUntil(task),
    log,
  }),
  verifyEmail: (email, level) => verifier.verify(email, level),
  queuedVerifier: createQueuedVerifier({ db, verifier }),
  phones,
  hubspot: hubspotFromSettings({ fetch, now }, envFlag("HUBSPOT_SIMULATED")),
  sealer: sealerFromSettings(),
  operators: readOperators(readEnv("ADMIN_EMAILS")),
  requestsPerMinute: 600,
  welcomeMilli: envInteger("WELCOME_CREDITS", 1_000, { min: 0, max: 1_000_000 }) * 1_000,
});

export default { fetch: app.fetch };
