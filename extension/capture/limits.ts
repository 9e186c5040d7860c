import { browser } from "wxt/browser";
import { advanceConsentVersion, type CaptureLimits } from "#contracts/extension-messages.ts";
import { type CapUse, capUse, chooseCap, dayMs } from "#core/capture/run/daily-cap.ts";
import type { OutboxDatabase } from "../outbox/database.ts";

const capKey = "daily_cap";
const consentKey = "advance_consent";

const stored = async (key: string): Promise<unknown> => (await browser.storage.local.get(key))[key];

export const readCap = async (): Promise<number> => chooseCap(await stored(capKey));
export const writeCap = (people: number): Promise<void> => browser.storage.local.set({ [capKey]: chooseCap(people) });

/** When turning pages was agreed to, in its present version; null: not yet. */
export async function readAdvanceConsent(): Promise<string | null> {
  const kept = await stored(consentKey);
  if (typeof kept !== "object" || kept === null || !("version" in kept) || !("at" in kept)) return null;
  return kept.version === advanceConsentVersion && typeof kept.at === "string" ? kept.at : null;
}

export const writeAdvanceConsent = (at: Date): Promise<void> =>
  browser.storage.local.set({ [consentKey]: { version: advanceConsentVersion, at: at.toISOString() } });

/** What is left of the user's day. */
export async function dayUse(db: OutboxDatabase, owner: string, cap: number, now: number): Promise<CapUse> {
  const takings = await db.takings
    .where("[owner+at]")
    .between([owner, now - dayMs], [owner, Infinity])
    .toArray();
  return capUse(takings, cap, now);
}

export async function readLimits(db: OutboxDatabase, owner: string, now: number): Promise<CaptureLimits> {
  return { ...(await dayUse(db, owner, await readCap(), now)), advance_consent: await readAdvanceConsent() };
}
