import { readEnv, requireEnv, SettingError } from "./env.ts";

/** Where the database API is and the key that may do everything there. */
export interface BackendSettings {
  /** Origin of `/rest/v1` and `/auth/v1`, without a trailing slash. */
  supabaseUrl: string;
  /** Secret key (`sb_secret_…`) or, on older hosted projects, the service role key. Never leaves the backend. */
  secretKey: string;
  publishableKey: string;
}

/** The part of it that reaches the database: all that a process beside the functions needs. */
export function databaseSettings(): Pick<BackendSettings, "supabaseUrl" | "secretKey"> {
  const secretKey = newestKey("SUPABASE_SECRET_KEYS") ?? readEnv("SUPABASE_SERVICE_ROLE_KEY");
  if (!secretKey) throw new SettingError("SUPABASE_SERVICE_ROLE_KEY", "is not set: it takes the project's secret key.");
  const supabaseUrl = requireEnv("SUPABASE_URL", "the address of the Supabase project").replace(/\/+$/, "");
  return { supabaseUrl, secretKey };
}

/** Hosted projects set these by themselves; locally the gateway sets the same names. */
export function backendSettings(): BackendSettings {
  const database = databaseSettings();
  const publishableKey = newestKey("SUPABASE_PUBLISHABLE_KEYS") ?? readEnv("SUPABASE_ANON_KEY");
  if (!publishableKey)
    throw new SettingError("SUPABASE_ANON_KEY", "is not set: it takes the project's publishable key.");
  return { ...database, publishableKey };
}

/** The secret that pg_cron, or the local ticker, sends as `x-worker-secret` when it wakes the worker. */
export function workerSecret(): string {
  return requireEnv("WORKER_SECRET", "a long random text, the same that the database's schedule sends");
}

/** Hosted projects with the new kind of keys hold them as JSON: `{"default": "sb_secret_…"}`. */
function newestKey(name: string): string | undefined {
  const text = readEnv(name);
  if (text === undefined) return undefined;
  try {
    const keys: unknown = JSON.parse(text);
    const value = typeof keys === "object" && keys !== null && "default" in keys ? keys.default : undefined;
    return typeof value === "string" ? value : undefined;
  } catch {
    throw new SettingError(name, 'does not hold JSON of the form {"default": "…"}.');
  }
}
