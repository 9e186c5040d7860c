import { loseTab, standsAt } from "#core/capture/run/run-state.ts";
import type { CaptureRun, OutboxDatabase } from "../../outbox/database.ts";
import { readConsent } from "../../session/consent.ts";
import { currentSession } from "../../session/session.ts";
import { readAdvanceConsent } from "../limits.ts";
import { lookAt, watchPages } from "../take-page.ts";
import { changeRun, resumeIn, waitingRun } from "./runs.ts";

/**
 * A run whose user has said that it may go on by itself, once its time has come: where its tab still shows the search, it
 * does; else it waits until the search is opened.
 * @returns when to look again; null: nothing to wait for but the user
 */
export async function goOnInTime(db: OutboxDatabase): Promise<number | "went_on" | null> {
  const run = await waitingRun(db);
  // The search may be opened in any tab.
  if (run !== undefined) await watchPages(true);
  if (run === undefined || run.state.reason !== "daily_cap") return null;
  if (Date.now() < run.state.not_before) return run.state.not_before;
  if (await goOnIn(db, run, run.tab)) return "went_on";
  await changeRun(db, run.id, loseTab);
  return null;
}

/** Goes on in a tab that has just been opened or moved, if it shows where a run stood. */
export async function goOnAt(db: OutboxDatabase, tab: number): Promise<"went_on" | "waits" | "none"> {
  const run = await waitingRun(db);
  if (run === undefined) return "none";
  return (await goOnIn(db, run, tab)) ? "went_on" : "waits";
}

async function goOnIn(db: OutboxDatabase, run: CaptureRun, tab: number): Promise<boolean> {
  if (Date.now() < run.state.not_before) return false;
  const [session, consent, advance] = [await currentSession(), await readConsent(), await readAdvanceConsent()];
  if (session?.id !== run.owner || consent === null || advance === null) return false;
  const page = await lookAt(tab);
  return page !== null && standsAt(run.state, page.url) && (await resumeIn(db, run.id, tab, Date.now()));
}
