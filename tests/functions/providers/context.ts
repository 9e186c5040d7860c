import { systemClock } from "#functions/_shared/clock.ts";
import type { ProviderContext } from "#functions/_shared/providers/client.ts";
import { createProviderContext, type ProviderContextOptions } from "#functions/_shared/providers/http.ts";
import { configuredProviders } from "#functions/_shared/providers/registry.ts";

/** A context with one provider's real entry against any address; tokens are free unless the test brings its own. */
export function contextFor(
  name: string,
  baseUrl: string,
  more: { settings?: Record<string, string>; options?: Partial<ProviderContextOptions>; timeoutMs?: number } = {},
): ProviderContext {
  const prefix = name.toUpperCase();
  const { providers } = configuredProviders({
    [`${prefix}_API_KEY`]: "secret-key-1",
    [`${prefix}_BASE_URL`]: baseUrl,
    ...more.settings,
  });
  const configured = providers.find((provider) => provider.name === name);
  if (configured === undefined) throw new Error(`${name} is not in the catalogue`);
  return createProviderContext({
    entry: { ...configured.entry, timeoutMs: more.timeoutMs ?? configured.entry.timeoutMs },
    settings: configured.settings,
    takeTokens: async (_, count) => ({ granted: count, wait_ms: 0 }),
    now: () => Date.now(),
    // Waits of the clients are not what is tested here.
    sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 5), signal),
    fetch,
    signal: new AbortController().signal,
    ...more.options,
  });
}
