import { browser } from "wxt/browser";
import type { PageAnswer } from "#contracts/extension-messages.ts";
import { searchIdentity } from "#core/capture/pages/page-address.ts";
import { judgePage, type SeenPage } from "#core/capture/run/judge-page.ts";
import {
  addTurn,
  arriveMs,
  endSearch,
  intendTurn,
  lookAgainMs,
  noticeNews,
  pauseRun,
} from "#core/capture/run/run-state.ts";
import type { PauseReason } from "#core/capture/run/words.ts";
import { release } from "../../outbox/claim.ts";
import type { CaptureRun, OutboxDatabase } from "../../outbox/database.ts";
import { drain } from "../../outbox/drain.ts";
import { currentSession, type SignedIn } from "../../session/session.ts";
import { signatureOf, takeInto } from "../take-into.ts";
import { lookAt, scrollPage, turnPage } from "../take-page.ts";
import { goOnAt, goOnInTime } from "./go-on.ts";
import { changeRun, runningRun } from "./runs.ts";

export const runAlarm = "run";
/** Chrome wakes a worker at most twice a minute; shorter waits are timed by the worker itself, as long as it lives. */
const shortestAlarmMs = 30_000;
const scrollRestMs = 900;

let driving: Promise<void> | null = null;
let again = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Carries the run on that is under way, from what is written down of it: called when something happened, when its time
 * has come, and when a worker starts. One at a time.
 */
export function drive(db: OutboxDatabase): Promise<void> {
  again = true;
  driving ??= loop(db);
  return driving;
}

async function loop(db: OutboxDatabase): Promise<void> {
  try {
    while (again) {
      again = false;
      await driveOnce(db);
    }
  } finally {
    // At once: somebody who calls between the last look and a later moment would wait for a loop that is over.
    driving = null;
  }
}

async function driveOnce(db: OutboxDatabase): Promise<void> {
  for (;;) {
    const run = await runningRun(db);
    clearTimeout(timer);
    if (run === undefined || run.state.phase === "idle") {
      const then = run === undefined ? await goOnInTime(db) : null;
      if (then === "went_on") continue;
      if (then === null) await browser.alarms.clear(runAlarm);
      else await browser.alarms.create(runAlarm, { when: Math.max(then, Date.now() + shortestAlarmMs) });
      return;
    }
    const wait = run.state.next_at - Date.now();
    if (wait > 0) {
      // The alarm goes on should this worker be gone by then.
      await browser.alarms.create(runAlarm, { when: Date.now() + Math.max(wait, shortestAlarmMs) });
      timer = setTimeout(() => void drive(db).catch(report), Math.min(wait, shortestAlarmMs));
      return;
    }
    const session = await currentSession();
    if (session?.id === run.owner) await step(db, run, session);
    else await pause(db, run, "session_ended");
  }
}

const report = (error: unknown): void => console.error(error);

async function step(db: OutboxDatabase, run: CaptureRun, session: SignedIn): Promise<void> {
  const page = await lookAt(run.tab);
  // While a page that is gone was being asked, somebody may have gone on with another tab, or stopped.
  const current = await db.runs.get(run.id);
  if (current?.state.status !== "running" || current.tab !== run.tab) return;
  const verdict = judgePage(run.state, page === null ? null : seen(page), Date.now());
  const { id } = run;
  switch (verdict.to) {
    case "take":
      if (page !== null) await take(db, run, page, session);
      return;
    case "turn":
      return turn(db, run);
    case "scroll":
      await scrollPage(run.tab);
      await changeRun(db, id, (state) => ({
        ...state,
        scrolls: state.scrolls + 1,
        next_at: Date.now() + scrollRestMs + Math.random() * scrollRestMs,
        deadline: Date.now() + arriveMs,
      }));
      return;
    case "wait":
      await changeRun(db, id, (state) => ({ ...state, next_at: verdict.until }));
      return;
    case "pass":
      await changeRun(db, id, (state) => ({ ...state, phase: "idle" }));
      return;
    case "end":
      await changeRun(db, id, endSearch);
      return settle(db, run.owner);
    case "pause":
      return pause(db, run, verdict.reason);
  }
}

async function take(db: OutboxDatabase, run: CaptureRun, page: PageAnswer, session: SignedIn): Promise<void> {
  try {
    await takeInto(db, { session, page, want: run.want, without: [], run });
  } catch (error) {
    // Nothing of the page was written: it is taken again when there is room.
    report(error);
    return pause(db, run, "storage_full");
  }
  const after = await db.runs.get(run.id);
  if (after?.state.status === "running") drain(db).catch(report);
  else await settle(db, run.owner);
}

async function turn(db: OutboxDatabase, run: CaptureRun): Promise<void> {
  // Written down first: a worker that ends in between waits for the page instead of pressing twice.
  const intended = await changeRun(db, run.id, (state) =>
    state.status === "running" ? intendTurn(state, Date.now()) : null,
  );
  if (intended === null) return;
  const turned = await turnPage(run.tab);
  if (turned === null) return;
  const after = await changeRun(db, run.id, (state) => addTurn(state, turned, Date.now()));
  if (after?.state.status !== "running") await settle(db, run.owner);
}

async function pause(db: OutboxDatabase, run: CaptureRun, reason: PauseReason): Promise<void> {
  await changeRun(db, run.id, (state) => pauseRun(state, reason, Date.now()));
  await settle(db, run.owner);
}

/** What waits for more people is sent: there will be none for now. */
export async function settle(db: OutboxDatabase, owner: string): Promise<void> {
  await release(db, owner, Date.now(), "gathering");
  drain(db).catch(report);
}

const seen = (page: PageAnswer): SeenPage => ({
  kind: page.kind,
  state: page.state,
  search: searchIdentity(page.url),
  paging: page.paging,
  signature: signatureOf(page),
  rows: page.rows.length,
  unreadable: page.refused.unreadable ?? 0,
  shown_only: page.rows.every((row) => row.source === "dom"),
});

/**
 * A page said that it is there or shows something new.
 * @returns whether to go on telling
 */
export async function hearNews(db: OutboxDatabase, tab: number): Promise<boolean> {
  const run = await runningRun(db);
  if (run === undefined) {
    const heard = await goOnAt(db, tab);
    if (heard === "went_on") drive(db).catch(report);
    return heard !== "none";
  }
  const { mode } = run.state;
  if (mode === "advance" && run.tab !== tab) return false;
  const now = Date.now();
  await db.transaction("rw", db.runs, async () => {
    const current = await db.runs.get(run.id);
    if (current === undefined) return;
    // A page that is being looked at is finished first; the one that came meanwhile follows by its own news.
    const moved = current.state.phase === "idle" ? tab : current.tab;
    const state = noticeNews(current.state, mode === "advance" ? now : now + lookAgainMs / 4);
    await db.runs.put({ ...current, tab: moved, state });
  });
  drive(db).catch(report);
  return true;
}
