import PQueue from "p-queue";
import { browser } from "wxt/browser";
import { loadServerConfig } from "../session/server-config.ts";
import { currentSession } from "../session/session.ts";
import { claimDue, recoverStale, release, wakeTime } from "./claim.ts";
import type { OutboxDatabase } from "./database.ts";
import { deliver } from "./deliver.ts";

export const drainAlarm = "outbox";
/** Requests at a time: the server takes 600 a minute, and the order of batches does not matter. */
const concurrency = 3;
/** Chrome wakes a worker at most twice a minute. */
const shortestAlarmMs = 30_000;
/** While a drain is under way: should the worker die in the middle of it, it is woken to go on. */
const guardMs = 60_000;
const lookAgainMs = 5 * 60_000;

/** This worker's life. A new worker knows by it which leases are dead. */
const holder = crypto.randomUUID();
let running: Promise<void> | null = null;
let again = false;

/** Sends everything that is due. One run at a time; a call during a run makes it look once more. */
export function drain(db: OutboxDatabase): Promise<void> {
  again = true;
  running ??= loop(db).finally(() => {
    running = null;
  });
  return running;
}

async function loop(db: OutboxDatabase): Promise<void> {
  while (again) {
    again = false;
    await runOnce(db);
  }
}

async function runOnce(db: OutboxDatabase): Promise<void> {
  await recoverStale(db, holder, Date.now());
  const [session, config] = [await currentSession(), await loadServerConfig()];
  if (session === null || config === null) {
    // Signed out, or offline with a token that has to be renewed: look again later, as long as there is something to send.
    const unsent = await db.batches.where("state").anyOf("pending", "sending").count();
    return setAlarm(unsent === 0 ? null : Date.now() + lookAgainMs);
  }
  // Signed in again: what waited for that goes on.
  await release(db, session.id, Date.now(), "signed_out");
  const queue = new PQueue({ concurrency });
  for (;;) {
    // One is leased ahead of those on their way: none waits long within its lease, and no connection waits for another.
    await queue.onSizeLessThan(1);
    // Asked for each time: a token may end in the middle of a long drain.
    const now = await currentSession();
    const [batch] = now?.id === session.id ? await claimDue(db, session.id, holder, Date.now(), 1) : [];
    if (now !== null && batch !== undefined) {
      await browser.alarms.create(drainAlarm, { when: Date.now() + guardMs });
      const sender = { apiUrl: config.api_url, token: now.token, now: Date.now };
      queue.add(() => deliver(db, batch, sender)).catch((error) => console.error(error));
    } else if (queue.pending + queue.size > 0) {
      // What comes back may be due again, and what was enqueued meanwhile is.
      await queue.onIdle();
    } else break;
  }
  await setAlarm(await wakeTime(db, session.id));
}

async function setAlarm(at: number | null): Promise<void> {
  if (at === null) await browser.alarms.clear(drainAlarm);
  else await browser.alarms.create(drainAlarm, { when: Math.max(at, Date.now() + shortestAlarmMs) });
}
