import { describe, expect, it } from "vitest";
import {
  claim,
  createWorkspace,
  finish,
  goOn,
  mustClaim,
  reclaim,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, useDatabase } from "#tests/support/database/test-database.ts";

describeBoth("claim", (open) => {
  it("claims nothing for another provider, another channel or a limit of none", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 2, { order: ["solo"] });
    expect(await claim(db, { provider: "other" })).toBeNull();
    expect(await claim(db, { provider: "solo", channel: "phone" })).toBeNull();
    expect(await claim(db, { provider: "solo", limit: 0 })).toBeNull();
    expect((await mustClaim(db, { provider: "solo", limit: 1 })).tasks).toHaveLength(1);
  });

  it("writes the intent down before anything is asked", async () => {
    const db = open();
    await startJob(db, await createWorkspace(db), 1, { order: ["intent"] });
    const batch = await mustClaim(db, { provider: "intent", worker: "w7" });
    expect(batch).toMatchObject({ fence: 1, state: "intent" });
    expect(
      await db.sql("select provider, state, worker, fence::int from public.provider_batches where id = $1", [
        batch.batch_id,
      ]),
    ).toEqual([{ provider: "intent", state: "intent", worker: "w7", fence: 1 }]);
  });

  it("shares a page evenly, and gives what the small leave to the large", async () => {
    const db = open();
    const sizes = [200, 5, 40];
    const workspaces = await Promise.all(sizes.map(() => createWorkspace(db)));
    for (const [index, workspace] of workspaces.entries())
      await startJob(db, workspace, sizes[index] ?? 0, { order: ["even"] });
    const { tasks } = await mustClaim(db, { provider: "even", limit: 90 });
    const counts = workspaces.map((workspace) => tasks.filter((task) => task.job.workspace_id === workspace).length);
    expect(tasks).toHaveLength(90);
    expect(counts[1]).toBe(5);
    expect(counts[2]).toBe(40);
    expect(counts[0]).toBe(45);
  });

  it("lets ten contacts through beside fifty thousand, page by page and one by one", async () => {
    const db = open();
    const large = await createWorkspace(db);
    const small = await createWorkspace(db);
    // Straight into the tables: this is about the claim, and 50,000 rows through the import would only cost time.
    await db.sql(
      `with job as (insert into public.import_jobs (workspace_id, source, status) values ($1, 'api', 'running') returning id, workspace_id),
         people as (insert into public.contacts (workspace_id, job_id, row_number, status) select workspace_id, id, n, 'pending' from job, generate_series(1, 50000) n returning id, job_id, workspace_id)
       insert into public.tasks (workspace_id, job_id, contact_id, channel, provider, run_at)
       select workspace_id, job_id, id, 'email', 'fair', now() - interval '1 hour' from people`,
      [large],
    );
    await startJob(db, small, 10, { order: ["fair"] });
    const first = await mustClaim(db, { provider: "fair", limit: 12 });
    expect(first.tasks.filter((task) => task.job.workspace_id === small)).toHaveLength(6);
    let claims = 0;
    for (let left = 4; left > 0; claims++) {
      const { tasks } = await mustClaim(db, { provider: "fair", limit: 1 });
      if (tasks[0]?.job.workspace_id === small) left--;
      // Each is drawn with even odds: 200 in a row without four of them has a chance below 10^-50.
      expect(claims).toBeLessThan(200);
    }
  });

  it("takes the oldest first within a workspace", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, 3, { order: ["old"] });
    await db.sql("update public.tasks set run_at = now() - interval '1 minute' * id where provider = 'old'");
    const oldest = await db.sql<{ id: number }>(
      "select id::int from public.tasks where provider = 'old' order by run_at limit 1",
    );
    expect((await mustClaim(db, { provider: "old", limit: 1 })).tasks[0]?.task_id).toBe(oldest[0]?.id);
  });

  it("reads as few rows with 20,000 waiting as with 500, and settles by reading each row a few times", async () => {
    const db = open();
    // Counted within the claim's own transaction, where nobody else's reads mix in.
    await db.sql(`
      create function public.test_reads(p_call text) returns bigint language plpgsql as $$
      declare
        v_before bigint;
        v_after bigint;
      begin
        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) into v_before from pg_stat_xact_user_tables where relname in ('tasks', 'contacts');
        execute p_call;
        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) into v_after from pg_stat_xact_user_tables where relname in ('tasks', 'contacts');
        return v_after - v_before;
      end $$`);
    const readsOf = async (call: string) =>
      Number((await db.sql<{ reads: number }>("select public.test_reads($1) as reads", [call]))[0]?.reads);
    const reads = () => readsOf("select public.worker_claim('w', 'deep', 'email', 'k', 50, 1000, 0, 1)");
    const workspace = await createWorkspace(db, 10);
    await startJob(db, workspace, 500, { order: ["deep"] });
    const few = await reads();
    expect(few).toBeGreaterThan(50);
    await startJob(db, workspace, 20_000, { order: ["deep"] });
    expect(await reads()).toBeLessThan(few + 100);
    const batch = await mustClaim(db, { provider: "deep", limit: 250, holdMilli: 1 });
    const items = JSON.stringify(batch.tasks.map((task) => finish(task, "found")));
    const settling = await readsOf(`select public.worker_settle('${batch.batch_id}', 1, '${items}', null)`);
    expect(settling / 250).toBeLessThan(15);
  }, 120_000);
});

describe("claims of several workers", () => {
  const open = useDatabase("postgres");

  it("never lease a task twice, and lose none", async () => {
    const db = open();
    const provider = "many";
    const workspaces = await Promise.all([createWorkspace(db), createWorkspace(db), createWorkspace(db)]);
    for (const workspace of workspaces) await startJob(db, workspace, 120, { order: [provider] });
    const seen: number[] = [];
    const worker = async (name: string) => {
      for (let idle = 0; idle < 3; ) {
        const batch = await claim(db, { provider, limit: 7, worker: name });
        if (!batch) {
          idle++;
          continue;
        }
        seen.push(...batch.tasks.map((task) => task.task_id));
      }
    };
    await Promise.all(["a", "b", "c", "d"].map(worker));
    expect(seen).toHaveLength(360);
    expect(new Set(seen).size).toBe(360);
    const leased = await db.sql("select 1 from public.tasks where provider = $1 and status = 'leased'", [provider]);
    expect(leased).toHaveLength(360);
  }, 60_000);

  it("hand a batch whose lease ran out to exactly one of them, and fence the late one off", async () => {
    const db = open();
    const provider = "late";
    await startJob(db, await createWorkspace(db), 5, { order: [provider] });
    const late = await mustClaim(db, { provider, leaseMs: 0 });
    const taken = (await Promise.all(["a", "b", "c", "d"].map((worker) => reclaim(db, { provider, worker })))).flat();
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ batch_id: late.batch_id, fence: 2 });
    const items = late.tasks.map((task) => finish(task, "found"));
    const outcomes = await Promise.all([settle(db, late, items), settle(db, { ...late, fence: 2 }, items)]);
    expect(outcomes).toEqual([
      { settled: 0, ignored: 5 },
      { settled: 5, ignored: 0 },
    ]);
  });

  it("settle a batch once although four try with the right fence", async () => {
    const db = open();
    const provider = "once";
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, 20, { order: [provider] });
    const batch = await mustClaim(db, { provider });
    const items = batch.tasks.map((task, index) => (index % 2 ? finish(task, "found") : goOn(task, "next")));
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => settle(db, batch, items)));
    expect(outcomes.map((outcome) => outcome.settled).sort()).toEqual([0, 0, 0, 20]);
    expect(await db.sql("select 1 from public.enrichment_results where job_id = $1", [job])).toHaveLength(20);
  });
});
