/// <reference path="../globals.d.ts" />
import { browser } from "wxt/browser";
import { z } from "zod";

const configSchema = z.object({
  supabase_url: z.url(),
  publishable_key: z.string().min(1),
  api_url: z.url(),
  sandbox: z.boolean(),
});
export type ServerConfig = z.infer<typeof configSchema>;

const storageKey = "server_config";
let known: ServerConfig | null = null;

/**
 * Where the installation's parts are. Asked once in a worker's life; when the server does not answer, what it said last
 * time is taken, so that a session can be told offline. Null when it never answered.
 */
export async function loadServerConfig(): Promise<ServerConfig | null> {
  if (known !== null) return known;
  try {
    const response = await fetch(`${__CAPTELY_URL__}/config.json`, { signal: AbortSignal.timeout(10_000) });
    known = configSchema.parse(await response.json());
    await browser.storage.local.set({ [storageKey]: known });
    return known;
  } catch {
    const kept = configSchema.safeParse((await browser.storage.local.get(storageKey))[storageKey]);
    return kept.success ? kept.data : null;
  }
}
