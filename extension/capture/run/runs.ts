import { pauseRun, type RunState, resumeRun, waitsForChance } from "#core/capture/run/run-state.ts";
import type { PauseReason } from "#core/capture/run/words.ts";
import type { CaptureRun, OutboxDatabase } from "../../outbox/database.ts";

/** The run that is under way; one browser has one. */
export const runningRun = (db: OutboxDatabase): Promise<CaptureRun | undefined> =>
  db.runs.where("state.status").equals("running").first();

/** The run that is not over: under way or paused. */
export const openRun = (db: OutboxDatabase, owner: string): Promise<CaptureRun | undefined> =>
  db.runs
    .where("state.status")
    .anyOf("running", "paused")
    .and((run) => run.owner === owner)
    .last();

/** Changes the state as it is now, not as it was when somebody began to think about it. */
export const changeRun = (
  db: OutboxDatabase,
  id: string,
  change: (state: RunState, run: CaptureRun) => RunState | null,
): Promise<CaptureRun | null> =>
  db.transaction("rw", db.runs, async () => {
    const run = await db.runs.get(id);
    if (run === undefined) return null;
    const state = change(run.state, run);
    if (state === null) return null;
    if (state !== run.state) await db.runs.put({ ...run, state });
    return { ...run, state };
  });

/** The run that may go on without a click; null: none does. */
export const waitingRun = (db: OutboxDatabase): Promise<CaptureRun | undefined> =>
  db.runs
    .where("state.status")
    .equals("paused")
    .and((run) => run.goes_on === true && waitsForChance(run.state))
    .last();

/** Goes on in a tab; false while it is too early, or when there is nothing to go on with. */
export const resumeIn = (db: OutboxDatabase, id: string, tab: number, now: number): Promise<boolean> =>
  db.transaction("rw", db.runs, async () => {
    const run = await db.runs.get(id);
    const state = run === undefined ? null : resumeRun(run.state, now);
    if (run === undefined || state === null) return false;
    await db.runs.put({ ...run, tab, state });
    return true;
  });

/** Pauses the run that is under way. `tab`: only one that turns the pages of that tab. */
export const pauseRunning = (db: OutboxDatabase, reason: PauseReason, now: number, tab?: number): Promise<void> =>
  db.transaction("rw", db.runs, async () => {
    const run = await runningRun(db);
    if (run === undefined || (tab !== undefined && (run.tab !== tab || run.state.mode !== "advance"))) return;
    await db.runs.put({ ...run, state: pauseRun(run.state, reason, now) });
  });
