import { browser } from "wxt/browser";
import { consentVersion } from "#contracts/extension-messages.ts";

const storageKey = "consent";

/** When the consent to the present version was given; null: not yet. */
export async function readConsent(): Promise<string | null> {
  const kept: unknown = (await browser.storage.local.get(storageKey))[storageKey];
  if (typeof kept !== "object" || kept === null || !("version" in kept) || !("at" in kept)) return null;
  return kept.version === consentVersion && typeof kept.at === "string" ? kept.at : null;
}

export const writeConsent = (at: Date): Promise<void> =>
  browser.storage.local.set({ [storageKey]: { version: consentVersion, at: at.toISOString() } });
