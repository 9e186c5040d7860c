import { browser } from "wxt/browser";
import type { OutboxDatabase } from "../outbox/database.ts";
import { signOut } from "./session.ts";

/** Removes everything that the extension keeps in this browser: session, settings, consent, outbox. */
export async function erase(db: OutboxDatabase): Promise<void> {
  await signOut();
  await db.transaction("rw", db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  await browser.alarms.clearAll();
  await browser.storage.local.clear();
}
