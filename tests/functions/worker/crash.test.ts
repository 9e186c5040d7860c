import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Db } from "#functions/_shared/db/port.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";

let harness: Harness;
beforeEach(async () => {
  harness = await openHarness();
});
afterEach(() => harness.close());

class Killed extends Error {}

/**
 * A database connection whose owner dies: at its nth call of a function, just before or just after it took effect. Dead
 * is dead, so that every later call fails too.
 */
function dyingDb(db: Db, name: string, nth: number, moment: "before" | "after"): Db {
  let calls = 0;
  let dead = false;
  return {
    rpc: async <T>(called: string, args: Record<string, unknown>): Promise<T> => {
      if (dead) throw new Killed("dead");
      const isLast = called === name && ++calls === nth;
      dead ||= isLast && moment === "before";
      if (dead) throw new Killed("died before");
      const answer = await db.rpc<T>(called, args);
      if (isLast) {
        dead = true;
        throw new Killed("died after");
      }
      return answer;
    },
  };
}

const steps = ["worker_claim", "worker_submitted", "worker_answered", "worker_settle", "provider_report"];
const moments = ["before", "after"] as const;

async function dieThreeTimes(step: string, moment: "before" | "after"): Promise<void> {
  for (const nth of [1, 2, 3]) {
    const dying = await harness.worker({ db: dyingDb(harness.db, step, nth, moment) });
    await harness.run(dying, 15_000).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await harness.db.rpc("worker_takeover", { p_forget_submitted: false });
  }
}

async function expectWholeAndBalanced(contacts: number): Promise<void> {
  expect(
    await harness.one(`select status, done_count, reserved_micros,
      (select count(*)::int from public.contacts where status = 'done' and result is not null) as ended,
      (select count(*)::int from public.tasks where status in ('ready', 'leased', 'paused')) as open,
      (select count(*)::int from (select 1 from public.enrichment_results where outcome = 'found'
        group by contact_id, provider, channel having count(*) > 1) x) as bought_twice,
      (select coalesce(sum(amount_milli), 0)::int from public.credit_logs) as sum,
      (select coalesce(sum(held_credits_milli), 0)::int from public.contacts) as held,
      (select count(*)::int from public.credit_accounts a where balance_milli <>
        (select coalesce(sum(amount_milli), 0) from public.credit_logs l where l.account_id = a.id)) as wrong
      from public.import_jobs`),
  ).toMatchObject({
    status: "completed",
    done_count: contacts,
    ended: contacts,
    open: 0,
    bought_twice: 0,
    sum: 0,
    held: 0,
    wrong: 0,
  });
}

describe("a worker that dies with all providers in flight", () => {
  it.each(steps)("at %s: another goes on, one result each, books balanced", { timeout: 60_000 }, async (step) => {
    await startJob(harness.db, peopleOf(60), { want: "both", patience_ms: 60_000 });
    await dieThreeTimes(step, "after");
    await harness.run(await harness.worker(), 40_000);
    await expectWholeAndBalanced(60);
    // Icypeas' jobs are found again by their name, whenever the worker died.
    expect(harness.simulators.stats().icypeas.duplicates_bought).toBe(0);
  });
});

describe("nothing acknowledged is bought twice", () => {
  // One batch at a time, so that the only call in flight is the one whose end is looked at.
  it.each(
    ["dropcontact", "apollo"].flatMap((provider) =>
      steps.flatMap((step) => moments.map((moment) => [provider, moment, step] as const)),
    ),
  )("%s, dead %s %s", { timeout: 60_000 }, async (provider, moment, step) => {
    await startJob(harness.db, peopleOf(10), { order: [provider], patience_ms: 60_000 });
    await dieThreeTimes(step, moment);
    await harness.run(await harness.worker(), 20_000);
    await expectWholeAndBalanced(10);

    // Between a provider's work and our first write nobody can know of it.
    const firstWrite = provider === "apollo" ? "worker_answered" : "worker_submitted";
    const isUnacknowledged = step === firstWrite && moment === "before";
    const stats = harness.simulators.stats()[provider as "apollo" | "dropcontact"];
    if (!isUnacknowledged) expect(stats.duplicates_bought).toBe(0);
  });
});
