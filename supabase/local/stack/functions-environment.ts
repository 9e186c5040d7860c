import { catalogue, sandboxOrder } from "#core/cascade/catalogue.ts";
import { readEnv } from "#functions/_shared/env.ts";
import { providerClient } from "#functions/_shared/providers/registry.ts";
import type { StackSecrets } from "./secrets.ts";
import type { StackSettings } from "./settings.ts";

/** Settings of the product that functions read, handed on when they are set. Nothing else of the user's environment is. */
const handedOn = [
  "ADMIN_EMAILS",
  "PUBLIC_URL",
  "ICYPEAS_API_SECRET",
  "RESEND_API_KEY",
  "RESEND_BASE_URL",
  "FROM_EMAIL",
  "FROM_NAME",
  "SMTP_SERVER",
  "SMTP_PORT",
  "SMTP_USERNAME",
  "SMTP_PASSWORD",
  "HUBSPOT_BASE_URL",
  "SALESFORCE_BASE_URL",
  "PIPEDRIVE_BASE_URL",
  "LEMLIST_BASE_URL",
  "SMARTLEAD_BASE_URL",
  "OUTREACH_BASE_URL",
  "EMAIL_VERIFIER",
  "EMAIL_VERIFIER_PER_DAY",
  "PHONE_LOOKUP",
  "PHONE_LOOKUP_JOBS",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_BASE_URL",
  "HLR_LOOKUPS_API_KEY",
  "HLR_LOOKUPS_API_SECRET",
  "HLR_LOOKUPS_BASE_URL",
  "VERIFY_ALLOW_PRIVATE_MX",
  "ALLOW_PRIVATE_WEBHOOKS",
  "WELCOME_CREDITS",
  "SIGN_IN_CODE_SECONDS",
  "DOH_URL",
  "DEBUG",
];

/** Certificates and proxies of a company network, which Deno reads from the same names. */
const hostNames = ["DENO_CERT", "DENO_TLS_CA_STORE", "SSL_CERT_FILE", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"];

/** The bundled simulators as the functions see them. */
interface SandboxWorld {
  baseUrls: Record<string, string>;
  keys: Record<string, string>;
  dohUrl: string;
  hubspotUrl: string;
}

/** The whole environment of the Deno child: the names that hosted Supabase gives a function, and the product's own. */
export function functionsEnvironment(options: {
  settings: StackSettings;
  secrets: StackSecrets;
  origin: string;
  denoCache: string;
  simulators: SandboxWorld | null;
}): Record<string, string> {
  const { settings, secrets, origin, denoCache, simulators } = options;
  const providerNames = catalogue.flatMap(({ name, settings: own }) => {
    const prefix = name.toUpperCase();
    return [...own, `${prefix}_BASE_URL`, `${prefix}_RATE_LIMIT`, `${prefix}_POLL_MS`, `${prefix}_WEBHOOK_URL`];
  });
  const env: Record<string, string> = {
    DENO_DIR: denoCache,
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
    SUPABASE_URL: origin,
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: secrets.secret_key }),
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: secrets.publishable_key }),
    SEND_EMAIL_HOOK_SECRET: secrets.hook_secret,
    BEFORE_USER_CREATED_HOOK_SECRET: secrets.hook_secret,
    WORKER_SECRET: secrets.worker_secret,
    SECRETS_KEY: secrets.secrets_key,
    MAILBOX_URL: `${origin}/mailbox`,
    MAILBOX_SECRET: secrets.mailbox_secret,
    APP_URL: origin,
  };
  for (const name of [...handedOn, ...hostNames, ...providerNames]) {
    const value = readEnv(name);
    if (value !== undefined) env[name] = value;
  }
  // Calls back to this machine must not go through a company's proxy.
  env.NO_PROXY = [env.NO_PROXY, "127.0.0.1", "localhost"].filter(Boolean).join(",");
  if (settings.sandbox) env.CAPTELY_SANDBOX = "1";
  if (simulators) {
    env.DOH_URL = simulators.dohUrl;
    // Made-up people must not reach a real account; who sets another address means it.
    if (env.HUBSPOT_BASE_URL === undefined) {
      env.HUBSPOT_BASE_URL = simulators.hubspotUrl;
      env.HUBSPOT_SIMULATED = "1";
    }
    for (const name of sandboxOrder) {
      env[`${name.toUpperCase()}_BASE_URL`] = simulators.baseUrls[name] ?? "";
      env[`${name.toUpperCase()}_API_KEY`] = simulators.keys[name] ?? "";
      // Simulated jobs end in seconds; the vendors' own polling pace would make the sandbox look stuck.
      env[`${name.toUpperCase()}_POLL_MS`] ??= "1500";
      // The simulators tell results by themselves, as the providers do of an installation with a public address.
      if (providerClient(name)?.readCallback) {
        env[`${name.toUpperCase()}_WEBHOOK_URL`] ??= `${origin}/functions/v1/webhooks/${name}`;
      }
    }
  }
  return env;
}
