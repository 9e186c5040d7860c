import { backendSettings, workerSecret } from "../_shared/backend-settings.ts";
import { postgrestDb } from "../_shared/db/postgrest.ts";
import { mailSender } from "../_shared/email/send.ts";
import { envInteger, requireEnv } from "../_shared/env.ts";
import { createLog } from "../_shared/log.ts";
import { createWakeWorker } from "../_shared/wake-worker.ts";
import { createWebhooksApp } from "./app.ts";

const { supabaseUrl, secretKey } = backendSettings();
const secretTakes = "the secret of the hook, v1,whsec_…, as Supabase shows it";

const log = createLog("webhooks");

/** Hosted functions may end as soon as they have answered; this keeps them until a promise is done. */
interface Host {
  EdgeRuntime?: { waitUntil(task: Promise<unknown>): void };
}

const app = createWebhooksApp({
  db: postgrestDb({ fetch, supabaseUrl, secretKey }),
  sendMail: mailSender(),
  log,
  sendEmailSecret: () => requireEnv("SEND_EMAIL_HOOK_SECRET", secretTakes),
  beforeUserCreatedSecret: () => requireEnv("BEFORE_USER_CREATED_HOOK_SECRET", secretTakes),
  codeMinutes: () => Math.ceil(envInteger("SIGN_IN_CODE_SECONDS", 600, { min: 1, max: 86_400 }) / 60),
  wakeWorker: createWakeWorker({
    fetch,
    supabaseUrl,
    secret: workerSecret(),
    background: (task) => (globalThis as Host).EdgeRuntime?.waitUntil(task),
    log,
  }),
});

export default { fetch: app.fetch };
