import { describe, expect, it } from "vitest";
import { createWorkspace } from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase, useDatabase } from "#tests/support/database/test-database.ts";

const begin = (db: TestDatabase, workspace: string, key: string, hash = "h", route = "POST /imports") =>
  db.rpc<{ state: string; response_status: number | null; response: unknown }>("idempotency_begin", {
    p_workspace: workspace,
    p_route: route,
    p_key: key,
    p_body_hash: hash,
  });
const place = (workspace: string, key: string) => ({ p_workspace: workspace, p_route: "POST /imports", p_key: key });

describeBoth("idempotency", (open) => {
  it("refuses another body and says when the first is still running", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    expect(await begin(db, workspace, "k")).toMatchObject({ state: "new" });
    expect(await begin(db, workspace, "k")).toMatchObject({ state: "running" });
    expect(await begin(db, workspace, "k", "other")).toMatchObject({ state: "mismatch" });
    expect(await begin(db, workspace, "k", "h", "POST /keys")).toMatchObject({ state: "new" });
    expect(await begin(db, await createWorkspace(db), "k", "other")).toMatchObject({ state: "new" });
  });

  it("replays the answer, for a day", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await begin(db, workspace, "k");
    await db.rpc("idempotency_finish", { ...place(workspace, "k"), p_status: 202, p_response: { job_id: "j" } });
    expect(await begin(db, workspace, "k")).toEqual({ state: "done", response_status: 202, response: { job_id: "j" } });
    expect(await db.rpc("idempotency_abort", place(workspace, "k"))).toBe(false);
    await db.sql("update public.idempotency_keys set expires_at = now() where workspace_id = $1", [workspace]);
    expect(await db.rpc("purge_expired", {})).toMatchObject({ idempotency_keys: 1 });
    expect(await begin(db, workspace, "k", "other")).toMatchObject({ state: "new" });
  });

  it("frees an aborted key, and one whose process died", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    await begin(db, workspace, "k");
    expect(await db.rpc("idempotency_abort", place(workspace, "k"))).toBe(true);
    expect(await begin(db, workspace, "k", "other")).toMatchObject({ state: "new" });
    await db.sql(
      "update public.idempotency_keys set created_at = now() - interval '3 minutes' where workspace_id = $1",
      [workspace],
    );
    expect(await begin(db, workspace, "k", "other")).toMatchObject({ state: "new" });
    expect(await begin(db, workspace, "k", "other")).toMatchObject({ state: "running" });
  });
});

describe("idempotency with ten callers", () => {
  const open = useDatabase("postgres");
  it("lets exactly one do it", async () => {
    const db = open();
    const workspace = await createWorkspace(db);
    const states = await Promise.all(Array.from({ length: 10 }, async () => (await begin(db, workspace, "k")).state));
    expect(states.filter((state) => state === "new")).toHaveLength(1);
    expect(states.filter((state) => state === "running")).toHaveLength(9);
  });
});
