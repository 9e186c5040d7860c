import { isAbsolute, join, resolve } from "node:path";
import { envFlag, envInteger, envUrl, readEnv, SettingError } from "#functions/_shared/env.ts";
import { phoneLookupFromSettings } from "#functions/_shared/phone-lookup/lookup-from-settings.ts";
import { configuredProviders } from "#functions/_shared/providers/registry.ts";
import { checkEmailService } from "#functions/_shared/verification/services/service-from-settings.ts";

/** The folder that holds package.json. */
export const repositoryRoot = resolve(import.meta.dirname, "../../..");

export interface StackSettings {
  /** 0 takes a free port. */
  port: number;
  /** Absolute folder of all local state. */
  home: string;
  /** A real Postgres; null: PGlite under `home`. */
  databaseUrl: string | null;
  /** True when no provider key is set: the bundled simulators answer instead. */
  sandbox: boolean;
  /** Seconds a sign-in code is valid. */
  codeSeconds: number;
  debug: boolean;
}

/** Reads and checks every setting that the product knows, so that a wrong one is said before anything starts. */
export function readStackSettings(): StackSettings {
  checkMail();
  checkSecretsKey();
  for (const name of [
    "HUBSPOT",
    "SALESFORCE",
    "PIPEDRIVE",
    "LEMLIST",
    "SMARTLEAD",
    "OUTREACH",
    "TWILIO",
    "HLR_LOOKUPS",
  ]) {
    envUrl(`${name}_BASE_URL`, "");
  }
  for (const name of ["VERIFY_ALLOW_PRIVATE_MX", "ALLOW_PRIVATE_WEBHOOKS", "PHONE_LOOKUP_JOBS"]) envFlag(name);
  // Refuse services whose keys are missing.
  phoneLookupFromSettings({ fetch, now: Date.now });
  checkEmailService();
  envInteger("WELCOME_CREDITS", 1000, { min: 0, max: 1_000_000 });
  return {
    port: envInteger("PORT", 4173, { min: 0, max: 65_535 }),
    home: homeFolder(),
    databaseUrl: databaseUrl(),
    sandbox: configuredProviders().providers.length === 0,
    codeSeconds: envInteger("SIGN_IN_CODE_SECONDS", 600, { min: 1, max: 86_400 }),
    debug: readEnv("DEBUG") !== undefined,
  };
}

/** `CAPTELY_HOME` as an absolute path, else the folder beside package.json. */
export function homeFolder(): string {
  const value = readEnv("CAPTELY_HOME");
  if (value === undefined) return join(repositoryRoot, ".captely");
  return isAbsolute(value) ? value : resolve(value);
}

function databaseUrl(): string | null {
  const value = readEnv("DATABASE_URL");
  if (value === undefined) return null;
  if (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)) return value;
  throw new SettingError("DATABASE_URL", "takes an address of the form postgres://user:password@host:5432/database.");
}

function checkMail(): void {
  envUrl("RESEND_BASE_URL", "");
  envInteger("SMTP_PORT", 465, { min: 1, max: 65_535 });
  const from = readEnv("FROM_EMAIL");
  if (from !== undefined && !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    throw new SettingError("FROM_EMAIL", `is "${from}": it takes the e-mail address that mails come from.`);
  }
  const sender = readEnv("RESEND_API_KEY") ? "RESEND_API_KEY" : readEnv("SMTP_SERVER") ? "SMTP_SERVER" : null;
  if (sender && !from)
    throw new SettingError("FROM_EMAIL", `is not set: with ${sender} it takes the address that mails come from.`);
}

function checkSecretsKey(): void {
  const key = readEnv("SECRETS_KEY");
  if (key !== undefined && !(/^[A-Za-z0-9+/]{43}=$/.test(key) && Buffer.from(key, "base64").length === 32)) {
    throw new SettingError("SECRETS_KEY", "takes 32 random bytes in base64, as `openssl rand -base64 32` prints them.");
  }
}
