import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalogue, sandboxOrder } from "#core/cascade/catalogue.ts";
import { estimate } from "#core/credits/estimate.ts";
import { startSimulators } from "#local/simulators/index.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

interface Job {
  status: string;
  contact_count: number;
  done_count: number;
  failed_count: number;
  found_count: number;
  credits_milli: number;
  cost_micros: number;
  reserved_micros: number;
  waiting_reason: string | null;
}
const jobOf = (place: { workspaceId: string; jobId: string }) =>
  harness.db.rpc<Job>("job_get", { p_workspace: place.workspaceId, p_job: place.jobId });

/** Money is right: every transfer sums to nothing, balances are the sums of their entries, nothing is still held. */
async function expectBalancedBooks(): Promise<void> {
  expect(
    await harness.one(`select
      (select coalesce(sum(amount_milli), 0)::int from public.credit_logs) as sum,
      (select count(*)::int from public.credit_accounts a where balance_milli <>
        (select coalesce(sum(amount_milli), 0) from public.credit_logs l where l.account_id = a.id)) as wrong,
      (select coalesce(sum(held_credits_milli), 0)::int from public.contacts) as held`),
  ).toEqual({ sum: 0, wrong: 0, held: 0 });
}

describe("a provider in trouble", () => {
  it("with a wrong key is switched off, said once, and the cascade goes on", async () => {
    const place = await startJob(harness.db, peopleOf(60));
    await harness.run(await harness.worker({ env: { ICYPEAS_API_KEY: "wrong" } }));
    const job = await jobOf(place);
    expect(job).toMatchObject({ status: "completed", done_count: 60, failed_count: 0 });
    expect(job.found_count).toBeGreaterThan(20);
    const { n } = await harness.one<{ n: number }>(
      "select count(*)::int as n from public.notification_logs where kind = 'provider_disabled'",
    );
    expect(n).toBe(1);
    expect(harness.simulators.stats().icypeas.asked).toBe(0);
    await expectBalancedBooks();
  });

  it.each([
    ["server errors", { kind: "status", status: 503, every: 3 }],
    ["broken connections", { kind: "reset", every: 3 }],
    ["half an answer", { kind: "truncate", every: 3 }],
    ["a web page instead of JSON", { kind: "html", every: 3 }],
    ["JSON of another shape", { kind: "garbage", every: 3 }],
    ["ten megabytes", { kind: "huge", every: 4 }],
    ["calls that are never answered", { kind: "hang", every: 4 }],
  ] as const)("%s in between: every contact ends, the books balance", { timeout: 60_000 }, async (_name, fault) => {
    harness.simulators.setFaults({ icypeas: [fault], dropcontact: [fault], hunter: [fault], apollo: [fault] });
    const place = await startJob(harness.db, peopleOf(40), { patience_ms: 3_000 });
    const deps = await harness.worker();
    // Breakers and retries wait; the worker's clock does not have to.
    for (let round = 0; round < 12 && (await jobOf(place)).status === "running"; round++) {
      await harness.run(deps, 4_000);
      await harness.pglite.exec("update public.tasks set run_at = now() where status = 'ready'");
      await harness.pglite.exec("update public.provider_states set retry_at = now() where breaker <> 'closed'");
      await harness.pglite.exec("select public.worker_takeover(false)");
    }
    expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 40, reserved_micros: 0 });
    await expectBalancedBooks();
  });

  it("all of them down: the job waits, nothing is charged; when patience ends the contacts fail and say why", async () => {
    const gone = await startSimulators({ latency: "none" });
    await gone.close();
    const nobody = gone.url;
    const env = {
      ICYPEAS_BASE_URL: nobody,
      DROPCONTACT_BASE_URL: nobody,
      HUNTER_BASE_URL: nobody,
      APOLLO_BASE_URL: nobody,
    };
    const place = await startJob(harness.db, peopleOf(5), { patience_ms: 3_600_000 });
    const deps = await harness.worker({ env });
    await harness.run(deps, 2_000);
    expect(await jobOf(place)).toMatchObject({ status: "running", done_count: 0, credits_milli: 0, cost_micros: 0 });

    await harness.pglite.exec("update public.contacts set started_at = now() - interval '2 hours'");
    for (let round = 0; round < 30 && (await jobOf(place)).status === "running"; round++) {
      await harness.pglite.exec("update public.tasks set run_at = now() - interval '1 hour' where status = 'ready'");
      await harness.run(deps, 1_500);
    }
    const job = await jobOf(place);
    expect(job).toMatchObject({ status: "completed", failed_count: 5, credits_milli: 0, cost_micros: 0 });
    expect(await harness.one("select distinct reason from public.contacts")).toEqual({
      reason: "providers_unavailable",
    });
    await expectBalancedBooks();
  }, 90_000);
});

describe("a worker whose clock is set while it runs", () => {
  it.each([
    ["an hour ahead", 3_600_000],
    ["an hour back", -3_600_000],
  ])("%s: every contact ends, nothing runs into a deadline, nothing is bought twice", async (_name, jumpMs) => {
    const place = await startJob(harness.db, peopleOf(60), { want: "both", patience_ms: 60_000 });
    const deps = await harness.worker();
    void harness.clock.sleep(30).then(() => {
      harness.skipMs = jumpMs;
    });
    // Set ahead, its time for this run is over at once; the next one goes on.
    for (let run = 0; run < 4; run++) await harness.run(deps, 120_000);
    expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 60, failed_count: 0 });
    expect(
      await harness.one(
        "select count(*)::int as n from public.enrichment_results where outcome in ('timeout', 'skipped')",
      ),
    ).toEqual({ n: 0 });
    for (const stats of Object.values(harness.simulators.stats())) expect(stats.duplicates_bought).toBe(0);
    await expectBalancedBooks();
  });
});

describe("a contact that cannot be handled", () => {
  const poison = (row: number) =>
    harness.pglite.exec(`
      create or replace function public.test_poison() returns trigger language plpgsql as $$ begin
        raise exception using errcode = '22023', message = 'this row cannot be written';
      end $$;
      create trigger test_poison before update on public.contacts for each row
        when (new.row_number = ${row} and new.status = 'done' and old.status = 'working' and new.reason <> 'gave_up')
        execute function public.test_poison();`);
  const heal = () => harness.pglite.exec("drop trigger test_poison on public.contacts");

  it("is given up with the reason, the others are not held up, and it can be sent again", async () => {
    const place = await startJob(harness.db, peopleOf(40), { patience_ms: 60_000 });
    await poison(7);
    const deps = await harness.worker();
    try {
      await harness.run(deps, 600_000);
      expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 40, reserved_micros: 0 });
      const letter = await harness.one<{ id: number; reason: string; tries: number }>(
        "select id::int, reason, tries from public.dead_letters",
      );
      expect(letter).toMatchObject({ tries: 3, reason: expect.stringContaining("cannot be written") });
      expect(await harness.one("select count(*)::int as n from public.contacts where reason = 'gave_up'")).toEqual({
        n: 1,
      });
      await expectBalancedBooks();
    } finally {
      await heal();
    }
    const { id } = await harness.one<{ id: number }>("select id::int from public.dead_letters");
    expect(await harness.db.rpc("dead_letter_redrive", { p_ids: [id], p_actor: null })).toEqual({
      redriven: 1,
      skipped: 0,
    });
    await harness.run(deps, 600_000);
    expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 40, failed_count: 0 });
    expect(await harness.one("select count(*)::int as n from public.contacts where reason = 'gave_up'")).toEqual({
      n: 0,
    });
    await expectBalancedBooks();
  });

  it("that kills its worker again and again is found among the others of its batch", async () => {
    const place = await startJob(harness.db, peopleOf(6), { order: ["dropcontact"], patience_ms: 60_000 });
    let deaths = 0;
    for (let life = 0; life < 20 && (await jobOf(place)).status === "running"; life++) {
      const deps = await harness.worker();
      const { settle } = deps.db;
      // As a process that runs out of memory over this one person: nothing is caught, nothing is written.
      deps.db.settle = async (batch, items, more) => {
        if (killerOf(items.map(({ task_id }) => task_id))) {
          deaths++;
          throw new Error("out of memory");
        }
        return settle(batch, items, more);
      };
      await harness.run(deps, 200_000).catch(() => {});
    }
    expect(deaths).toBeGreaterThan(3);
    expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 6, reserved_micros: 0 });
    expect(await harness.one("select count(*)::int as n, min(tries) as tries from public.dead_letters")).toEqual({
      n: 1,
      tries: 3,
    });
    await expectBalancedBooks();
  });

  /** The smallest task of the job is the one that kills. */
  let lowest = Number.POSITIVE_INFINITY;
  beforeEach(() => {
    lowest = Number.POSITIVE_INFINITY;
  });
  function killerOf(tasks: number[]): boolean {
    lowest = Math.min(lowest, ...tasks);
    return tasks.includes(lowest);
  }
});

describe("limits on money", () => {
  it("the estimate before the start is not exceeded", async () => {
    const place = await startJob(harness.db, peopleOf(60), { want: "both" });
    await harness.run(await harness.worker(), 60_000);
    const job = await jobOf(place);
    const entries = catalogue.filter(({ name }) => sandboxOrder.includes(name));
    const bound = estimate({
      contacts: 60,
      want: "both",
      order: entries,
      phoneOrder: entries.filter(({ channels }) => channels.includes("phone")),
      maxCostMicros: null,
    });
    expect(job.status).toBe("completed");
    expect(job.cost_micros).toBeGreaterThan(0);
    expect(job.cost_micros).toBeLessThanOrEqual(bound.max_cost_micros);
    expect(job.credits_milli).toBeLessThanOrEqual(bound.max_credits_milli);
  });

  it.each([
    ["a contact", { max_contact_cost_micros: 30_000 }, 30_000],
    ["a job", { max_cost_micros: 500_000 }, 500_000],
  ])("the budget of %s holds, though asks side by side could go beyond", async (name, options, most) => {
    const place = await startJob(harness.db, peopleOf(60), options);
    await harness.run(await harness.worker(), 60_000);
    expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 60 });
    const spent =
      name === "a job" ? "cost_micros from public.import_jobs" : "max(cost_micros) as cost_micros from public.contacts";
    const { cost_micros } = await harness.one<{ cost_micros: number }>(`select ${spent}`);
    expect(Number(cost_micros)).toBeGreaterThan(0);
    expect(Number(cost_micros)).toBeLessThanOrEqual(most);
    await expectBalancedBooks();
  });

  it("a budget is never exceeded and the contacts beyond it say so", async () => {
    const place = await startJob(harness.db, peopleOf(80), { max_cost_micros: 300_000 });
    await harness.run(await harness.worker());
    const job = await jobOf(place);
    expect(job.status).toBe("completed");
    expect(job.cost_micros).toBeLessThanOrEqual(300_000);
    const { n } = await harness.one<{ n: number }>(
      "select count(*)::int as n from public.contacts where reason = 'budget'",
    );
    expect(n).toBeGreaterThan(0);
    await expectBalancedBooks();
  });

  it("a balance that does not suffice stops the job until credits come", async () => {
    const place = await startJob(harness.db, peopleOf(30), { credits: 10 });
    const deps = await harness.worker();
    await harness.run(deps);
    const waiting = await jobOf(place);
    expect(waiting).toMatchObject({ status: "waiting", waiting_reason: "credits_exhausted" });
    expect(waiting.credits_milli).toBeLessThanOrEqual(10_000);
    await harness.db.rpc("credits_grant", {
      p_workspace: place.workspaceId,
      p_amount_milli: 100_000,
      p_key: "more",
      p_note: "more",
    });
    await harness.run(deps);
    expect(await jobOf(place)).toMatchObject({ status: "completed", done_count: 30 });
    await expectBalancedBooks();
  });
});

it("whoever opted out is asked for nowhere else, in this job or another", async () => {
  const people = peopleOf(900, "o");
  const place = await startJob(harness.db, people);
  await harness.run(await harness.worker(), 60_000);
  const { n } = await harness.one<{ n: number }>(
    "select count(*)::int as n from public.contacts where reason = 'opted_out'",
  );
  expect(n).toBeGreaterThan(0);
  expect((await jobOf(place)).status).toBe("completed");
  for (const stats of Object.values(harness.simulators.stats())) expect(stats.asked_after_opt_out).toBe(0);
  await expectBalancedBooks();

  const optedOut = await harness.pglite.query<{ cells: string[] }>(
    "select cells from public.contacts where reason = 'opted_out'",
  );
  const before = harness.simulators.stats().icypeas.asked;
  const again = await startJob(
    harness.db,
    optedOut.rows.map((row) => row.cells),
  );
  await harness.run(await harness.worker());
  expect(await jobOf(again)).toMatchObject({ status: "completed" });
  expect(harness.simulators.stats().icypeas.asked).toBe(before);
}, 90_000);

it("a cancelled job asks nobody any more and gives back what was held", async () => {
  const place = await startJob(harness.db, peopleOf(50));
  const [first] = [await harness.worker()];
  await first.db.claim({
    provider: "icypeas",
    channel: "email",
    keyId: "k",
    limit: 10,
    leaseMs: 60_000,
    askCostMicros: 1,
    holdMilli: 1_000,
  });
  await harness.db.rpc("job_cancel", { p_workspace: place.workspaceId, p_job: place.jobId, p_actor: null });
  await harness.run(await harness.worker(), 3_000);
  expect(await jobOf(place)).toMatchObject({ status: "cancelled" });
  expect(harness.simulators.stats().icypeas.asked).toBe(0);
  await expectBalancedBooks();
});
