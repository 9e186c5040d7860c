import { catalogue } from "#core/cascade/catalogue.ts";
import { type ConfiguredProvider, configuredProviders } from "#functions/_shared/providers/registry.ts";
import { startSimulators } from "#local/simulators/index.ts";

export interface OpenProviders {
  sandbox: boolean;
  configured: ConfiguredProvider[];
  /** Providers without a key; the report names them. */
  leftOut: string[];
  /** The simulators' resolver, or null: the system's. */
  dohUrl: string | null;
  close(): Promise<void>;
}

/** The user's own providers; the bundled simulators when no key is set or the sandbox is asked for. */
export async function openProviders(wantsSandbox: boolean): Promise<OpenProviders> {
  const own = configuredProviders();
  if (!wantsSandbox && own.providers.length > 0) {
    return {
      sandbox: false,
      configured: own.providers,
      leftOut: own.leftOut.map((provider) => provider.name),
      dohUrl: null,
      close: async () => {},
    };
  }
  const simulators = await startSimulators({ latency: "fast" });
  const settings: Record<string, string> = {};
  for (const entry of catalogue) {
    const name = entry.name as keyof typeof simulators.baseUrls;
    settings[`${entry.name.toUpperCase()}_BASE_URL`] = simulators.baseUrls[name];
    for (const setting of entry.settings) settings[setting] = simulators.keys[name];
    // Simulated jobs end in seconds: nobody wants to watch the vendors' polling pace.
    settings[`${entry.name.toUpperCase()}_POLL_MS`] = "1000";
  }
  return {
    sandbox: true,
    configured: configuredProviders(settings).providers,
    leftOut: [],
    dohUrl: simulators.dohUrl,
    close: () => simulators.close(),
  };
}
