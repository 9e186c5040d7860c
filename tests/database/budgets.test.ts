import { expect, it } from "vitest";
import {
  claim,
  counterFaults,
  createWorkspace,
  finish,
  getJob,
  goOn,
  ledgerFaults,
  mustClaim,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

const setBudget = (db: TestDatabase, workspace: string, micros: number | null) =>
  db.rpc<{ max_daily_cost_micros: number | null; spent_today_micros: number }>("workspace_budget_set", {
    p_workspace: workspace,
    p_actor: null,
    p_max_daily_cost_micros: micros,
  });

const soon = (db: TestDatabase, job: string) =>
  db.sql(
    "update public.tasks set run_at = now() where job_id = $1 and status = 'ready' and run_at < now() + interval '1 minute'",
    [job],
  );

/** As after midnight. */
const nextDay = async (db: TestDatabase, job: string) => {
  await db.sql("update public.spend_days set day = day - 1");
  await db.sql("update public.tasks set run_at = run_at - interval '1 day' where job_id = $1 and status = 'ready'", [
    job,
  ]);
};

describeBoth("budgets", (open) => {
  it("of a contact end it when the next ask could go beyond; others go on", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 2, { order: ["c1"], ...{ max_contact_cost_micros: 150 } });
    const first = await mustClaim(db, { provider: "c1", askCostMicros: 100 });
    expect(first.tasks.map((task) => task.over_budget)).toEqual([false, false]);
    const [dear, cheap] = first.tasks;
    if (!dear || !cheap) throw new Error("two tasks");
    await settle(db, first, [goOn(dear, "c2", 100), goOn(cheap, "c2", 0)]);
    const second = await mustClaim(db, { provider: "c2", askCostMicros: 100 });
    expect(second.tasks.map((task) => task.over_budget)).toEqual([true, false]);
    expect(await getJob(db, workspace, job)).toMatchObject({ reserved_micros: 100 });
  });

  it("of a contact count what its other channel has under way", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 1, {
      order: ["d1"],
      phone_order: ["d2"],
      want: "both",
      ...{ max_contact_cost_micros: 150 },
    });
    const email = await mustClaim(db, { provider: "d1", askCostMicros: 100 });
    expect(email.tasks[0]?.over_budget).toBe(false);
    const phone = await mustClaim(db, { provider: "d2", channel: "phone", askCostMicros: 100 });
    expect(phone.tasks[0]?.over_budget).toBe(true);
  });

  it("of a job's day stop it till the next, without having held anything", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 10);
    const job = await startJob(db, workspace, 4, { order: ["e1"], ...{ max_daily_cost_micros: 250 } });
    const today = await mustClaim(db, { provider: "e1", askCostMicros: 100, holdMilli: 1_000 });
    expect(today.tasks).toHaveLength(2);
    await soon(db, job);
    // Both under way reserve what is left of the day.
    expect(await claim(db, { provider: "e1", askCostMicros: 100, holdMilli: 1_000 })).toBeNull();
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "running" });
    await settle(
      db,
      today,
      today.tasks.map((task) => finish(task, "found", { cost: 100, credits: 1 })),
    );
    await soon(db, job);
    expect(await claim(db, { provider: "e1", askCostMicros: 100, holdMilli: 1_000 })).toBeNull();
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "waiting", waiting_reason: "daily_budget" });
    expect(await ledgerFaults(db)).toEqual([]);

    await nextDay(db, job);
    const tomorrow = await mustClaim(db, { provider: "e1", askCostMicros: 100, holdMilli: 1_000 });
    expect(tomorrow.tasks).toHaveLength(2);
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "running", waiting_reason: null });
    await settle(
      db,
      tomorrow,
      tomorrow.tasks.map((task) => finish(task, "not_found")),
    );
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "completed", done_count: 4 });
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("of a workspace's day bind all its jobs together, and raising it wakes them", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await expect(setBudget(db, workspace, 0)).rejects.toMatchObject({ code: "unprocessable" });
    await setBudget(db, workspace, 150);
    const jobs = [
      await startJob(db, workspace, 1, { order: ["f1"] }),
      await startJob(db, workspace, 1, { order: ["f1"] }),
    ];
    const first = await mustClaim(db, { provider: "f1", askCostMicros: 100 });
    expect(first.tasks).toHaveLength(1);
    await settle(
      db,
      first,
      first.tasks.map((task) => finish(task, "found", { cost: 100 })),
    );
    for (const job of jobs) await soon(db, job);
    expect(await claim(db, { provider: "f1", askCostMicros: 100 })).toBeNull();
    expect(await setBudget(db, workspace, 200)).toEqual({ max_daily_cost_micros: 200, spent_today_micros: 100 });
    expect((await mustClaim(db, { provider: "f1", askCostMicros: 100 })).tasks).toHaveLength(1);
  });

  it("do not hinder contacts that are sent on without an ask", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await setBudget(db, workspace, 1);
    await startJob(db, workspace, 2, { order: ["g1"], max_cost_micros: 1 });
    expect((await mustClaim(db, { provider: "g1", askCostMicros: 0 })).tasks).toHaveLength(2);
  });
});
