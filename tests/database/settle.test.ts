import { expect, it } from "vitest";
import {
  balances,
  type ClaimedTask,
  claim,
  counterFaults,
  createWorkspace,
  finish,
  getJob,
  goOn,
  ledgerFaults,
  mustClaim,
  personRow,
  reclaim,
  retry,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth } from "#tests/support/database/test-database.ts";

const one = (tasks: ClaimedTask[]): ClaimedTask => {
  const [task] = tasks;
  if (!task) throw new Error("one task");
  return task;
};

describeBoth("settle", (open) => {
  it("ignores an older fence, another batch's tasks, unknown tasks and repeats", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const job = await startJob(db, workspace, 4, { order: ["f"] });
    const first = await mustClaim(db, { provider: "f", limit: 2, leaseMs: 0, holdMilli: 1000 });
    const second = await mustClaim(db, { provider: "f", limit: 2, holdMilli: 1000 });
    const [taken] = await reclaim(db, { provider: "f" });
    expect(taken).toMatchObject({ batch_id: first.batch_id, fence: 2, state: "intent" });
    const items = first.tasks.map((task) => finish(task, "found", { credits: 1 }));
    expect(await settle(db, first, items)).toEqual({ settled: 0, ignored: 2 });
    expect(await settle(db, second, items)).toEqual({ settled: 0, ignored: 2 });
    expect(await settle(db, { ...first, fence: 3 }, items)).toEqual({ settled: 0, ignored: 2 });
    expect(await db.sql("select 1 from public.enrichment_results where job_id = $1", [job])).toEqual([]);
    expect(await settle(db, { ...first, fence: 2 }, [...items, ...items])).toEqual({ settled: 2, ignored: 2 });
    expect(await settle(db, { ...first, fence: 2 }, items)).toEqual({ settled: 0, ignored: 2 });
    expect(await db.sql("select 1 from public.enrichment_results where job_id = $1", [job])).toHaveLength(2);
    expect(await balances(db, workspace)).toMatchObject({ spent: 2, held: 2 });
    expect(await counterFaults(db)).toEqual([]);
  });

  it("settles all of a page or nothing", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const job = await startJob(db, workspace, 2, { order: ["atomic"] });
    const batch = await mustClaim(db, { provider: "atomic", holdMilli: 1000 });
    const [good, bad] = batch.tasks;
    if (!good || !bad) throw new Error("two tasks");
    const broken = {
      ...finish(bad, "found"),
      step: { ...finish(bad, "found").step, email: { email: "x", status: "no such status" } },
    };
    await expect(settle(db, batch, [finish(good, "found", { credits: 1 }), broken])).rejects.toMatchObject({
      code: "23514",
    });
    for (const step of [{ do: "dance" }, { do: "ask" }, { do: "finish", result: "invalid_row" }, null]) {
      await expect(settle(db, batch, [{ ...goOn(good, "x"), step }])).rejects.toMatchObject({ code: "unprocessable" });
    }
    expect(await getJob(db, workspace, job)).toMatchObject({ done_count: 0, credits_milli: 0 });
    expect(await balances(db, workspace)).toMatchObject({ held: 2, spent: 0 });
    expect(await db.sql("select 1 from public.enrichment_results where job_id = $1", [job])).toEqual([]);
  });

  it("moves a contact from provider to provider, with its trail, its held answer and a fresh count of tries", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 10);
    const job = await startJob(db, workspace, 1, { order: ["m1"] });
    let batch = await mustClaim(db, { provider: "m1", holdMilli: 1000 });
    await settle(db, batch, [retry(one(batch.tasks), 0)]);
    batch = await mustClaim(db, { provider: "m1", holdMilli: 1000 });
    expect(one(batch.tasks)).toMatchObject({ attempt: 1, held: null });
    await settle(db, batch, [retry(one(batch.tasks), 0, false)]);
    batch = await mustClaim(db, { provider: "m1", holdMilli: 1000 });
    expect(one(batch.tasks).attempt).toBe(1);
    const held = { email: "weak@acme.example", status: "risky", confidence: 60, source: "m1", verdict: null };
    await settle(db, batch, [{ ...goOn(one(batch.tasks), "m2", 70), held }]);
    expect(await claim(db, { provider: "m1" })).toBeNull();
    batch = await mustClaim(db, { provider: "m2", holdMilli: 1000 });
    expect(one(batch.tasks)).toMatchObject({ attempt: 0, held });
    expect(one(batch.tasks).asked.map((asked) => `${asked.provider}:${asked.outcome}`)).toEqual([
      "m1:transient",
      "m1:transient",
      "m1:miss",
    ]);
    await settle(db, batch, [finish(one(batch.tasks), "found", { credits: 1, cost: 30 })]);
    expect(await getJob(db, workspace, job)).toMatchObject({
      status: "completed",
      found_count: 1,
      cost_micros: 100,
      credits_milli: 1000,
    });
    const trail = await db.sql(
      "select provider, attempt, ask_number, decision ->> 'do' as did from public.enrichment_results where job_id = $1 order by id",
      [job],
    );
    expect(trail).toEqual([
      { provider: "m1", attempt: 0, ask_number: 0, did: "retry" },
      { provider: "m1", attempt: 1, ask_number: 1, did: "retry" },
      { provider: "m1", attempt: 1, ask_number: 2, did: "ask" },
      { provider: "m2", attempt: 0, ask_number: 3, did: "finish" },
    ]);
    expect(await balances(db, workspace)).toMatchObject({ available: 9, held: 0, spent: 1 });
  });

  it("keeps a retried contact back until its time has come", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 1, { order: ["later"] });
    const batch = await mustClaim(db, { provider: "later" });
    await settle(db, batch, [retry(one(batch.tasks), 3_600_000)]);
    expect(await claim(db, { provider: "later" })).toBeNull();
    await db.sql("update public.tasks set run_at = now() where provider = 'later'");
    expect((await mustClaim(db, { provider: "later" })).tasks).toHaveLength(1);
  });

  it.each([
    ["found", "found", "found"],
    ["found", "not_found", "partial"],
    ["not_found", "found", "partial"],
    ["partial", "found", "partial"],
    ["not_found", "not_found", "not_found"],
    ["failed", "not_found", "failed"],
    ["not_found", "failed", "not_found"],
  ] as const)("e-mail %s and phone %s make a contact %s", async (email, phone, whole) => {
    const db = open();
    const workspace = await createWorkspace(db, 20);
    const job = await startJob(db, workspace, 1, { want: "both", order: ["e"], phone_order: ["p"] });
    const emails = await mustClaim(db, { provider: "e", holdMilli: 11_000 });
    await settle(db, emails, [finish(one(emails.tasks), email, { credits: email === "not_found" ? 0 : 1 })]);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "running", done_count: 0 });
    const phones = await mustClaim(db, { provider: "p", channel: "phone", holdMilli: 11_000 });
    await settle(db, phones, [finish(one(phones.tasks), phone, { credits: phone === "found" ? 10 : 0 })]);
    expect(await getJob(db, workspace, job)).toMatchObject({
      status: "completed",
      done_count: 1,
      [`${whole}_count`]: 1,
    });
    expect(await db.sql("select result from public.contacts where job_id = $1", [job])).toEqual([{ result: whole }]);
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("never charges more than was held", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 5);
    await startJob(db, workspace, 1, { order: ["dear"] });
    const batch = await mustClaim(db, { provider: "dear", holdMilli: 2000 });
    await settle(db, batch, [finish(one(batch.tasks), "found", { credits: 50 })]);
    expect(await balances(db, workspace)).toMatchObject({ available: 3, held: 0, spent: 2 });
  });

  it("stops an opted-out person everywhere: other channel, other jobs, other workspaces", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const other = await createWorkspace(db, 100);
    const person = () => [personRow(1, "Ada", ["opt:ada"])];
    const job = await startJob(db, workspace, person(), { want: "both", order: ["o1"], phone_order: ["o2"] });
    const elsewhere = await startJob(db, other, person(), { order: ["o1"] });
    const phones = await mustClaim(db, { provider: "o2", channel: "phone", holdMilli: 11_000 });
    const batch = await mustClaim(db, { provider: "o1", holdMilli: 11_000, limit: 1 });
    const mine = batch.tasks.find((task) => task.job.id === job)
      ? batch
      : await mustClaim(db, { provider: "o1", holdMilli: 11_000, limit: 1 });
    if (mine !== batch) await db.rpc("worker_release", { p_batch: batch.batch_id, p_fence: batch.fence });
    const item = { ...finish(one(mine.tasks), "suppressed", { outcome: "opted_out" }), suppress: true };
    await settle(db, mine, [item]);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "completed", suppressed_count: 1 });
    // The phone that was in flight is recorded, and changes nothing any more.
    await settle(db, phones, [finish(one(phones.tasks), "found", { credits: 10, cost: 900 })]);
    expect(
      await db.sql("select result, reason, email, phone, cost_micros::int from public.contacts where job_id = $1", [
        job,
      ]),
    ).toEqual([{ result: "suppressed", reason: "opted_out", email: null, phone: null, cost_micros: 900 }]);
    expect(await claim(db, { provider: "o1", holdMilli: 11_000 })).toBeNull();
    expect(await getJob(db, other, elsewhere)).toMatchObject({ status: "completed", suppressed_count: 1 });
    expect(await balances(db, workspace)).toMatchObject({ available: 100, held: 0, spent: 0 });
    expect(await balances(db, other)).toMatchObject({ available: 100, held: 0 });
    expect(await counterFaults(db)).toEqual([]);
    expect(await ledgerFaults(db)).toEqual([]);
  });

  it("reserves the budget of a job, lets others wait for what is under way, and ends whom it cannot cover any more", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 5, { order: ["b1"], max_cost_micros: 300 });
    const soon = () => db.sql("update public.tasks set run_at = now() where job_id = $1 and status = 'ready'", [job]);
    const batch = await mustClaim(db, { provider: "b1", askCostMicros: 100 });
    expect(batch.tasks.map((task) => task.over_budget)).toEqual([false, false, false]);
    expect(await getJob(db, workspace, job)).toMatchObject({ reserved_micros: 300, cost_micros: 0 });
    await soon();
    expect(await claim(db, { provider: "b1", askCostMicros: 100 })).toBeNull();
    await db.rpc("worker_release", { p_batch: batch.batch_id, p_fence: batch.fence });
    expect(await getJob(db, workspace, job)).toMatchObject({ reserved_micros: 0 });
    const again = await mustClaim(db, { provider: "b1", askCostMicros: 100, limit: 3 });
    await settle(
      db,
      again,
      again.tasks.map((task, index) => finish(task, "found", { cost: index === 0 ? 100 : 0 })),
    );
    expect(await getJob(db, workspace, job)).toMatchObject({ reserved_micros: 0, cost_micros: 100 });
    await soon();
    const last = await mustClaim(db, { provider: "b1", askCostMicros: 250 });
    expect(last.tasks.map((task) => task.over_budget)).toEqual([true, true]);
  });

  it("walks a batch through its states and survives crashes in each", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 2, { order: ["s"] });
    const batch = await mustClaim(db, { provider: "s" });
    const place = { p_batch: batch.batch_id, p_fence: batch.fence };
    const submitted = { p_external_id: "ext-1", p_poll_ms: 0, p_deadline_ms: 60_000 };
    expect(await db.rpc("worker_submitted", { ...place, ...submitted, p_fence: 9 })).toBe(false);
    expect(await db.rpc("worker_submitted", { ...place, ...submitted })).toBe(true);
    const [polled] = await reclaim(db, { provider: "s", worker: "w2" });
    expect(polled).toMatchObject({ fence: 2, state: "submitted", external_id: "ext-1" });
    expect(polled?.tasks.map((task) => task.task_id)).toEqual(batch.tasks.map((task) => task.task_id));
    expect(await reclaim(db, { provider: "s" })).toEqual([]);
    // One of two is answered; the lease is given back until the next poll.
    await settle(db, { ...batch, fence: 2 }, [finish(one(batch.tasks), "found")], { poll_ms: 0 });
    const [again] = await reclaim(db, { provider: "s", leaseMs: 0 });
    expect(again).toMatchObject({ fence: 3, state: "submitted" });
    expect(again?.tasks).toHaveLength(1);
    expect(await db.rpc("worker_answered", { ...place, p_fence: 2, p_answers: [] })).toBe(false);
    expect(await db.rpc("worker_answered", { ...place, p_fence: 3, p_answers: [{ a: 1 }] })).toBe(true);
    const [crashed] = await reclaim(db, { provider: "s", worker: "w3" });
    expect(crashed).toMatchObject({ fence: 4, state: "answered", answers: [{ a: 1 }] });
    expect(await db.rpc("worker_renew", { p_worker: "w2", p_batches: [batch.batch_id], p_lease_ms: 1 })).toBe(0);
    expect(await db.rpc("worker_renew", { p_worker: "w3", p_batches: [batch.batch_id], p_lease_ms: 60_000 })).toBe(1);
    expect(await db.rpc("worker_release", { ...place, p_fence: 3 })).toBe(false);
    await settle(db, { ...batch, fence: 4 }, [finish(one(crashed?.tasks ?? []), "not_found")]);
    expect(await db.sql("select state from public.provider_batches where id = $1", [batch.batch_id])).toEqual([
      { state: "done" },
    ]);
    expect(await reclaim(db, { provider: "s" })).toEqual([]);
  });

  it("shows the worker what is open, and nothing else", async () => {
    const db = open();
    const overview = async () =>
      (await db.rpc<{ provider: string }[]>("worker_overview", {})).filter((row) => row.provider.startsWith("ov"));
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 3, { order: ["ov1"] });
    await db.rpc("provider_report", { p_provider: "ov1", p_key_id: "key-1", p_event: "auth", p_retry_ms: null });
    expect(await overview()).toMatchObject([
      { provider: "ov1", channel: "email", ready: 3, polls_due: 0, breaker: "closed", disabled_reason: "auth" },
    ]);
    const batch = await mustClaim(db, { provider: "ov1", limit: 2 });
    await db.rpc("worker_submitted", {
      p_batch: batch.batch_id,
      p_fence: 1,
      p_external_id: "x",
      p_poll_ms: 0,
      p_deadline_ms: 1000,
    });
    expect(await overview()).toMatchObject([{ provider: "ov1", ready: 1, polls_due: 1 }]);
    const [polled] = await reclaim(db, { provider: "ov1" });
    await settle(
      db,
      { ...batch, fence: 2 },
      (polled?.tasks ?? []).map((task) => goOn(task, "ov2")),
    );
    expect(await overview()).toMatchObject([
      { provider: "ov1", ready: 1, polls_due: 0 },
      { provider: "ov2", ready: 2, breaker: "closed" },
    ]);
  });

  it("leaves no row in the trail when nobody was asked", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 1, { order: ["none"] });
    const batch = await mustClaim(db, { provider: "none" });
    await settle(db, batch, [{ ...finish(one(batch.tasks), "not_found"), ask: null }]);
    expect(await db.sql("select 1 from public.enrichment_results where job_id = $1", [job])).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });
});
