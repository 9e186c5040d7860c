import type { CaptureOutcome, KnownOnPage, WorkerAnswer, WorkerRequest } from "#contracts/extension-messages.ts";
import { endRun, pauseRun, startRun } from "#core/capture/run/run-state.ts";
import { askKnown } from "../capture/ask-known.ts";
import { dayUse, readAdvanceConsent, readCap, readLimits, writeAdvanceConsent, writeCap } from "../capture/limits.ts";
import { drive, settle } from "../capture/run/drive.ts";
import { changeRun, openRun, resumeIn } from "../capture/run/runs.ts";
import { goodsOf, sizeOf, takeInto } from "../capture/take-into.ts";
import { leadsOf, lookAt, watchPages } from "../capture/take-page.ts";
import type { OutboxDatabase } from "../outbox/database.ts";
import { drain } from "../outbox/drain.ts";
import { readChoices } from "../session/choices.ts";
import { readConsent } from "../session/consent.ts";
import { currentSession, type SignedIn } from "../session/session.ts";

type CaptureType =
  | "capture"
  | "known"
  | "start_run"
  | "pause_run"
  | "resume_run"
  | "stop_run"
  | "let_go_on"
  | "accept_advance"
  | "limits"
  | "set_daily_cap";
export type CaptureRequest = Extract<WorkerRequest, { type: CaptureType }>;

const done: WorkerAnswer<null> = { ok: true, value: null };
const report = (error: unknown): void => console.error(error);

/** Does what the panel asks about pages and runs. Everything here needs somebody who is signed in. */
export async function answerCapture(db: OutboxDatabase, request: CaptureRequest): Promise<WorkerAnswer<unknown>> {
  const session = await currentSession();
  if (session === null) return { ok: false, reason: "signed_out" };
  switch (request.type) {
    case "capture":
      return capture(db, session, request);
    case "known":
      return known(session, request.tab);
    case "start_run":
      return start(db, session, request);
    case "resume_run":
      return resume(db, session, request.tab);
    case "pause_run":
      return halt(db, session, "pause");
    case "stop_run":
      return halt(db, session, "stop");
    case "let_go_on":
      return letGoOn(db, session, request.on);
    case "accept_advance":
      await writeAdvanceConsent(new Date());
      return done;
    case "limits":
      return { ok: true, value: await readLimits(db, session.id, Date.now()) };
    case "set_daily_cap":
      await writeCap(request.people);
      return done;
  }
}

/** Takes the page that the tab shows now. Answered only when everything is on disk. */
async function capture(
  db: OutboxDatabase,
  session: SignedIn,
  { tab, want, without }: Extract<WorkerRequest, { type: "capture" }>,
): Promise<WorkerAnswer<CaptureOutcome>> {
  if ((await readConsent()) === null) return { ok: false, reason: "no_consent" };
  const page = await lookAt(tab);
  if (page === null) return { ok: false, reason: "page_gone" };
  if (sizeOf(goodsOf(page, without)) === 0) return { ok: false, reason: "nothing_to_take" };
  const day = await dayUse(db, session.id, await readCap(), Date.now());
  if (day.left === 0) return { ok: false, reason: "daily_cap" };
  const { added, known: knew, incomplete, over_cap } = await takeInto(db, { session, page, want, without, run: null });
  // Not waited for: what is on disk is safe, and the panel sees the outbox change.
  drain(db).catch(report);
  return { ok: true, value: { added, known: knew, incomplete, over_cap } };
}

async function known(session: SignedIn, tab: number): Promise<WorkerAnswer<KnownOnPage>> {
  const page = await lookAt(tab);
  if (page === null) return { ok: false, reason: "page_gone" };
  const place = `${session.id} ${(await readChoices()).workspace ?? ""}`;
  const { asked, keys } = await askKnown(leadsOf(page), place, Date.now());
  return { ok: true, value: { asked, keys: [...keys] } };
}

async function start(
  db: OutboxDatabase,
  session: SignedIn,
  { mode, tab, want, fitting }: Extract<WorkerRequest, { type: "start_run" }>,
): Promise<WorkerAnswer<null>> {
  if ((await readConsent()) === null) return { ok: false, reason: "no_consent" };
  if (mode === "advance" && (await readAdvanceConsent()) === null) return { ok: false, reason: "no_advance_consent" };
  const now = Date.now();
  const day = await dayUse(db, session.id, await readCap(), now);
  if (day.left === 0) return { ok: false, reason: "daily_cap" };
  const space = (await readChoices()).workspace ?? "";
  const started = await db.transaction("rw", db.runs, async () => {
    if ((await openRun(db, session.id)) !== undefined) return false;
    const id = crypto.randomUUID();
    const state = startRun(mode, now);
    await db.runs.add({ id, owner: session.id, space, name: null, want, fitting, tab, started_at: now, state });
    return true;
  });
  if (!started) return { ok: false, reason: "run_active" };
  await watchPages(true, mode === "advance" ? tab : undefined);
  drive(db).catch(report);
  return done;
}

async function resume(db: OutboxDatabase, session: SignedIn, tab: number): Promise<WorkerAnswer<null>> {
  const run = await openRun(db, session.id);
  if (run === undefined) return { ok: false, reason: "no_run" };
  if (!(await resumeIn(db, run.id, tab, Date.now()))) return { ok: false, reason: "too_early" };
  await watchPages(true, run.state.mode === "advance" ? tab : undefined);
  drive(db).catch(report);
  return done;
}

/** Whether the run goes on by itself once it can. */
async function letGoOn(db: OutboxDatabase, session: SignedIn, on: boolean): Promise<WorkerAnswer<null>> {
  const run = await openRun(db, session.id);
  if (run === undefined) return { ok: false, reason: "no_run" };
  await db.runs.update(run.id, { goes_on: on });
  if (!on && run.state.status === "paused") await watchPages(false);
  drive(db).catch(report);
  return done;
}

/** Works at once, whatever the run is doing: each of its steps looks first whether it is still wanted. */
async function halt(db: OutboxDatabase, session: SignedIn, how: "pause" | "stop"): Promise<WorkerAnswer<null>> {
  const run = await openRun(db, session.id);
  if (run === undefined) return { ok: false, reason: "no_run" };
  await changeRun(db, run.id, (state) =>
    how === "stop" ? endRun(state, "by_user") : pauseRun(state, "by_user", Date.now()),
  );
  await watchPages(false);
  await settle(db, session.id);
  return done;
}
