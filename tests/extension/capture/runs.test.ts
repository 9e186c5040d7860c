import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { WorkerAnswer, WorkerRequest } from "#contracts/extension-messages.ts";
import { dayMs } from "#core/capture/run/daily-cap.ts";
import { keptSession, startIntake } from "#tests/support/extension/intake-server.ts";
import { openPagedTab } from "#tests/support/extension/paged-tab.ts";
import { type CaptureRun, type OutboxDatabase, openOutbox } from "../../../extension/outbox/database.ts";

/** A loaded machine is slow, not wrong. */
const patience = { timeout: 20_000, interval: 15 };

let intake: Awaited<ReturnType<typeof startIntake>>;
let db: OutboxDatabase;
let tab: ReturnType<typeof openPagedTab>;
let worker: Awaited<ReturnType<typeof startWorker>>;

beforeAll(async () => {
  intake = await startIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  fakeBrowser.reset();
  vi.stubGlobal("__CAPTELY_URL__", intake.origin);
  vi.useFakeTimers({ toFake: ["Date"] });
  Object.assign(intake, { people: new Map(), asked: new Map(), known: new Set() });
  tab = openPagedTab();
  Object.assign(fakeBrowser.tabs, {
    sendMessage: (_tab: number, request: Parameters<typeof tab.answer>[0]) => tab.answer(request),
    query: async () => [],
  });
  await fakeBrowser.storage.local.set({
    ...keptSession(),
    consent: { version: 2, at: "2026-01-01T00:00:00Z" },
    advance_consent: { version: 1, at: "2026-01-01T00:00:00Z" },
  });
  db = openOutbox(`runs-${Math.random()}`);
  worker = await startWorker();
});
afterEach(async () => {
  await worker.ask({ to: "worker", type: "stop_run" });
  await worker.drive(db);
  await worker.drain(db);
  vi.useRealTimers();
  // What ended workers left under way finds the database closed.
  vi.spyOn(console, "error").mockImplementation(() => {});
  await db.delete();
});

/** A worker that has just started: nothing of an earlier one is left but what is on disk. */
async function startWorker() {
  vi.resetModules();
  const { answerCapture } = await import("../../../extension/messaging/answer-capture.ts");
  const { drive, hearNews } = await import("../../../extension/capture/run/drive.ts");
  const { drain } = await import("../../../extension/outbox/drain.ts");
  type Request = Parameters<typeof answerCapture>[1];
  const ask = (request: WorkerRequest): Promise<WorkerAnswer<unknown>> => answerCapture(db, request as Request);
  return { ask, drive, hearNews, drain };
}

/** An ended worker's work: should it wake up after the test, it finds the database closed. */
const leave = (work: Promise<void>): void => void work.catch(() => {});

const start = (mode: "advance" | "browse" = "advance") =>
  worker.ask({ to: "worker", type: "start_run", mode, tab: 1, want: "email", fitting: false });
const readRun = async (): Promise<CaptureRun> => {
  const run = await db.runs.toCollection().last();
  if (run === undefined) throw new Error("no run");
  return run;
};

/** Lets the run go on, jumping from one of its times to the next, until it waits for the user. */
async function goOn(until: (run: CaptureRun) => boolean = () => false): Promise<CaptureRun> {
  for (let step = 0; step < 100; step += 1) {
    await worker.drive(db);
    const run = await readRun();
    if (run.state.status !== "running" || run.state.phase === "idle" || until(run)) return run;
    vi.setSystemTime(Math.max(Date.now(), run.state.next_at));
  }
  throw new Error("the run does not end");
}

describe("refusals", () => {
  it("turns no page without its own consent, and reads none without the first one", async () => {
    await fakeBrowser.storage.local.remove("advance_consent");
    expect(await start()).toEqual({ ok: false, reason: "no_advance_consent" });
    await fakeBrowser.storage.local.remove("consent");
    expect(await start("browse")).toEqual({ ok: false, reason: "no_consent" });
    await fakeBrowser.storage.local.remove("captely.session");
    expect(await start("browse")).toEqual({ ok: false, reason: "signed_out" });
    expect(await db.runs.count()).toBe(0);
  });

  it("has one collection at a time, and says when there is none", async () => {
    expect(await worker.ask({ to: "worker", type: "pause_run" })).toEqual({ ok: false, reason: "no_run" });
    expect(await worker.ask({ to: "worker", type: "resume_run", tab: 1 })).toEqual({ ok: false, reason: "no_run" });
    await start();
    expect(await start("browse")).toEqual({ ok: false, reason: "run_active" });
  });
});

describe("a run over a search", () => {
  it("takes every page once, marks whom the workspace has, and sends them together", async () => {
    intake.known = new Set(["910000000", "910000001", "910000030"]);
    await start();
    const run = await goOn();
    expect(run.state).toMatchObject({ status: "ended", reason: "last_page", added: 65, known: 3, page: 3, pages: 3 });
    expect(tab.pressed).toBe(2);
    expect(await db.leads.count()).toBe(65);
    await vi.waitFor(async () => expect(await db.batches.where({ state: "sent" }).count()).toBe(1), patience);
    expect(intake.people.size).toBe(65);
  });

  it("is named in the user's language and by their clock", async () => {
    await fakeBrowser.storage.local.set({ choices: { locale: "fr" } });
    vi.setSystemTime(new Date(2026, 10, 29, 9, 5));
    await start();
    await goOn(({ state }) => state.phase === "turn");
    expect((await readRun()).name).toBe("Recherche de prospects (Geography: France), 2026-11-29 09:05");
    expect((await db.batches.toArray()).map(({ name }) => name)).toEqual([(await readRun()).name]);
  });

  it("stays exactly within the day's limit, over which no page is taken, and goes on the next day", async () => {
    await worker.ask({ to: "worker", type: "set_daily_cap", people: 40 });
    await start();
    const cut = await goOn();
    expect(cut.state).toMatchObject({ status: "paused", reason: "daily_cap", added: 40, page: 1 });
    expect(await db.leads.count()).toBe(40);
    const limits = await worker.ask({ to: "worker", type: "limits" });
    expect(limits).toMatchObject({ ok: true, value: { cap: 40, used: 40, left: 0 } });
    expect(await worker.ask({ to: "worker", type: "resume_run", tab: 1 })).toEqual({ ok: false, reason: "too_early" });
    expect(await worker.ask({ to: "worker", type: "capture", tab: 1, want: "email", without: [] })).toEqual({
      ok: false,
      reason: "daily_cap",
    });
    vi.setSystemTime(Date.now() + dayMs);
    expect(await worker.ask({ to: "worker", type: "resume_run", tab: 1 })).toMatchObject({ ok: true });
    const whole = await goOn();
    expect(whole.state).toMatchObject({ status: "ended", added: 68, known: 0, repeated: 0, taken_pages: 3 });
    expect(await db.leads.count()).toBe(68);
  });

  it("presses once for a page when the worker ends between intention and press, and takes nothing twice", async () => {
    await start();
    await goOn(({ state }) => state.phase === "turn");
    // The worker is ended at the very moment: the press never happens, and nobody learns of it.
    tab.before = (request) => (request.type === "next" ? new Promise(() => {}) : undefined);
    vi.setSystemTime((await readRun()).state.next_at);
    leave(worker.drive(db));
    await vi.waitFor(
      async () => expect((await readRun()).state).toMatchObject({ phase: "arrive", presses: 1 }),
      patience,
    );
    tab.before = () => {};
    worker = await startWorker();
    expect((await goOn()).state).toMatchObject({ status: "ended", added: 68, repeated: 0 });
    expect(tab.pressed).toBe(2);
    expect(await db.leads.count()).toBe(68);
  });

  it("is ended after the press: the page that came is taken, none is skipped", async () => {
    await start();
    await goOn(({ state }) => state.phase === "turn");
    const { answer } = tab;
    // The page turned, its answer found nobody.
    tab.answer = async (request) => {
      const said = await answer(request);
      return request.type === "next" ? new Promise(() => {}) : said;
    };
    vi.setSystemTime((await readRun()).state.next_at);
    leave(worker.drive(db));
    await vi.waitFor(() => expect(tab.pressed).toBe(1), patience);
    tab.answer = answer;
    worker = await startWorker();
    expect((await goOn()).state).toMatchObject({ status: "ended", added: 68 });
    expect(tab.pressed).toBe(2);
  });

  it.each([
    ["throttled", "throttled"],
    ["closed", "tab_gone"],
    ["dead", "did_not_advance"],
  ] as const)("stops when the page is %s, and keeps what it has", async (mood, reason) => {
    await start();
    await goOn(({ state }) => state.phase === "turn");
    tab.mood = mood;
    expect((await goOn()).state).toMatchObject({ status: "paused", reason, added: 25 });
    expect(await db.leads.count()).toBe(25);
    const pressed = tab.pressed;
    expect(pressed).toBeLessThanOrEqual(2);
    await worker.drive(db);
    expect(tab.pressed).toBe(pressed);
  });

  it("goes on in a new tab with a new session of the search", async () => {
    await start();
    await goOn(({ state }) => state.phase === "turn");
    tab.mood = "closed";
    await goOn();
    Object.assign(tab, { mood: "up", session: "S2", page: 1 });
    await worker.ask({ to: "worker", type: "resume_run", tab: 2 });
    expect((await goOn()).state).toMatchObject({ status: "ended", added: 68, sessions: 2 });
  });

  it("writes nothing of a page for which there is no room, says so, and takes it later", async () => {
    await start();
    await goOn(({ state }) => state.phase === "turn");
    vi.spyOn(console, "error").mockImplementation(() => {});
    const full = () => {
      throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
    };
    db.leads.hook("creating").subscribe(full);
    expect((await goOn()).state).toMatchObject({ status: "paused", reason: "storage_full", added: 25, page: 1 });
    expect([await db.leads.count(), (await db.batches.toArray()).map(({ count }) => count)]).toEqual([25, [25]]);
    db.leads.hook("creating").unsubscribe(full);
    await worker.ask({ to: "worker", type: "resume_run", tab: 1 });
    expect((await goOn()).state).toMatchObject({ status: "ended", added: 68 });
  });

  it("stops at once: a page that is being read is no longer taken", async () => {
    await start();
    await goOn(({ state }) => state.phase === "turn");
    await worker.ask({ to: "worker", type: "pause_run" });
    tab.before = async (request) => {
      if (request.type === "look") await worker.ask({ to: "worker", type: "stop_run" });
    };
    tab.page = 2;
    await worker.ask({ to: "worker", type: "resume_run", tab: 1 });
    expect((await goOn()).state).toMatchObject({ status: "ended", reason: "by_user", added: 25 });
    expect(await db.leads.count()).toBe(25);
  });
});

describe("a run that may go on by itself", () => {
  const letGoOn = (on = true) => worker.ask({ to: "worker", type: "let_go_on", on });
  const alarm = () => fakeBrowser.alarms.get("run");

  /** Stands at the day's limit, in the middle of the third page. */
  async function reachLimit(): Promise<CaptureRun> {
    await worker.ask({ to: "worker", type: "set_daily_cap", people: 60 });
    await start();
    const run = await goOn();
    expect(run.state).toMatchObject({ status: "paused", reason: "daily_cap" });
    return run;
  }

  it("does not unless its user has said so", async () => {
    expect(await letGoOn()).toEqual({ ok: false, reason: "no_run" });
    await reachLimit();
    await letGoOn();
    await letGoOn(false);
    await worker.drive(db);
    expect(await alarm()).toBeUndefined();
    vi.setSystemTime(Date.now() + dayMs);
    worker = await startWorker();
    expect((await goOn()).state).toMatchObject({ status: "paused", reason: "daily_cap", added: 60 });
    expect(await worker.hearNews(db, 1)).toBe(false);
  });

  it("goes on when the limit has room again, woken by the alarm, also of a new worker", async () => {
    const { state } = await reachLimit();
    await letGoOn();
    await worker.drive(db);
    expect((await alarm())?.scheduledTime).toBe(state.not_before);
    expect((await goOn()).state.status).toBe("paused");
    worker = await startWorker();
    vi.setSystemTime(state.not_before);
    const whole = await goOn();
    expect(whole.state).toMatchObject({ status: "ended", reason: "last_page", added: 68, repeated: 0 });
    expect(await db.leads.count()).toBe(68);
  });

  it("asks again where a page never answered", async () => {
    let asked = 0;
    tab.before = () => {
      asked += 1;
      return asked === 1 ? new Promise(() => {}) : undefined;
    };
    expect(await start()).toMatchObject({ ok: true });
    const run = await goOn(({ state }) => state.page > 0);
    expect(run.state.page).toBe(1);
    expect(asked).toBeGreaterThan(1);
  });

  it("waits for the search when its tab is gone, and takes no other page for it", async () => {
    const { state } = await reachLimit();
    await letGoOn();
    tab.mood = "closed";
    vi.setSystemTime(state.not_before);
    expect((await goOn()).state).toMatchObject({ status: "paused", reason: "tab_gone" });
    tab.mood = "up";
    // Another search, and the first page of this one, which somebody may look at for another reason.
    for (const elsewhere of [
      { query: "y", page: 3 },
      { query: "x", page: 1 },
    ]) {
      Object.assign(tab, elsewhere);
      expect(await worker.hearNews(db, 7)).toBe(true);
      expect((await readRun()).state.status).toBe("paused");
    }
    Object.assign(tab, { query: "x", page: 3 });
    expect(await worker.hearNews(db, 7)).toBe(true);
    expect(await goOn()).toMatchObject({ tab: 7, state: { status: "ended", added: 68 } });
  });

  it.each([
    ["throttled", "throttled"],
    ["dead", "did_not_advance"],
  ] as const)("never does after the page was %s", async (mood, reason) => {
    await start();
    await letGoOn();
    await goOn(({ state }) => state.phase === "turn");
    tab.mood = mood;
    expect((await goOn()).state).toMatchObject({ status: "paused", reason });
    tab.mood = "up";
    vi.setSystemTime(Date.now() + 2 * dayMs);
    expect(await worker.hearNews(db, 1)).toBe(false);
    expect((await goOn()).state.status).toBe("paused");
  });

  it("does not for somebody else, nor without the consents", async () => {
    await reachLimit();
    await letGoOn();
    const kept = await fakeBrowser.storage.local.get(null);
    vi.setSystemTime(Date.now() + dayMs);
    for (const missing of ["captely.session", "consent", "advance_consent"]) {
      await fakeBrowser.storage.local.remove(missing);
      expect(await worker.hearNews(db, 1)).toBe(true);
      expect((await readRun()).state.status).toBe("paused");
      await fakeBrowser.storage.local.set(kept);
    }
    expect(await worker.hearNews(db, 1)).toBe(true);
    expect((await goOn()).state).toMatchObject({ status: "ended", added: 68 });
  });

  it("listens to every tab while it waits, and to none once it is over", async () => {
    const watched = new Map<number, boolean>();
    const { answer } = tab;
    Object.assign(fakeBrowser.tabs, {
      query: async () => [{ id: 1 }, { id: 9 }],
      sendMessage: (id: number, request: Parameters<typeof answer>[0]) => {
        if (request.type === "watch") watched.set(id, request.on);
        return answer(request);
      },
    });
    await start();
    await letGoOn();
    await goOn(({ state }) => state.phase === "turn");
    expect([...watched]).toEqual([[1, true]]);
    tab.mood = "closed";
    expect((await goOn()).state).toMatchObject({ status: "paused", reason: "tab_gone" });
    await worker.drive(db);
    expect(watched.get(9)).toBe(true);
    await worker.ask({ to: "worker", type: "stop_run" });
    expect([...watched.values()]).toEqual([false, false]);
  });

  it("is stopped by Stop while it waits", async () => {
    const { state } = await reachLimit();
    await letGoOn();
    await worker.ask({ to: "worker", type: "stop_run" });
    vi.setSystemTime(state.not_before);
    await worker.drive(db);
    expect((await readRun()).state).toMatchObject({ status: "ended", reason: "by_user" });
    expect(await alarm()).toBeUndefined();
  });
});
