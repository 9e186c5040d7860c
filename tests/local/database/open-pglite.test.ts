import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OpenDatabaseError } from "#local/database/open-database-error.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";

describe("openPglite", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "captely-pglite-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  it("says in one sentence that a folder holds something else, or another version", async () => {
    mkdirSync(at("photos"));
    writeFileSync(join(at("photos"), "cat.jpg"), "");
    await expect(openPglite(at("photos"))).rejects.toThrow(
      /^The folder .*photos holds something else than a database: choose an empty one\.$/,
    );
    mkdirSync(at("old"));
    writeFileSync(join(at("old"), "PG_VERSION"), "14\n");
    await expect(openPglite(at("old"))).rejects.toThrow(/was written by Postgres 14, this is 18/);
    expect(readdirSync(folder).filter((name) => name.endsWith(".lock"))).toEqual([]);
  });

  it("says that a folder cannot be written", async () => {
    writeFileSync(at("file"), "");
    await expect(openPglite(join(at("file"), "db"))).rejects.toThrow(
      /cannot be written: choose one that you may write to\.$/,
    );
    mkdirSync(at("readonly"));
    chmodSync(at("readonly"), 0o500);
    // Root may write anywhere: then the folder opens, which is right too.
    const opening = openPglite(join(at("readonly"), "db"));
    if (userInfo().uid === 0) await (await opening).close();
    else await expect(opening).rejects.toBeInstanceOf(OpenDatabaseError);
  });

  it("makes a folder, keeps what is written, and lets go of it when closed", async () => {
    const first = await openPglite(at("db"));
    const { workspace_id } = await directRpc(first).rpc<{ workspace_id: string }>("workspace_create_system", {
      p_name: "kept",
    });
    await expect(openPglite(at("db"))).rejects.toThrow(
      new RegExp(`is in use by process ${process.pid}: stop that one first`),
    );
    await first.close();
    expect(existsSync(`${at("db")}.lock`)).toBe(false);
    const second = await openPglite(at("db"));
    expect((await second.query("select name from public.workspaces where id = $1", [workspace_id])).rows).toEqual([
      { name: "kept" },
    ]);
    await second.close();
  });

  it("starts over when it died while a new folder was filled", async () => {
    mkdirSync(at("half"));
    writeFileSync(join(at("half"), "PG_VERSION"), "18\n");
    writeFileSync(`${at("half")}.filling`, "");
    const pglite = await openPglite(at("half"));
    expect(await directRpc(pglite).rpc("health_check", {})).toMatchObject({ ok: true });
    await pglite.close();
    expect(existsSync(`${at("half")}.filling`)).toBe(false);
  });

  it("takes over the lock of a process that is gone, even when its number lives on", async () => {
    writeFileSync(`${at("db")}.lock`, "999999999 1");
    await (await openPglite(at("db"))).close();
    // Our own number with another start: somebody before us had it.
    writeFileSync(`${at("db")}.lock`, `${process.ppid} 1`);
    if (existsSync("/proc/self/stat")) await (await openPglite(at("db"))).close();
  });

  it("opens what a killed process left", async () => {
    const script = `
      const { openPglite } = await import(${JSON.stringify(new URL("../../../supabase/local/database/open-pglite.ts", import.meta.url).href)});
      const db = await openPglite(${JSON.stringify(at("killed"))});
      await db.exec("create table kept (n int)");
      for (let n = 0; ; n++) { await db.query("insert into kept values ($1)", [n]); if (n === 50) console.log("ready"); }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    const pglite = await openPglite(at("killed"));
    const { rows } = await pglite.query<{ n: number; top: number }>(
      "select count(*)::int as n, max(n) as top from kept",
    );
    expect(rows[0]?.n).toBeGreaterThan(50);
    expect(rows[0]?.n).toBe((rows[0]?.top ?? 0) + 1);
    await pglite.close();
  });

  it("gives one sentence for a folder whose files are damaged", async () => {
    cpSync(at("db"), at("damaged"), { recursive: true });
    truncateSync(join(at("damaged"), "global", "pg_control"), 10);
    await expect(openPglite(at("damaged"))).rejects.toThrow(
      /^The database in .*damaged cannot be opened \(.*\): move that folder away to start afresh\.$/,
    );
  });
});
