import type { ConfiguredProvider } from "./registry.ts";

/** Tells keys of a provider apart without revealing them: the first 16 hex digits of the key's SHA-256. */
export async function providerKeyId({ entry, settings }: ConfiguredProvider): Promise<string> {
  const secret = entry.settings.map((name) => settings[name] ?? "").join("\n");
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
