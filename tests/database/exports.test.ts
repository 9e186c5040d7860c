import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { contactResults } from "#core/jobs/words.ts";
import {
  changeJob,
  createDraft,
  createWorkspace,
  finish,
  goOn,
  mustClaim,
  personRow,
  retry,
  settle,
  start,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth } from "#tests/support/database/test-database.ts";

interface Row {
  row_number: number;
  cells: string[];
  email: string | null;
  cost_micros: number;
  result: string | null;
  reason: string | null;
}

describeBoth("exports", (open) => {
  const rows = (workspace: string, job: string, after = 0, limit = 100) =>
    open().rpc<Row[]>("job_rows", { p_workspace: workspace, p_job: job, p_after: after, p_limit: limit });

  it("shows nothing of another workspace", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const other = await createWorkspace(db);
    const job = await startJob(db, workspace, 1, { order: ["hidden"] });
    const [contact] = await db.sql<{ id: string }>("select id from public.contacts where job_id = $1", [job]);
    for (const call of [
      () => rows(other, job),
      () => db.rpc("job_get", { p_workspace: other, p_job: job }),
      () => db.rpc("job_report", { p_workspace: other, p_job: job }),
      () => db.rpc("import_summary", { p_workspace: other, p_job: job }),
      () => db.rpc("contact_get", { p_workspace: other, p_contact: contact?.id }),
      () => db.rpc("job_get", { p_workspace: workspace, p_job: randomUUID() }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("gives one row for each row of the file, in order, whatever became of it", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const known = await startJob(db, workspace, [personRow(1, "Known", ["known"])], { order: ["x1"] });
    const earlier = await mustClaim(db, { provider: "x1" });
    await settle(
      db,
      earlier,
      earlier.tasks.map((task) => finish(task, "found", { cost: 900 })),
    );
    const job = await createDraft(
      db,
      workspace,
      [
        personRow(1, "Ada", ["ada"]),
        { row_number: 2, cells: ["?"], error: { reason: "no_name", detail: "" } },
        personRow(3, "Ada", ["ada"]),
        personRow(4, "Known", ["known"]),
        personRow(5, "Bob", ["bob"]),
        personRow(6, "Cy", ["cy"]),
      ],
      { order: ["x2"] },
    );
    await start(db, workspace, job);
    const batch = await mustClaim(db, { provider: "x2", limit: 2, holdMilli: 1000 });
    const items = batch.tasks.map((task) =>
      finish(task, task.contact.first_name === "Ada" ? "found" : "not_found", { cost: 100, credits: 1 }),
    );
    await settle(db, batch, items);
    await changeJob(db, "job_cancel", workspace, job);
    const all = await rows(workspace, job);
    expect(all.map((row) => [row.row_number, row.result, row.reason, row.cost_micros])).toEqual([
      [1, "found", "accepted", 100],
      [2, "invalid_row", "no_name", 0],
      [3, "found", "duplicate_of_row_1", 0],
      [4, "found", "duplicate_of_known", 0],
      [5, "not_found", "exhausted", 100],
      [6, "failed", "cancelled", 0],
    ]);
    expect(all[2]?.email).toBe(all[0]?.email);
    expect(all[3]?.email).not.toBeNull();
    for (const row of all) expect(contactResults).toContain(row.result);
    // Page by page it is the same.
    const paged: Row[] = [];
    for (;;) {
      const page = await rows(workspace, job, paged.at(-1)?.row_number ?? 0, 2);
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    expect(await rows(workspace, known)).toHaveLength(1);
  });

  it("reports what each provider was asked, answered and cost", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 100);
    const job = await startJob(db, workspace, 4, { order: ["r1"] });
    const first = await mustClaim(db, { provider: "r1", holdMilli: 1000 });
    const [a, b, c, d] = first.tasks;
    if (!a || !b || !c || !d) throw new Error("four tasks");
    await settle(db, first, [
      finish(a, "found", { cost: 10, credits: 1 }),
      goOn(b, "r2", 5),
      { ...goOn(c, "r2"), ask: { ...goOn(c, "r2").ask, outcome: "rate_limited" } },
      retry(d, 0),
    ]);
    const again = await mustClaim(db, { provider: "r1", holdMilli: 1000 });
    await settle(
      db,
      again,
      again.tasks.map((task) => ({ ...goOn(task, "r2"), ask: { ...goOn(task, "r2").ask, outcome: "skipped" } })),
    );
    const second = await mustClaim(db, { provider: "r2", holdMilli: 1000 });
    await settle(
      db,
      second,
      second.tasks.map((task) => finish(task, "not_found", { cost: 1 })),
    );
    const report = await db.rpc<Record<string, unknown>>("job_report", { p_workspace: workspace, p_job: job });
    expect(report).toMatchObject({
      status: "completed",
      contacts: 4,
      found: 1,
      not_found: 3,
      emails: 1,
      credits_milli: 1000,
      cost_micros: 18,
      sandbox: true,
      providers: {
        r1: { asked: 4, found: 1, accepted: 0, errors: 1, rate_limited: 1, cost_micros: 15, p50_ms: 10 },
        r2: { asked: 3, found: 0, accepted: 0, errors: 0, rate_limited: 0, cost_micros: 3 },
      },
    });
    expect(Number(report.duration_ms)).toBeGreaterThanOrEqual(0);
  });

  it("shows a contact with its trail, and a duplicate with its original's", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, [personRow(1, "Ada", ["ct"]), personRow(2, "Ada", ["ct"])], {
      order: ["ct"],
    });
    const batch = await mustClaim(db, { provider: "ct" });
    await settle(
      db,
      batch,
      batch.tasks.map((task) => finish(task, "found", { cost: 3 })),
    );
    const contacts = await db.sql<{ id: string }>(
      "select id from public.contacts where job_id = $1 order by row_number",
      [job],
    );
    for (const [index, { id }] of contacts.entries()) {
      const shown = await db.rpc<{ contact: Record<string, unknown>; trail: unknown[] }>("contact_get", {
        p_workspace: workspace,
        p_contact: id,
      });
      expect(shown.contact).toMatchObject({ id, status: index === 0 ? "done" : "duplicate" });
      expect(shown.contact).not.toHaveProperty("keys");
      expect(shown.trail).toMatchObject([
        { provider: "ct", outcome: "found", cost_micros: 3, decision: { do: "finish", reason: "accepted" } },
      ]);
    }
  });
});
