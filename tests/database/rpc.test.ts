import pg from "pg";
import { describe, expect, it } from "vitest";
import { AppError } from "#contracts/errors.ts";
import { DbError } from "#functions/_shared/db/port.ts";
import { directRpc } from "#local/database/rpc.ts";
import { createWorkspace } from "#tests/support/database/factories.ts";
import { createPostgresDatabase, describeBoth } from "#tests/support/database/test-database.ts";

describeBoth("direct calls", (open) => {
  it("turn a refusal of ours into an AppError, anything else into a DbError", async () => {
    const db = open();
    const refused = db.rpc("job_get", { p_workspace: await createWorkspace(db), p_job: await createWorkspace(db) });
    await expect(refused).rejects.toBeInstanceOf(AppError);
    await expect(refused).rejects.toMatchObject({ code: "not_found", detail: "This import does not exist." });
    const broken = db.rpc("job_get", { p_workspace: "no uuid", p_job: null });
    await expect(broken).rejects.toBeInstanceOf(DbError);
    await expect(broken).rejects.toMatchObject({ code: "22P02" });
  });

  it.each([
    ["no_such_function", {}],
    ["health_check", { p_extra: 1 }],
    ["job_get", { p_workspace: null }],
    ['health_check"(); drop table public.contacts; --', {}],
    ["health_check", { 'x" => 1); --': 1 }],
  ])("refuse %s with %j", async (name, args) => {
    await expect(open().rpc(name, args)).rejects.toMatchObject({ code: "PGRST202" });
  });

  it("are rolled back as a whole, and leave the connection usable", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await expect(
      db.rpc("credits_grant", { p_workspace: workspace, p_amount_milli: -1, p_key: "k", p_note: null }),
    ).rejects.toThrow();
    expect(await db.rpc("health_check", {})).toMatchObject({ ok: true });
  });

  it("pass arrays, JSON, numbers and null as the function's own types, and give back JSON", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const add = { p_workspace: workspace, p_keys: ["a", "b", 'c"\\,{}'], p_reason: "user", p_source: null };
    expect(await db.rpc("suppression_add", add)).toBe(3);
    expect(await db.rpc("worker_renew", { p_worker: "w", p_batches: [], p_lease_ms: 1 })).toBe(0);
    expect(await db.rpc("worker_beat", { p_worker: "w" })).toBeNull();
    expect(
      await db.rpc("rate_take", { p_bucket: "b", p_count: 1, p_windows: [{ capacity: 1, per_ms: 1000 }] }),
    ).toEqual({
      granted: 1,
      wait_ms: 0,
    });
  });
});

describe("direct calls as the connection's own user", () => {
  it("need no transaction of their own", async () => {
    const { url, drop } = await createPostgresDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const db = directRpc(pool, { role: null });
    await expect(db.rpc("job_get", { p_workspace: null, p_job: null })).rejects.toMatchObject({ code: "not_found" });
    expect(await db.rpc("health_check", {})).toMatchObject({ ok: true });
    await pool.end();
    await drop();
  });
});
