import type { WorkerDb } from "../_shared/db/worker.ts";
import { createProviderContext } from "../_shared/providers/http.ts";
import type { ConfiguredProvider } from "../_shared/providers/registry.ts";
import type { ArmedProvider } from "./deps.ts";

export interface ArmOptions {
  db: Pick<WorkerDb, "takeTokens">;
  fetch: typeof fetch;
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  signal: AbortSignal;
  /** False leaves the request limits out: benchmarks and simulators without limits. */
  limits?: boolean;
  /** See ProviderContextOptions. */
  timeout?(ms: number): AbortSignal;
}

/** Gives each configured provider its key's name, its rate tokens from the database and its way to the network. */
export async function armProviders(
  configured: readonly ConfiguredProvider[],
  options: ArmOptions,
): Promise<Map<string, ArmedProvider>> {
  const armed = await Promise.all(configured.map((provider) => arm(provider, options)));
  return new Map(armed.map((provider) => [provider.entry.name, provider]));
}

async function arm(provider: ConfiguredProvider, options: ArmOptions): Promise<ArmedProvider> {
  const { entry, client, settings } = provider;
  const keyId = await keyIdOf(entry.settings.map((name) => settings[name] ?? "").join("\n"));
  const context = createProviderContext({
    entry,
    settings,
    fetch: options.fetch,
    now: options.now,
    sleep: options.sleep,
    signal: options.signal,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    takeTokens: async (route, count) => {
      const windows = options.limits === false ? [] : (entry.limits[route] ?? []);
      if (windows.length === 0) return { granted: count, wait_ms: 0 };
      const bucket = `${entry.name}:${keyId}:${route}`;
      return options.db.takeTokens(
        bucket,
        count,
        windows.map(({ capacity, perMs }) => ({ capacity, per_ms: perMs })),
      );
    },
  });
  return { entry, client, context, keyId };
}

/** Names a key in the database without revealing it. */
async function keyIdOf(key: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  return [...new Uint8Array(digest.slice(0, 6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
