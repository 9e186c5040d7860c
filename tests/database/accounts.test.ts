import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { balances, createUser, createWorkspace } from "#tests/support/database/factories.ts";
import { describeBoth } from "#tests/support/database/test-database.ts";

describeBoth("accounts", (open) => {
  const resolve = (user: string | null, hash: string | null, workspace: string | null) =>
    open().rpc<{ user_id: string | null; workspace_id: string; role: string } | null>("actor_resolve", {
      p_user: user,
      p_key_hash: hash,
      p_workspace: workspace,
    });

  it("gives a new user a profile, a personal workspace of their own and empty accounts", async () => {
    const db = open();
    const user = await createUser(db, "ada.lovelace@acme.example");
    const actor = await resolve(user, null, null);
    expect(actor).toMatchObject({ user_id: user, role: "owner" });
    expect(await db.sql("select name, kind from public.workspaces where created_by = $1", [user])).toEqual([
      { name: "ada.lovelace", kind: "personal" },
    ]);
    expect(await db.sql("select email, locale from public.profiles where id = $1", [user])).toEqual([
      { email: "ada.lovelace@acme.example", locale: "en" },
    ]);
    expect(await balances(db, actor?.workspace_id ?? "")).toEqual({ available: 0, held: 0, spent: 0, granted: 0 });
  });

  it("takes users without an address, with a name, and with a very long one", async () => {
    const db = open();
    for (const meta of [{}, { full_name: "Ada" }, { full_name: "x".repeat(5000) }, { full_name: "  " }]) {
      const id = randomUUID();
      await db.sql("insert into auth.users (id, raw_user_meta_data) values ($1, $2)", [id, JSON.stringify(meta)]);
      expect(await resolve(id, null, null)).toMatchObject({ user_id: id });
    }
  });

  it("follows a changed address, and forgets the profile of a deleted user", async () => {
    const db = open();
    const user = await createUser(db);
    const email = `${randomUUID()}@new.example`;
    await db.sql("update auth.users set email = $2 where id = $1", [user, email]);
    expect(await db.sql("select email from public.profiles where id = $1", [user])).toEqual([{ email }]);
    await db.sql("delete from auth.users where id = $1", [user]);
    expect(await db.sql("select 1 from public.profiles where id = $1", [user])).toEqual([]);
    expect(await resolve(user, null, null)).toBeNull();
  });

  it("knows nobody who is no member, no user and no key", async () => {
    const db = open();
    const user = await createUser(db);
    const team = await createWorkspace(db);
    expect(await resolve(user, null, team)).toBeNull();
    expect(await resolve(randomUUID(), null, null)).toBeNull();
    expect(await resolve(null, null, null)).toBeNull();
    expect(await resolve(null, "no such hash", null)).toBeNull();
    await db.sql("insert into public.members (workspace_id, user_id, role) values ($1, $2, 'viewer')", [team, user]);
    expect(await resolve(user, null, team)).toEqual({ user_id: user, workspace_id: team, role: "viewer" });
  });

  it("lets a key act as a member of its own workspace until it is revoked", async () => {
    const db = open();
    const user = await createUser(db);
    const team = await createWorkspace(db);
    const hash = randomUUID();
    const key = await db.rpc<Record<string, unknown>>("api_key_create", {
      p_workspace: team,
      p_actor: user,
      p_name: "CI",
      p_prefix: "cap_abc",
      p_hash: hash,
    });
    expect(key).not.toHaveProperty("key_hash");
    expect(await resolve(null, hash, null)).toEqual({ user_id: user, workspace_id: team, role: "member" });
    expect(await resolve(null, hash, team)).toMatchObject({ workspace_id: team });
    expect(await resolve(null, hash, await createWorkspace(db))).toBeNull();
    expect(
      await db.sql("select 1 from public.api_keys where key_hash = $1 and last_used_at is not null", [hash]),
    ).toHaveLength(1);
    const revoke = (workspace: string) =>
      db.rpc("api_key_revoke", { p_workspace: workspace, p_actor: user, p_id: key.id });
    await expect(revoke(await createWorkspace(db))).rejects.toMatchObject({ code: "not_found" });
    await revoke(team);
    await revoke(team);
    expect(await resolve(null, hash, null)).toBeNull();
    expect(await db.sql("select action from public.audit_log where workspace_id = $1 order by id", [team])).toEqual([
      { action: "api_key_create" },
      { action: "api_key_revoke" },
      { action: "api_key_revoke" },
    ]);
  });
});
