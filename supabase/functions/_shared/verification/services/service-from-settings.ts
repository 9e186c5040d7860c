import { pause } from "../../clock.ts";
import type { Db } from "../../db/port.ts";
import { envInteger, readEnv, SettingError } from "../../env.ts";
import { createProviderContext } from "../../providers/http.ts";
import { configuredProviders } from "../../providers/registry.ts";
import { createEmailService, type EmailService } from "./email-service.ts";

export type EmailServiceName = "hunter" | "icypeas";

const minute = 60_000;
const day = 24 * 60 * minute;
/** Requests that the vendors allow; Icypeas' reads are shared with the search for addresses, and most are left to it. */
const windows: Record<string, { capacity: number; per_ms: number }[]> = {
  "email-verifier": [
    { capacity: 10, per_ms: 1_000 },
    { capacity: 300, per_ms: minute },
  ],
  "email-verification": [{ capacity: 10, per_ms: 1_000 }],
  read: [{ capacity: 10, per_ms: minute }],
};

/** Which service `EMAIL_VERIFIER` names, or null. Throws SettingError for a word that is none. */
export function emailServiceName(): EmailServiceName | null {
  const text = readEnv("EMAIL_VERIFIER")?.toLowerCase();
  if (text === undefined || ["off", "0", "no", "false"].includes(text)) return null;
  if (text === "hunter" || text === "icypeas") return text;
  throw new SettingError("EMAIL_VERIFIER", `is "${text}": it takes hunter, icypeas or off.`);
}

/** Throws SettingError for a wrong word and for a service whose key is missing, before anything starts. */
export function checkEmailService(): void {
  const nowhere = { rpc: () => Promise.reject(new Error("nothing is asked")) };
  emailServiceFromSettings({ db: nowhere, fetch, now: () => 0 });
}

/** The verification service of the settings, or null. Throws SettingError where its key is missing. */
export function emailServiceFromSettings(options: { db: Db; fetch: typeof fetch; now(): number }): EmailService | null {
  const name = emailServiceName();
  if (name === null) return null;
  const provider = configuredProviders().providers.find((configured) => configured.name === name);
  if (provider === undefined) {
    throw new SettingError(`${name.toUpperCase()}_API_KEY`, `is not set: EMAIL_VERIFIER is ${name}, which takes it.`);
  }
  const perDay = envInteger("EMAIL_VERIFIER_PER_DAY", 5_000, { min: 0, max: 10_000_000 });
  const { db, fetch, now } = options;
  const take = (bucket: string, count: number, p_windows: object[]) =>
    db.rpc<{ granted: number; wait_ms: number }>("rate_take", { p_bucket: bucket, p_count: count, p_windows });
  return createEmailService({
    name,
    context: createProviderContext({
      entry: provider.entry,
      settings: provider.settings,
      fetch,
      now,
      sleep: pause,
      signal: new AbortController().signal,
      // Longer than that, and the rows of a list would outlive their claim.
      maxTokenWaitMs: 45_000,
      takeTokens: (route, count) => take(`verify:${name}:${route}`, count, windows[route] ?? []),
    }),
    mayAsk: async () => {
      if (perDay === 0) return false;
      return (await take(`verify:${name}:day`, 1, [{ capacity: perDay, per_ms: day }])).granted > 0;
    },
    onAsked: async (costMicros) => {
      await db.rpc("verification_service_count", { p_service: name, p_cost_micros: costMicros });
    },
  });
}
