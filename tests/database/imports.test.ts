import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { AppError } from "#contracts/errors.ts";
import {
  addRows,
  changeJob,
  counterFaults,
  createDraft,
  createWorkspace,
  defaultOptions,
  getJob,
  type JobRow,
  personRow,
  start,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth } from "#tests/support/database/test-database.ts";

interface Summary {
  rows: number;
  contacts: number;
  invalid: number;
  duplicates_in_file: number;
  duplicates_known: number;
  issues: { row_number: number; reason: string }[];
  duplicates: { row_number: number; duplicate_of_row: number | null }[];
}

describeBoth("imports", (open) => {
  const summary = (workspace: string, job: string) =>
    open().rpc<Summary>("import_summary", { p_workspace: workspace, p_job: job });

  it("refuses rows for an unknown job, another workspace's job and a started one", async () => {
    const db = open();
    const mine = await createWorkspace(db);
    const other = await createWorkspace(db);
    const job = await createDraft(db, mine, [personRow(1)]);
    await expect(addRows(db, other, job, [personRow(2)])).rejects.toMatchObject({ code: "not_found" });
    await expect(addRows(db, mine, mine, [personRow(2)])).rejects.toBeInstanceOf(AppError);
    await start(db, mine, job);
    await expect(addRows(db, mine, job, [personRow(2)])).rejects.toMatchObject({ code: "conflict" });
    await expect(start(db, mine, job)).rejects.toMatchObject({ code: "conflict" });
    await expect(db.rpc("import_discard", { p_workspace: mine, p_job: job, p_actor: null })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("makes one draft for one id, and refuses the id of another workspace's import", async () => {
    const db = open();
    const mine = await createWorkspace(db);
    const other = await createWorkspace(db);
    const id = randomUUID();
    const create = (workspace: string, name: string) =>
      db.rpc("import_create", { p_workspace: workspace, p_actor: null, p_import: { id, name, source: "cli" } });
    expect(await create(mine, "once")).toEqual({ job_id: id });
    expect(await create(mine, "again")).toEqual({ job_id: id });
    await expect(create(other, "theirs")).rejects.toMatchObject({ code: "conflict" });
    expect(await db.sql("select name, workspace_id from public.import_jobs where id = $1", [id])).toEqual([
      { name: "once", workspace_id: mine },
    ]);
  });

  it("makes a small import in one piece: all of it, or nothing", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const whole = (rows: unknown[], where = workspace) =>
      db.rpc<JobRow>("import_whole", {
        p_workspace: where,
        p_actor: null,
        p_import: {
          name: "Captured",
          source: "extension",
          columns: ["Name", "Company"],
          mapping: {},
          options: defaultOptions,
        },
        p_rows: rows,
      });
    await expect(whole([personRow(1)], randomUUID())).rejects.toMatchObject({ code: "not_found" });
    const before = await db.sql("select count(*)::int as jobs from import_jobs");
    // The second row is no row: the first one goes with it.
    await expect(whole([personRow(1), { row_number: "two", person: {} }])).rejects.toThrow();
    expect(await db.sql("select count(*)::int as jobs from import_jobs")).toEqual(before);

    const bad = { row_number: 2, cells: [], error: { reason: "no_identity", detail: null } };
    const first = await whole([personRow(1, "Ada Whole"), bad, personRow(3, "Ada Whole")]);
    expect(first).toMatchObject({
      status: "running",
      row_count: 3,
      contact_count: 1,
      invalid_count: 1,
      duplicate_count: 1,
    });
    expect(await getJob(db, workspace, first.id)).toMatchObject({ status: "running", contact_count: 1, row_count: 3 });
    expect(await whole([personRow(1, "Ada Whole")])).toMatchObject({ contact_count: 0, duplicate_count: 1 });
    expect(await counterFaults(db)).toEqual([]);
  });

  it("takes rows once, however often they are sent", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const rows = [
      personRow(1),
      personRow(2),
      { row_number: 3, cells: ["?"], error: { reason: "no_name", detail: "empty" } },
    ];
    const job = await createDraft(db, workspace, []);
    expect(await addRows(db, workspace, job, rows)).toEqual({ added: 2, invalid: 1, duplicates: 0 });
    expect(await addRows(db, workspace, job, rows)).toEqual({ added: 0, invalid: 0, duplicates: 0 });
    expect(await addRows(db, workspace, job, [...rows, personRow(4), personRow(4)])).toEqual({
      added: 1,
      invalid: 0,
      duplicates: 0,
    });
    const found = await summary(workspace, job);
    expect(found).toMatchObject({ rows: 4, contacts: 3, invalid: 1 });
    expect(found.issues).toEqual([{ row_number: 3, reason: "no_name", detail: "empty", cells: ["?"] }]);
  });

  it("points duplicates at the first row with any of their keys, through chains, within and across chunks", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const rows = [
      personRow(1, "A", ["a"]),
      personRow(2, "AB", ["a", "b"]),
      personRow(3, "BC", ["b", "c"]),
      personRow(4, "D", ["d"]),
      personRow(5, "CD", ["c", "d"]),
      personRow(6, "E", []),
      personRow(7, "F", []),
      personRow(8, "D again", ["d"]),
    ];
    const expected = [
      { row_number: 2, duplicate_of_row: 1 },
      { row_number: 3, duplicate_of_row: 1 },
      { row_number: 5, duplicate_of_row: 1 },
      { row_number: 8, duplicate_of_row: 4 },
    ];
    const whole = await createDraft(db, workspace, rows);
    expect((await summary(workspace, whole)).duplicates).toMatchObject(expected);
    await db.rpc("import_discard", { p_workspace: workspace, p_job: whole, p_actor: null });
    const cut = await createDraft(db, workspace, []);
    for (const row of rows) await addRows(db, workspace, cut, [row]);
    const found = await summary(workspace, cut);
    expect(found.duplicates).toMatchObject(expected);
    expect(found).toMatchObject({ contacts: 4, duplicates_in_file: 4, duplicates_known: 0 });
  });

  it("knows people of earlier jobs, of this workspace only", async () => {
    const db = open();
    const mine = await createWorkspace(db);
    const other = await createWorkspace(db);
    await startJob(db, mine, [personRow(1, "Ada", ["k"])]);
    expect(await summary(mine, await createDraft(db, mine, [personRow(1, "Ada", ["k"])]))).toMatchObject({
      duplicates_known: 1,
      contacts: 0,
    });
    expect(await summary(other, await createDraft(db, other, [personRow(1, "Ada", ["k"])]))).toMatchObject({
      duplicates_known: 0,
      contacts: 1,
    });
  });

  it("does not let an abandoned draft swallow the next upload of the same file", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const rows = [personRow(1, "Ada", ["k1"]), personRow(2, "Bob", ["k2"]), personRow(3, "Bob", ["k2"])];
    const abandoned = await createDraft(db, workspace, rows);
    const second = await createDraft(db, workspace, rows);
    expect(await summary(workspace, second)).toMatchObject({ contacts: 2, duplicates_known: 0, duplicates_in_file: 1 });
    await start(db, workspace, second);
    // The first one, started after all, finds its people taken.
    const late = await start(db, workspace, abandoned);
    expect(late).toMatchObject({ status: "completed", contact_count: 0, duplicate_count: 3 });
    expect(await db.sql("select 1 from public.tasks where job_id = $1", [abandoned])).toEqual([]);
    expect(await summary(workspace, abandoned)).toMatchObject({ duplicates_known: 3, duplicates_in_file: 0 });
    expect(await counterFaults(db)).toEqual([]);
  });

  it("gives the keys of a draft that starts first back to it", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const first = await createDraft(db, workspace, [personRow(1, "Ada", ["kk"])]);
    await createDraft(db, workspace, [personRow(1, "Ada", ["kk"])]);
    await start(db, workspace, first);
    const third = await createDraft(db, workspace, [personRow(1, "Ada", ["kk"])]);
    expect(await summary(workspace, third)).toMatchObject({ duplicates_known: 1 });
  });

  it("takes over keys of cancelled contacts", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await startJob(db, workspace, [personRow(1, "Ada", ["kc"])]);
    await changeJob(db, "job_cancel", workspace, job);
    const again = await createDraft(db, workspace, [personRow(1, "Ada", ["kc"])]);
    expect(await summary(workspace, again)).toMatchObject({ contacts: 1, duplicates_known: 0 });
  });

  it("leaves other jobs their keys when a draft that repeats them is discarded", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await startJob(db, workspace, [personRow(1, "Ada", ["stay"])]);
    const draft = await createDraft(db, workspace, [
      personRow(1, "Ada", ["stay", "more"]),
      personRow(2, "Bob", ["gone"]),
    ]);
    await db.rpc("import_discard", { p_workspace: workspace, p_job: draft, p_actor: null });
    const keys = await db.sql<{ key: string }>(
      "select key from public.contact_keys where workspace_id = $1 order by key",
      [workspace],
    );
    expect(keys.map((row) => row.key)).toEqual(["more", "stay"]);
  });

  it("discards a draft with everything in it", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const job = await createDraft(db, workspace, [
      personRow(1),
      personRow(2, "X", ["name:Person 1"]),
      { row_number: 3, cells: [], error: { reason: "r", detail: null } },
    ]);
    await db.rpc("import_discard", { p_workspace: workspace, p_job: job, p_actor: null });
    for (const table of ["import_jobs", "contacts", "contact_keys", "import_issues"]) {
      expect(await db.sql(`select 1 from public.${table} where workspace_id = $1`, [workspace]), table).toEqual([]);
    }
  });

  it("finishes suppressed people at the start, and a job with nobody left at once", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await db.rpc("suppression_add", {
      p_workspace: null,
      p_keys: ["out-everywhere"],
      p_reason: "opted_out",
      p_source: "test",
    });
    await db.rpc("suppression_add", {
      p_workspace: workspace,
      p_keys: ["out-here"],
      p_reason: "user",
      p_source: "test",
    });
    const job = await createDraft(db, workspace, [
      personRow(1, "A", ["out-everywhere"]),
      personRow(2, "B", ["out-here"]),
    ]);
    expect(await start(db, workspace, job)).toMatchObject({ status: "completed", done_count: 2, suppressed_count: 2 });
    expect(await db.sql("select result, reason, status from public.contacts where job_id = $1", [job])).toEqual([
      { result: "suppressed", reason: "opted_out", status: "done" },
      { result: "suppressed", reason: "opted_out", status: "done" },
    ]);
    const empty = await createDraft(db, workspace, []);
    expect(await start(db, workspace, empty)).toMatchObject({ status: "completed" });
  });

  it("makes one task for each wanted channel that has somebody to ask", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const cases = [
      { options: { want: "email" }, tasks: ["email:alpha"] },
      { options: { want: "both" }, tasks: ["email:alpha"] },
      { options: { want: "both", phone_order: ["gamma"] }, tasks: ["email:alpha", "phone:gamma"] },
      { options: { want: "phone", phone_order: ["gamma"] }, tasks: ["phone:gamma"] },
    ];
    for (const { options, tasks } of cases) {
      const job = await startJob(db, workspace, 1, options);
      const rows = await db.sql<{ task: string }>(
        "select channel || ':' || provider as task from public.tasks where job_id = $1 order by 1",
        [job],
      );
      expect(rows.map((row) => row.task)).toEqual(tasks);
    }
    const nobody = await startJob(db, workspace, 2, { want: "phone" });
    expect(await getJob(db, workspace, nobody)).toMatchObject({ status: "completed", failed_count: 2 });
    expect(await counterFaults(db)).toEqual([]);
  });
});
