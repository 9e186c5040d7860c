import { browser } from "wxt/browser";
import { readerListSchema } from "#contracts/api/readers.ts";
import { readersOff } from "#core/capture/reader-switches.ts";
import { loadServerConfig } from "../session/server-config.ts";

const storageKey = "reader_switches";
/** A reader that went wrong is off everywhere within this. */
const askEveryMs = 6 * 60 * 60_000;

/** Names of the readers that the installation has switched off for this version, as last heard; none before that. */
export async function switchedOff(): Promise<string[]> {
  const kept = (await browser.storage.local.get(storageKey))[storageKey];
  const list = readerListSchema.safeParse(kept);
  return list.success ? readersOff(list.data.off, browser.runtime.getManifest().version) : [];
}

/** Asks again when the last answer is old. Without an answer, what was heard last stays. */
export async function refreshSwitches(now: number): Promise<void> {
  const asked: unknown = (await browser.storage.local.get(`${storageKey}_at`))[`${storageKey}_at`];
  if (typeof asked === "number" && asked <= now && now - asked < askEveryMs) return;
  const config = await loadServerConfig();
  if (config === null) return;
  try {
    const response = await fetch(`${config.api_url}/extension/readers`, { signal: AbortSignal.timeout(10_000) });
    const list = readerListSchema.safeParse(await response.json());
    if (!response.ok || !list.success) return;
    await browser.storage.local.set({ [storageKey]: list.data, [`${storageKey}_at`]: now });
  } catch {
    // Asked again with the next start of the worker.
  }
}
