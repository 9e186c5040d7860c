import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { keptSession, owner, startIntake } from "#tests/support/extension/intake-server.ts";
import { leadSearchBody } from "#tests/support/salesnav/people.ts";
import { type OutboxDatabase, openOutbox } from "../../../extension/outbox/database.ts";
import { enqueue } from "../../../extension/outbox/enqueue.ts";

let intake: Awaited<ReturnType<typeof startIntake>>;
let db: OutboxDatabase;

beforeAll(async () => {
  intake = await startIntake();
});
afterAll(() => intake.close());
beforeEach(async () => {
  fakeBrowser.reset();
  vi.stubGlobal("__CAPTELY_URL__", intake.origin);
  vi.stubGlobal("self", { location: { origin: "chrome-extension://id" }, addEventListener: () => {} });
  Object.assign(fakeBrowser, { sidePanel: { setPanelBehavior: async () => {} } });
  Object.assign(fakeBrowser.storage.local, { setAccessLevel: async () => {} });
  vi.useFakeTimers({ toFake: ["Date"] });
  await fakeBrowser.storage.local.set(keptSession());
  const fresh = { people: new Map(), companies: new Map(), asked: new Map(), tokens: new Set() };
  Object.assign(intake, { ...fresh, mood: () => "up" });
  db = openOutbox();
});
afterEach(async () => {
  vi.useRealTimers();
  // Dexie says that ended workers had the database open; they did.
  vi.spyOn(console, "warn").mockImplementation(() => {});
  await db.delete();
});

/** The browser starts the worker: nothing of an earlier one is left but what is on disk. */
async function startWorker(): Promise<void> {
  fakeBrowser.alarms.onAlarm.removeAllListeners();
  vi.resetModules();
  const background = await import("../../../extension/entrypoints/background.ts");
  background.default.main();
}

const unsent = () => db.batches.where("state").notEqual("sent").count();

/** Lets time pass up to the alarm and rings it. */
async function ringAlarm(): Promise<void> {
  const alarm = await fakeBrowser.alarms.get("outbox");
  if (alarm === undefined) return;
  vi.setSystemTime(Math.max(Date.now(), alarm.scheduledTime));
  await fakeBrowser.alarms.onAlarm.trigger(alarm);
}

/**
 * Looks again until it holds, for a loaded machine is slow, not wrong. The clock stands still meanwhile: `vi.waitFor`
 * would move it, and batches would fall due that wait for the next alarm.
 */
async function soon(check: () => unknown): Promise<void> {
  const from = performance.now();
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() - from > 60_000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}

const quiet = () =>
  soon(async () => {
    const now = Date.now();
    const busy = await db.batches
      .filter(({ state, next_at }) => state === "sending" || (state === "pending" && next_at <= now))
      .count();
    expect(busy).toBe(0);
  });

/** Waits until the worker rests, then rings the alarm it has set; the first may be the one that only guards a drain. */
async function ringOnce(): Promise<void> {
  await quiet();
  if ((await unsent()) === 0) return;
  await soon(async () => expect(await fakeBrowser.alarms.get("outbox")).toBeDefined());
  await ringAlarm();
}

async function ringUntilSent(rings: number): Promise<void> {
  for (let ring = 0; ring < rings; ring += 1) await ringOnce();
  await soon(async () => expect(await unsent()).toBe(0));
}

const [template] = readResponse({
  url: "/sales-api/salesApiLeadSearch",
  status: 200,
  body: leadSearchBody({ total: 1 }),
}).rows.map(cleanCaptured);
function leads(from: number, count: number): CapturedLead[] {
  if (template === undefined) throw new Error("no lead");
  return Array.from({ length: count }, (_, offset) => {
    const id = String(920_000_000 + from + offset);
    return { ...template, member_id: id, person_key: `li:#${id}`, full_name: `Ada Example ${from + offset}` };
  });
}
const take = (from: number, count: number, more: { gatherMs?: number } = {}) =>
  enqueue(db, {
    owner,
    name: "Search",
    want: "email",
    goods: { kind: "people", leads: leads(from, count) },
    now: Date.now(),
    newId: () => crypto.randomUUID(),
    ...more,
  });

it("wakes by the alarm until everything is there, and sets none when nothing waits", async () => {
  intake.mood = (request) => (request === 1 ? "down" : request === 2 ? 503 : "up");
  await take(0, 30);
  await startWorker();
  await quiet();
  const first = await fakeBrowser.alarms.get("outbox");
  expect((first?.scheduledTime ?? 0) - Date.now()).toBeGreaterThan(50_000);
  expect(await db.batches.toArray()).toMatchObject([{ state: "pending", reason: "offline", attempts: 1 }]);
  await ringUntilSent(6);
  expect(await db.batches.toArray()).toMatchObject([{ state: "sent", attempts: 3 }]);
  await soon(async () => expect(await fakeBrowser.alarms.get("outbox")).toBeUndefined());
  expect([...intake.people.values()]).toEqual(Array(30).fill(1));
});

it("a worker that starts puts the leases of the one before it back, and asks with the same key", async () => {
  await take(0, 3);
  const [batch] = await db.batches.toArray();
  await db.batches.update(batch?.id ?? "", { state: "sending", holder: "gone", leased_until: Date.now() + 80_000 });
  await startWorker();
  await soon(async () => expect(await unsent()).toBe(0));
  expect([...intake.asked]).toEqual([[batch?.id, 1]]);
});

it("a batch that waits for more people is not sent early, and not late", async () => {
  await take(0, 25, { gatherMs: 60_000 });
  await startWorker();
  await soon(async () => expect(await fakeBrowser.alarms.get("outbox")).toBeDefined());
  expect(intake.asked.size).toBe(0);
  await take(25, 25, { gatherMs: 60_000 });
  await ringUntilSent(3);
  expect(intake.asked.size).toBe(1);
  expect(intake.people.size).toBe(50);
});

it("is not held up by one request that hangs", async () => {
  let letGo = (_mood: "up") => {};
  const hanging = new Promise<"up">((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  intake.mood = () => (asked++ === 0 ? hanging : "up");
  await take(0, 1_000);
  await startWorker();
  await soon(async () => expect(await unsent()).toBe(1));
  letGo("up");
  await soon(async () => expect(await unsent()).toBe(0));
  expect([...intake.asked.values()]).toEqual(Array(10).fill(1));
});

it("shows the token of the moment, also when it is renewed in the middle of a drain", async () => {
  let asked = 0;
  intake.mood = async () => {
    asked += 1;
    if (asked === 4) await fakeBrowser.storage.local.set(keptSession("renewed"));
    return "up" as const;
  };
  await take(0, 1_000);
  await startWorker();
  await soon(async () => expect(await unsent()).toBe(0));
  expect([...intake.tokens]).toEqual(["token", "renewed"]);
});

it("keeps what waits while nobody is signed in, and goes on when somebody is", async () => {
  await fakeBrowser.storage.local.clear();
  await take(0, 3);
  await startWorker();
  await soon(async () => expect(await fakeBrowser.alarms.get("outbox")).toBeDefined());
  expect([intake.asked.size, await unsent()]).toEqual([0, 1]);
  await fakeBrowser.storage.local.set(keptSession());
  await ringAlarm();
  await soon(async () => expect(await unsent()).toBe(0));
});

it("brings ten thousand people once each over a line that fails in every way, through workers that end", async () => {
  // Each third request fails: refused, cut before or after the work.
  const moods = ["up", "lost", "up", 500, "up", "up", "down", "up", 429] as const;
  intake.mood = (request) => moods[request % moods.length] ?? "up";
  for (let from = 0; from < 10_000; from += 500) await take(from, 500);
  expect(await db.leads.count()).toBe(10_000);
  let workers = 0;
  for (let round = 0; round < 40 && (await unsent()) > 0; round += 1) {
    if (round % 5 === 0) {
      workers += 1;
      await startWorker();
    }
    await ringOnce();
  }
  await quiet();
  expect(await unsent()).toBe(0);
  expect(intake.people.size).toBe(10_000);
  expect(new Set(intake.people.values())).toEqual(new Set([1]));
  // Sent, and still there: nothing is pruned.
  expect(await db.leads.count()).toBe(10_000);
  expect(Math.max(...intake.asked.values())).toBeGreaterThan(1);
  expect(workers).toBeGreaterThan(0);
}, 120_000);
