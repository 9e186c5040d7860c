import { expect, it } from "vitest";
import { changeJobStatus, type JobEvent, jobEvents } from "#core/jobs/job-state.ts";
import { contactResults, contactStatuses, type JobStatus, jobStatuses } from "#core/jobs/words.ts";
import {
  balances,
  changeJob,
  claim,
  counterFaults,
  createDraft,
  createWorkspace,
  finish,
  getJob,
  goOn,
  grant,
  ledgerFaults,
  mustClaim,
  retry,
  settle,
  start,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

/** Brings a job into a state the way it gets there in life; null for states that nothing leads to. */
const arrivals: Record<JobStatus, ((db: TestDatabase, workspace: string, provider: string) => Promise<string>) | null> =
  {
    draft: (db, workspace, provider) =>
      createDraft(db, workspace, [{ row_number: 1, cells: [], person: {}, keys: [] }], { order: [provider] }),
    running: (db, workspace, provider) => startJob(db, workspace, 1, { order: [provider] }),
    paused: async (db, workspace, provider) => {
      const job = await startJob(db, workspace, 1, { order: [provider] });
      await changeJob(db, "job_pause", workspace, job);
      return job;
    },
    waiting: async (db, workspace, provider) => {
      const job = await startJob(db, workspace, 1, { order: [provider] });
      await claim(db, { provider, holdMilli: 10 ** 9 });
      return job;
    },
    completed: (db, workspace) => startJob(db, workspace, 0),
    cancelled: async (db, workspace, provider) => {
      const job = await startJob(db, workspace, 1, { order: [provider] });
      await changeJob(db, "job_cancel", workspace, job);
      return job;
    },
    failed: null,
  };

/** What people can ask for; the other events follow from work and are tested one by one below. */
const requests: Partial<
  Record<JobEvent, (db: TestDatabase, workspace: string, job: string) => Promise<{ status: string }>>
> = {
  start,
  pause: (db, workspace, job) => changeJob(db, "job_pause", workspace, job),
  resume: (db, workspace, job) => changeJob(db, "job_resume", workspace, job),
  cancel: (db, workspace, job) => changeJob(db, "job_cancel", workspace, job),
};

describeBoth("jobs", (open) => {
  it("knows the same words as the core", async () => {
    const checks = await open().sql<{ column: string; definition: string }>(`
      select a.attrelid::regclass || '.' || a.attname as column, pg_get_constraintdef(c.oid) as definition
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'c' and cardinality(c.conkey) = 1 and c.connamespace = 'public'::regnamespace`);
    const words = (column: string) =>
      [...(checks.find((check) => check.column === column)?.definition ?? "").matchAll(/'([a-z_]+)'::text/g)].map(
        (match) => match[1],
      );
    expect(words("import_jobs.status")).toEqual([...jobStatuses]);
    expect(words("contacts.status")).toEqual([...contactStatuses]);
    expect(words("contacts.result")).toEqual([...contactResults]);
  });

  for (const status of jobStatuses) {
    const arrive = arrivals[status];
    if (!arrive) continue;
    for (const event of jobEvents) {
      const request = requests[event];
      if (!request) continue;
      const change = changeJobStatus(status, event);
      it(`${event} from ${status}: ${change.ok ? change.status : change.reason}`, async () => {
        const db = open();
        const workspace = await createWorkspace(db);
        const job = await arrive(db, workspace, `state-${status}-${event}`);
        expect(await getJob(db, workspace, job)).toMatchObject({ status });
        if (change.ok) {
          expect(await request(db, workspace, job)).toMatchObject({ status: change.status });
        } else {
          await expect(request(db, workspace, job)).rejects.toMatchObject({ code: change.reason });
          expect(await getJob(db, workspace, job)).toMatchObject({ status });
        }
      });
    }
  }

  it("does not touch a job of another workspace", async () => {
    const db = open();
    const mine = await createWorkspace(db);
    const other = await createWorkspace(db);
    const job = await startJob(db, mine, 1, { order: ["elsewhere"] });
    for (const change of ["job_pause", "job_resume", "job_cancel"] as const) {
      await expect(changeJob(db, change, other, job)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("parks a paused job's ready tasks, and what comes back while it is paused", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 4, { order: ["p1"] });
    const batch = await mustClaim(db, { provider: "p1", limit: 3 });
    await changeJob(db, "job_pause", workspace, job);
    expect(await claim(db, { provider: "p1" })).toBeNull();
    const [first, second, third] = batch.tasks;
    if (!first || !second || !third) throw new Error("three tasks");
    await settle(db, batch, [goOn(first, "p2"), retry(second, 0), finish(third, "found")]);
    expect(await claim(db, { provider: "p1" })).toBeNull();
    expect(await claim(db, { provider: "p2" })).toBeNull();
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "paused", done_count: 1 });
    await changeJob(db, "job_resume", workspace, job);
    expect((await mustClaim(db, { provider: "p1" })).tasks).toHaveLength(2);
    expect((await mustClaim(db, { provider: "p2" })).tasks).toHaveLength(1);
  });

  it("completes a paused job whose last contact was in flight", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 1, { order: ["last"] });
    const batch = await mustClaim(db, { provider: "last" });
    await changeJob(db, "job_pause", workspace, job);
    await settle(
      db,
      batch,
      batch.tasks.map((task) => finish(task, "not_found")),
    );
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "completed", not_found_count: 1 });
  });

  it("releases holds on cancel, starts nothing new, and still records what was paid for", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const job = await startJob(db, workspace, 6, { order: ["c1"] });
    const batch = await mustClaim(db, { provider: "c1", limit: 4, holdMilli: 3000, askCostMicros: 500 });
    expect(await balances(db, workspace)).toMatchObject({ available: 88, held: 12 });
    const cancelled = await changeJob(db, "job_cancel", workspace, job);
    expect(cancelled).toMatchObject({ status: "cancelled", done_count: 0, reserved_micros: 2000 });
    expect(await balances(db, workspace)).toMatchObject({ available: 100, held: 0, spent: 0 });
    expect(await claim(db, { provider: "c1" })).toBeNull();
    const [first, second, third, fourth] = batch.tasks;
    if (!first || !second || !third || !fourth) throw new Error("four tasks");
    const items = [
      finish(first, "found", { credits: 1, cost: 400 }),
      goOn(second, "c2", 100),
      retry(third, 0),
      finish(fourth, "not_found"),
    ];
    expect(await settle(db, batch, items)).toEqual({ settled: 4, ignored: 0 });
    expect(await db.sql("select 1 from public.enrichment_results where job_id = $1", [job])).toHaveLength(4);
    expect(await db.sql("select distinct status from public.contacts where job_id = $1", [job])).toEqual([
      { status: "cancelled" },
    ]);
    expect(
      await db.sql("select 1 from public.tasks where job_id = $1 and status in ('ready', 'leased', 'paused')", [job]),
    ).toEqual([]);
    expect(await getJob(db, workspace, job)).toMatchObject({
      status: "cancelled",
      cost_micros: 500,
      reserved_micros: 0,
      credits_milli: 0,
    });
    expect(await balances(db, workspace)).toMatchObject({ available: 100, held: 0, spent: 0 });
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("keeps and charges on cancel what one channel had found already", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const job = await startJob(db, workspace, 2, { want: "both", order: ["k1"], phone_order: ["k2"] });
    const batch = await mustClaim(db, { provider: "k1", holdMilli: 11_000 });
    const [first, second] = batch.tasks;
    if (!first || !second) throw new Error("two tasks");
    await settle(db, batch, [finish(first, "found", { credits: 1 }), finish(second, "not_found")]);
    const cancelled = await changeJob(db, "job_cancel", workspace, job);
    expect(cancelled).toMatchObject({ done_count: 1, partial_count: 1, email_count: 1, credits_milli: 1000 });
    expect(await balances(db, workspace)).toMatchObject({ available: 99, held: 0, spent: 1 });
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("waits for credits and goes on when they come", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 2);
    const job = await startJob(db, workspace, 5, { order: ["w1"] });
    const batch = await mustClaim(db, { provider: "w1", holdMilli: 1000 });
    expect(batch.tasks).toHaveLength(2);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "waiting", waiting_reason: "credits_exhausted" });
    expect(await claim(db, { provider: "w1", holdMilli: 1000 })).toBeNull();
    // One is not found: its credit comes back and pays for one more; the job still waits for the others.
    const [first, second] = batch.tasks;
    if (!first || !second) throw new Error("two tasks");
    await settle(db, batch, [finish(first, "found", { credits: 1 }), finish(second, "not_found")]);
    expect((await mustClaim(db, { provider: "w1", holdMilli: 1000 })).tasks).toHaveLength(1);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "waiting" });
    await grant(db, workspace, 10);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "running", waiting_reason: null });
    expect((await mustClaim(db, { provider: "w1", holdMilli: 1000 })).tasks).toHaveLength(2);
    expect(await ledgerFaults(db)).toEqual([]);
  });
});
