import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  balances,
  type ClaimedBatch,
  changeJob,
  claim,
  counterFaults,
  createWorkspace,
  finish,
  getJob,
  goOn,
  grant,
  ledgerFaults,
  mustClaim,
  retry,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, useDatabase } from "#tests/support/database/test-database.ts";

describeBoth("ledger", (open) => {
  it.each([
    "update public.credit_logs set note = 'x'",
    "update public.credit_logs set amount_milli = 1 where false",
    "delete from public.credit_logs",
    "truncate public.credit_logs",
  ])("refuses to everybody: %s", async (statement) => {
    const db = open();
    await createWorkspace(db, 1);
    await expect(db.sql(statement)).rejects.toThrow(/append-only/);
  });

  it("refuses a transfer that does not balance, even from the owner of the tables", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 1);
    const insert = (amounts: number[]) =>
      db.sql(
        `insert into public.credit_logs (transfer_id, workspace_id, account_id, kind, amount_milli, balance_after_milli, idempotency_key)
         select $1, $2, (select id from public.credit_accounts where workspace_id = $2 and kind = k.kind), 'grant', k.amount, 0, $3
         from unnest($4::bigint[], array['granted', 'available', 'held']) k (amount, kind) where k.amount is not null`,
        [randomUUID(), workspace, randomUUID(), amounts],
      );
    for (const amounts of [[-5, 4], [5], [-4, 2, 2], [-5, 6]]) {
      await expect(insert(amounts)).rejects.toMatchObject({ code: "23514" });
    }
    expect(await ledgerFaults(db)).toEqual([]);
  });

  it("refuses an overdraft, a grant of nothing, and a grant to nobody", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 1);
    const rows = [{ workspace_id: workspace, amount_milli: 1001, key: randomUUID() }];
    await expect(db.sql("select private.credits_move('hold', $1)", [JSON.stringify(rows)])).rejects.toThrow(
      "credits_exhausted",
    );
    await expect(grant(db, workspace, 0)).rejects.toMatchObject({ code: "unprocessable" });
    await expect(grant(db, workspace, -5)).rejects.toMatchObject({ code: "unprocessable" });
    await expect(grant(db, randomUUID(), 5)).rejects.toMatchObject({ code: "not_found" });
    expect(await balances(db, workspace)).toEqual({ available: 1, held: 0, spent: 0, granted: 1 });
  });

  it("grants once for each key", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    expect(await grant(db, workspace, 3, "k")).toEqual({ balance_milli: 3000 });
    expect(await grant(db, workspace, 3, "k")).toEqual({ balance_milli: 3000 });
    const welcome = { p_workspace: workspace, p_amount_milli: 2000 };
    expect(await db.rpc("welcome_grant", welcome)).toEqual({ balance_milli: 5000 });
    expect(await db.rpc("welcome_grant", welcome)).toEqual({ balance_milli: 5000 });
  });

  it("refunds a charge once, by a linked entry", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 5);
    const job = await startJob(db, workspace, 1, { order: ["refund"] });
    const batch = await mustClaim(db, { provider: "refund", holdMilli: 1000 });
    await settle(
      db,
      batch,
      batch.tasks.map((task) => finish(task, "found", { credits: 1 })),
    );
    const [charge] = await db.sql<{ transfer_id: string }>(
      "select distinct transfer_id from public.credit_logs where job_id = $1 and kind = 'capture'",
      [job],
    );
    const refund = (key: string, transfer = charge?.transfer_id) =>
      db.rpc("credits_refund", { p_workspace: workspace, p_transfer: transfer, p_key: key, p_note: "bounced" });
    await expect(refund("r0", randomUUID())).rejects.toMatchObject({ code: "not_found" });
    expect(await refund("r1")).toEqual({ balance_milli: 5000 });
    expect(await refund("r1")).toEqual({ balance_milli: 5000 });
    await expect(refund("r2")).rejects.toMatchObject({ code: "conflict" });
    expect(await balances(db, workspace)).toEqual({ available: 5, held: 0, spent: 0, granted: 5 });
    expect(await ledgerFaults(db)).toEqual([]);
  });

  it("stays balanced whatever happens in whatever order", async () => {
    const db = open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            do: fc.constantFrom(
              "grant",
              "start",
              "claim",
              "claim",
              "settle",
              "settle",
              "settle",
              "pause",
              "resume",
              "cancel",
              "release",
              "replay",
            ),
            pick: fc.nat({ max: 1000 }),
          }),
          { minLength: 10, maxLength: 40 },
        ),
        async (steps) => {
          const workspace = await createWorkspace(db, 3);
          const provider = `prop-${workspace}`;
          const jobs: string[] = [];
          const batches: ClaimedBatch[] = [];
          let settled: { batch: ClaimedBatch; items: unknown[] } | null = null;
          for (const { do: what, pick } of steps) {
            const job = jobs[pick % Math.max(jobs.length, 1)];
            const batch = batches[pick % Math.max(batches.length, 1)];
            if (what === "grant") await grant(db, workspace, 1 + (pick % 5));
            if (what === "start") jobs.push(await startJob(db, workspace, 1 + (pick % 4), { order: [provider] }));
            if (what === "claim") {
              const claimed = await claim(db, { provider, limit: 1 + (pick % 3), holdMilli: 1500, askCostMicros: 10 });
              if (claimed) batches.push(claimed);
            }
            if (what === "settle" && batch) {
              const items = batch.tasks.map((task, index) => {
                const way = (pick + index) % 5;
                if (way === 0) return goOn(task, provider, 10);
                if (way === 1) return retry(task, 0);
                return finish(task, way === 2 ? "not_found" : "found", { credits: way - 2, cost: 7 });
              });
              await settle(db, batch, items.slice(0, 1 + (pick % 3)));
              settled = { batch, items };
            }
            if (what === "replay" && settled) await settle(db, settled.batch, settled.items);
            if (what === "release" && batch)
              await db.rpc("worker_release", { p_batch: batch.batch_id, p_fence: batch.fence });
            if (job && (what === "pause" || what === "resume" || what === "cancel")) {
              await changeJob(db, `job_${what}`, workspace, job).catch((error: unknown) => {
                expect(error).toMatchObject({ code: "conflict" });
              });
            }
          }
          expect(await ledgerFaults(db)).toEqual([]);
          expect(await counterFaults(db)).toEqual([]);
          const now = await balances(db, workspace);
          expect(now.available + now.held + now.spent).toBeCloseTo(now.granted, 6);
        },
      ),
      { seed: 20261123, numRuns: 12 },
    );
  }, 120_000);
});

describe("ledger under races", () => {
  const open = useDatabase("postgres");

  it("starts exactly one of ten three-credit contacts on a balance of three credits", async () => {
    const db = open();
    for (let round = 0; round < 5; round++) {
      const workspace = await createWorkspace(db, 3);
      const provider = `race-${round}`;
      const jobs = await Promise.all(
        Array.from({ length: 10 }, () => startJob(db, workspace, 1, { order: [provider] })),
      );
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          claim(db, { provider, limit: 1, holdMilli: 3000, worker: `w${index}` }),
        ),
      );
      const more = await claim(db, { provider, limit: 10, holdMilli: 3000 });
      const started = [...claims, more].flatMap((batch) => batch?.tasks ?? []);
      expect(started).toHaveLength(1);
      expect(await balances(db, workspace)).toEqual({ available: 0, held: 3, spent: 0, granted: 3 });
      const states = await Promise.all(jobs.map(async (job) => (await getJob(db, workspace, job)).status));
      expect(states.filter((status) => status === "running").length).toBeLessThanOrEqual(1);
      expect(await ledgerFaults(db)).toEqual([]);
    }
  });

  it("grants once although ten ask at the same time with the same key", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await Promise.all(Array.from({ length: 10 }, () => grant(db, workspace, 7, "same")));
    expect(await balances(db, workspace)).toMatchObject({ available: 7, granted: 7 });
  });

  it("neither deadlocks nor loses a credit while workers, people and grants cross", async () => {
    const db = open();
    const workspaces = await Promise.all([createWorkspace(db, 20), createWorkspace(db, 20), createWorkspace(db, 20)]);
    const provider = "crossing";
    const jobs = await Promise.all(
      workspaces.flatMap((workspace) =>
        [1, 2].map(async () => ({ workspace, job: await startJob(db, workspace, 30, { order: [provider] }) })),
      ),
    );
    const worker = async (name: string) => {
      for (let turn = 0; turn < 12; turn++) {
        const batch = await claim(db, { provider, limit: 8, holdMilli: 1000, askCostMicros: 5, worker: name });
        if (!batch) continue;
        await settle(
          db,
          batch,
          batch.tasks.map((task, index) =>
            index % 3 === 0
              ? goOn(task, provider, 5)
              : finish(task, index % 2 ? "found" : "not_found", { credits: index % 2, cost: 5 }),
          ),
        );
      }
    };
    const people = async () => {
      for (let turn = 0; turn < 12; turn++) {
        const target = jobs[turn % jobs.length];
        if (!target) continue;
        const change =
          (["job_pause", "job_resume", "job_cancel"] as const)[turn % 5 === 4 ? 2 : turn % 2] ?? "job_pause";
        await changeJob(db, change, target.workspace, target.job).catch((error: unknown) =>
          expect(error).toMatchObject({ code: "conflict" }),
        );
        await grant(db, target.workspace, 2);
      }
    };
    await Promise.all([worker("a"), worker("b"), worker("c"), worker("d"), people(), people()]);
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  }, 60_000);
});
