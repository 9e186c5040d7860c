import { expect, it } from "vitest";
import { createWorkspace, startJob } from "#tests/support/database/factories.ts";
import { describeBoth } from "#tests/support/database/test-database.ts";

describeBoth("waking the worker", (open) => {
  const wake = async () => (await open().sql<{ woken: boolean }>("select private.wake_worker() as woken"))[0]?.woken;

  it("calls the address of the vault when there is something to do or no sign of life, and else does not", async () => {
    const db = open();
    // Stand-ins with the signatures of Supabase's vault and pg_net.
    await db.sql("create schema vault");
    await db.sql("create table vault.decrypted_secrets (name text, decrypted_secret text)");
    await db.sql("create schema net");
    await db.sql("create table net.calls (url text, body jsonb, headers jsonb)");
    await db.sql(`create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds int default 5000)
      returns bigint language sql as 'insert into net.calls values (url, body, headers) returning 1::bigint'`);
    expect(await wake()).toBe(false);
    await db.sql(
      "insert into vault.decrypted_secrets values ('captely_worker_url', 'https://project.example/worker'), ('captely_worker_secret', 's')",
    );
    expect(await wake()).toBe(true);
    expect(await db.sql("select url, headers from net.calls")).toEqual([
      {
        url: "https://project.example/worker",
        headers: { "content-type": "application/json", "x-worker-secret": "s" },
      },
    ]);
    await db.rpc("worker_beat", { p_worker: "w" });
    expect(await wake()).toBe(false);
    await startJob(db, await createWorkspace(db), 1);
    expect(await wake()).toBe(true);
  });
});
