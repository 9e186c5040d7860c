import { expect, it } from "vitest";
import {
  counterFaults,
  createWorkspace,
  finish,
  getJob,
  ledgerFaults,
  mustClaim,
  reclaim,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

interface Failed {
  dead: number[];
  ignored: boolean;
}

const fail = (db: TestDatabase, batch: { batch_id: string; fence: number }, tasks: number[], delayMs: number | null) =>
  db.rpc<Failed>("worker_fail", {
    p_batch: batch.batch_id,
    p_fence: batch.fence,
    p_items: tasks.map((task_id) => ({ task_id, reason: "cannot be read" })),
    p_delay_ms: delayMs,
  });

const redrive = (db: TestDatabase, ids: number[]) =>
  db.rpc<{ redriven: number; skipped: number }>("dead_letter_redrive", { p_ids: ids, p_actor: null });

const letterIds = async (db: TestDatabase, job: string) =>
  (await db.sql<{ id: number }>("select id::int from public.dead_letters where job_id = $1", [job])).map(
    ({ id }) => id,
  );

/** One contact of three is given up, the others are found. */
async function oneGivenUp(db: TestDatabase, provider: string, holdMilli = 0) {
  const workspace = await createWorkspace(db, 10);
  const job = await startJob(db, workspace, 3, { order: [provider] });
  const batch = await mustClaim(db, { provider, holdMilli });
  const [poison, ...others] = batch.tasks;
  if (!poison) throw new Error("three tasks");
  await settle(
    db,
    batch,
    others.map((task) => finish(task, "found", { credits: 1 })),
  );
  let fence = batch.fence;
  for (let tries = 0; tries < 3; tries++) {
    await fail(db, { ...batch, fence }, [poison.task_id], 0);
    fence += (await reclaim(db, { provider })).length;
  }
  return { workspace, job, poison, batch };
}

describeBoth("dead letters", (open) => {
  it("come only at the third failure; until then the batch keeps what it has", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 1, { order: ["third"] });
    const batch = await mustClaim(db, { provider: "third" });
    const [task] = batch.tasks;
    if (!task) throw new Error("one task");
    expect(await fail(db, batch, [task.task_id], 0)).toEqual({ dead: [], ignored: false });
    expect(await fail(db, { ...batch, fence: 99 }, [task.task_id], 0)).toMatchObject({ ignored: true });
    const [again] = await reclaim(db, { provider: "third" });
    expect(again?.tasks.map(({ task_id }) => task_id)).toEqual([task.task_id]);
    expect(await fail(db, batch, [task.task_id], 0)).toMatchObject({ ignored: true });
    expect(await fail(db, again ?? batch, [task.task_id], null)).toMatchObject({ dead: [] });
    expect(await fail(db, again ?? batch, [task.task_id], null)).toMatchObject({ dead: [task.task_id] });
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "completed", failed_count: 1 });
    expect(await db.sql("select reason, tries, provider from public.dead_letters where job_id = $1", [job])).toEqual([
      { reason: "cannot be read", tries: 3, provider: "third" },
    ]);
    expect(await db.sql("select result, reason from public.contacts where job_id = $1", [job])).toEqual([
      { result: "failed", reason: "gave_up" },
    ]);
  });

  it("end their job with the others' results, and books that balance", async () => {
    const db = open();
    const { workspace, job } = await oneGivenUp(db, "ends", 1_000);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "completed", found_count: 2, failed_count: 1 });
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("sent again go on where they stopped, are charged once, and cannot be sent twice", async () => {
    const db = open();
    const { workspace, job, poison } = await oneGivenUp(db, "again", 1_000);
    const ids = await letterIds(db, job);
    expect(await redrive(db, ids)).toEqual({ redriven: 1, skipped: 0 });
    expect(await redrive(db, ids)).toEqual({ redriven: 0, skipped: 1 });
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "running", done_count: 2, failed_count: 0 });
    expect(await counterFaults(db)).toEqual([]);
    const batch = await mustClaim(db, { provider: "again", holdMilli: 1_000 });
    expect(batch.tasks.map(({ task_id }) => task_id)).toEqual([poison.task_id]);
    expect(await ledgerFaults(db)).toEqual([]);
    await settle(
      db,
      batch,
      batch.tasks.map((task) => finish(task, "found", { credits: 1 })),
    );
    expect(await getJob(db, workspace, job)).toMatchObject({
      status: "completed",
      found_count: 3,
      credits_milli: 3_000,
    });
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("of a cancelled job stay where they are", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 2, { order: ["over"] });
    const batch = await mustClaim(db, { provider: "over", limit: 1 });
    for (let tries = 0; tries < 3; tries++) {
      await fail(
        db,
        batch,
        batch.tasks.map(({ task_id }) => task_id),
        null,
      );
    }
    await db.rpc("job_cancel", { p_workspace: workspace, p_job: job, p_actor: null });
    expect(await redrive(db, await letterIds(db, job))).toEqual({ redriven: 0, skipped: 1 });
  });

  it("show in the operators' view of the queue, beside lanes, leases, limits and workers", async () => {
    const db = open();
    await db.rpc("worker_beat", { p_worker: "seen" });
    await db.rpc("rate_take", {
      p_bucket: "hunter:0123456789ab:email-finder",
      p_count: 3,
      p_windows: [{ capacity: 15, per_ms: 60_000 }],
    });
    await db.rpc("rate_take", { p_bucket: "api:somebody", p_count: 1, p_windows: [{ capacity: 5, per_ms: 60_000 }] });
    await db.rpc("provider_report", { p_provider: "hunter", p_key_id: "k", p_event: "failure", p_retry_ms: null });
    const { job } = await oneGivenUp(db, "view");
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 3, { order: ["view"] });
    const leased = await mustClaim(db, { provider: "view", limit: 1 });
    const queue = await db.rpc<Record<string, unknown>>("admin_queue", {});
    expect(queue.lanes).toContainEqual(
      expect.objectContaining({ provider: "view", channel: "email", ready: 2, later: 0, leased: 1, paused: 0 }),
    );
    expect(queue.limits).toEqual([
      { provider: "hunter", key_id: "0123456789ab", route: "email-finder", capacity: 15, per_ms: 60_000, used: 3 },
    ]);
    expect(queue.breakers).toContainEqual(expect.objectContaining({ provider: "hunter", failures: 1 }));
    expect(queue.leases).toContainEqual(
      expect.objectContaining({ batch_id: leased.batch_id, state: "intent", contacts: 1, takeovers: 0 }),
    );
    expect(queue.workers).toContainEqual(expect.objectContaining({ worker: "seen" }));
    expect(queue.dead_letters).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ job_id: job, reason: "cannot be read", tries: 3 })]),
    });
    expect(queue.oldest_waiting).toMatchObject({ contact_id: expect.any(String), since: expect.any(String) });
  });
});
