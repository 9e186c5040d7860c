import { z } from "zod";
import { loadServerConfig } from "./server-config.ts";

const settingsSchema = z.object({ external: z.object({ google: z.boolean().catch(false) }) });

let known: boolean | null = null;

/** Whether the auth service has Google set up, by its public settings. Asked until it has answered once. */
export async function offersGoogle(): Promise<boolean> {
  if (known !== null) return known;
  const config = await loadServerConfig();
  if (config === null) return false;
  try {
    const response = await fetch(`${config.supabase_url}/auth/v1/settings`, {
      headers: { apikey: config.publishable_key },
      signal: AbortSignal.timeout(5_000),
    });
    known = settingsSchema.parse(await response.json()).external.google;
    return known;
  } catch {
    return false;
  }
}
