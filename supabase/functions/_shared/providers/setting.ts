import type { ProviderContext } from "./client.ts";

/** A setting of the provider by the part behind its prefix: `setting(context, "API_KEY")` reads `HUNTER_API_KEY`. */
export function setting(context: ProviderContext, suffix: string): string | undefined {
  const value = context.settings[`${context.entry.name.toUpperCase()}_${suffix}`];
  return value === "" ? undefined : value;
}

/** The API key; the registry arms no provider without one. */
export function apiKey(context: ProviderContext): string {
  return setting(context, "API_KEY") ?? "";
}
