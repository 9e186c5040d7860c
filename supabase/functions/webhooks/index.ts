import { backendSettings } from "../_shared/backend-settings.ts";
import { postgrestDb } from "../_shared/db/postgrest.ts";
import { mailSender } from "../_shared/email/send.ts";
import { envInteger, requireEnv } from "../_shared/env.ts";
import { createLog } from "../_shared/log.ts";
import { createWebhooksApp } from "./app.ts";

const { supabaseUrl, secretKey } = backendSettings();
const secretTakes = "the secret of the hook, v1,whsec_…, as Supabase shows it";

const app = createWebhooksApp({
  db: postgrestDb({ fetch, supabaseUrl, secretKey }),
  sendMail: mailSender(),
  log: createLog("webhooks"),
  sendEmailSecret: () => requireEnv("SEND_EMAIL_HOOK_SECRET", secretTakes),
  beforeUserCreatedSecret: () => requireEnv("BEFORE_USER_CREATED_HOOK_SECRET", secretTakes),
  codeMinutes: () => Math.ceil(envInteger("SIGN_IN_CODE_SECONDS", 600, { min: 1, max: 86_400 }) / 60),
});

export default { fetch: app.fetch };
