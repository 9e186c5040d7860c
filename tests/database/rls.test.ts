import { beforeAll, describe, expect, it } from "vitest";
import {
  createDraft,
  createUser,
  createWorkspace,
  finish,
  grant,
  mustClaim,
  personRow,
  settle,
  start,
} from "#tests/support/database/factories.ts";
import { type Actor, describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

/**
 * What a signed-in member sees of each table or view; everybody else sees nothing, and nobody writes. `own`: rows of the
 * workspaces one belongs to, told by that column, and of those `only` the ones meant for that user. `closed`: no privilege at all. A table that is missing here fails.
 */
const expectations: Record<string, { own: string; only?: string } | "self" | "closed"> = {
  api_keys: { own: "workspace_id" },
  audit_log: "closed",
  calibration_snapshots: "closed",
  companies: { own: "workspace_id" },
  contact_keys: "closed",
  contacts: { own: "workspace_id" },
  credit_accounts: { own: "workspace_id" },
  credit_balances: { own: "workspace_id" },
  credit_logs: { own: "workspace_id" },
  dead_letters: "closed",
  deliveries: { own: "workspace_id" },
  destinations: { own: "workspace_id" },
  disposable_domains: "closed",
  disposable_lists: "closed",
  enrichment_results: { own: "workspace_id" },
  export_logs: { own: "workspace_id" },
  extension_codes: "closed",
  feedback: { own: "workspace_id" },
  idempotency_keys: "closed",
  import_issues: { own: "workspace_id" },
  import_jobs: { own: "workspace_id" },
  list_contacts: { own: "workspace_id" },
  lists: { own: "workspace_id" },
  members: { own: "workspace_id" },
  notification_logs: { own: "workspace_id", only: "user_id is null or user_id = $1" },
  policy_counts: "closed",
  policy_evidence: "closed",
  policy_progress: "closed",
  policy_snapshots: "closed",
  profiles: "self",
  provider_batches: "closed",
  provider_callbacks: "closed",
  provider_settings: "closed",
  provider_states: "closed",
  rate_buckets: "closed",
  reader_switches: "closed",
  spend_days: "closed",
  suppressions: { own: "workspace_id" },
  tasks: "closed",
  verification_lists: { own: "workspace_id" },
  verification_rows: { own: "workspace_id" },
  verification_service_days: "closed",
  verification_tasks: "closed",
  verifiers: "closed",
  worker_heartbeats: "closed",
  workspaces: { own: "id" },
};

const insiders = ["viewer", "member", "admin", "owner"] as const;
const actors = ["anon", "outsider", ...insiders] as const;
type ActorName = (typeof actors)[number];

interface World {
  tables: string[];
  /** The workspace that insiders belong to; the outsider has another one with as much in it. */
  workspace: string;
  users: Record<Exclude<ActorName, "anon">, string>;
}

/** No privilege; a view over sums is refused before privileges are looked at. */
const refusalOf = (table: string) => (table === "credit_balances" ? "55000" : "42501");

describeBoth("row level security", (open) => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(open());
  }, 60_000);

  const actor = (name: ActorName): Actor =>
    name === "anon" ? { role: "anon" } : { role: "authenticated", user: world.users[name] };

  it("has an expectation for every table and view, and row level security on every table", async () => {
    expect(world.tables).toEqual(Object.keys(expectations).sort());
    const open_ = await open().sql(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity",
    );
    expect(open_).toEqual([]);
    const views = await open().sql<{ options: string[] | null }>(
      "select reloptions as options from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'",
    );
    for (const view of views) expect(view.options).toContain("security_invoker=true");
  });

  describe.each(Object.keys(expectations).sort())("%s", (table) => {
    it.each([...actors])("is not written by %s", async (name) => {
      const db = open();
      const [column] = await db.sql<{ name: string }>(
        "select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum limit 1",
        [`public.${table}`],
      );
      for (const statement of [
        `insert into public.${table} default values`,
        `update public.${table} set ${column?.name} = default`,
        `delete from public.${table}`,
      ]) {
        await expect(db.as(actor(name), statement), statement).rejects.toMatchObject({ code: refusalOf(table) });
      }
    });

    it("is not written directly by service_role either", async () => {
      await expect(open().as({ role: "service_role" }, `delete from public.${table}`)).rejects.toMatchObject({
        code: refusalOf(table),
      });
    });

    it.each([...actors])("shows %s what it should", async (name) => {
      const db = open();
      const expected = expectations[table];
      const see = (columns: string) => db.as<{ owner: string }>(actor(name), `select ${columns} from public.${table}`);
      if (name === "anon" || expected === "closed" || expected === undefined) {
        await expect(see("count(*) as owner")).rejects.toMatchObject({ code: "42501" });
        return;
      }
      const column = expected === "self" ? "id" : expected.own;
      const owners = (await see(`${column} as owner`)).map((row) => row.owner);
      if (expected === "self") {
        expect(owners).toEqual([world.users[name]]);
        return;
      }
      const only = expected.only ?? "$1::uuid is not null";
      const all = await db.sql<{ owner: string }>(`select ${column} as owner from public.${table} where ${only}`, [
        world.users[name],
      ]);
      const allowed = await workspacesOf(db, world.users[name]);
      // Rows of others exist, or seeing none of them would prove nothing.
      expect(all.some((row) => !allowed.has(row.owner))).toBe(true);
      expect(owners.length).toBeGreaterThan(0);
      expect(owners.sort()).toEqual(
        all
          .map((row) => row.owner)
          .filter((owner) => allowed.has(owner))
          .sort(),
      );
    });
  });

  it("keeps the hashes of keys from everybody who comes over HTTP", async () => {
    for (const name of actors) {
      await expect(open().as(actor(name), "select key_hash from public.api_keys")).rejects.toMatchObject({
        code: "42501",
      });
    }
  });

  it("keeps the tokens of destinations from everybody who comes over HTTP", async () => {
    for (const name of actors) {
      await expect(open().as(actor(name), "select secret_ciphertext from public.destinations")).rejects.toMatchObject({
        code: "42501",
      });
    }
  });

  it("shows a notice for one person to that person alone, and the operator's to nobody", async () => {
    const db = open();
    const seen = async (name: ActorName) =>
      (await db.as<{ kind: string }>(actor(name), "select kind from public.notification_logs order by kind")).map(
        (row) => row.kind,
      );
    expect(await seen("owner")).toEqual(["for_all", "for_owner"]);
    expect(await seen("viewer")).toEqual(["for_all"]);
  });

  it("lets each function be executed by whom it is for, with an empty search path", async () => {
    const db = open();
    const functions = await db.sql<{ name: string; roles: string[]; paths: string[] | null; trigger: boolean }>(`
      select p.oid::regprocedure::text as name,
        array(select r from unnest(array['anon', 'authenticated', 'service_role']) r where has_function_privilege(r, p.oid, 'execute')) as roles,
        p.proconfig as paths, p.prorettype = 'trigger'::regtype as trigger
      from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) order by 1`);
    expect(functions.length).toBeGreaterThan(40);
    for (const { name, roles, paths, trigger } of functions) {
      const isPublic = !name.startsWith("private.");
      const expected =
        name === "private.my_workspaces()" ? ["authenticated"] : isPublic && !trigger ? ["service_role"] : [];
      expect(roles, name).toEqual(expected);
      expect(paths, name).toContain('search_path=""');
    }
  });

  it("refuses every function to clients, over the call itself", async () => {
    for (const name of ["anon", "owner"] as const) {
      await expect(open().as(actor(name), "select public.health_check()")).rejects.toMatchObject({ code: "42501" });
      await expect(
        open().as(actor(name), "select public.credits_grant($1, 1000, 'k', null)", [world.workspace]),
      ).rejects.toMatchObject({ code: "42501" });
      await expect(open().as(actor(name), "select private.refuse('x')")).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("lets nobody create anything in public", async () => {
    for (const role of ["anon", "service_role"] as const) {
      await expect(open().as({ role }, "create table public.mine ()")).rejects.toMatchObject({ code: "42501" });
    }
  });
});

async function workspacesOf(db: TestDatabase, user: string): Promise<Set<string>> {
  const rows = await db.sql<{ id: string }>("select workspace_id as id from public.members where user_id = $1", [user]);
  return new Set(rows.map((row) => row.id));
}

/** Two workspaces with a row in every table each, and one user in every role. */
async function createWorld(db: TestDatabase): Promise<World> {
  const tables = await db.sql<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1",
  );
  const users = {
    outsider: await createUser(db),
    viewer: await createUser(db),
    member: await createUser(db),
    admin: await createUser(db),
    owner: await createUser(db),
  };
  const workspace = await fill(db, users.owner);
  const elsewhere = await fill(db, users.outsider);
  await db.sql("insert into public.members (workspace_id, user_id, role) values ($1, $2, 'owner')", [
    elsewhere,
    users.outsider,
  ]);
  for (const role of insiders) {
    await db.sql("insert into public.members (workspace_id, user_id, role) values ($1, $2, $3)", [
      workspace,
      users[role],
      role,
    ]);
  }
  return { tables: tables.map((table) => table.name), workspace, users };
}

async function fill(db: TestDatabase, owner: string): Promise<string> {
  const workspace = await createWorkspace(db);
  await grant(db, workspace, 10);
  const rows = [personRow(1), personRow(2), { row_number: 3, cells: [], error: { reason: "no_name", detail: null } }];
  const job = await createDraft(db, workspace, rows, { order: [workspace] });
  await start(db, workspace, job);
  const batch = await mustClaim(db, { provider: workspace, limit: 1, holdMilli: 1000 });
  await settle(
    db,
    batch,
    batch.tasks.map((task) => finish(task, "found", { credits: 1 })),
  );
  await db.rpc("contact_feedback", {
    p_workspace: workspace,
    p_contact: batch.tasks[0]?.contact.id,
    p_actor: owner,
    p_kind: "bounced",
    p_email_milli: 1000,
  });
  await db.rpc("api_key_create", {
    p_workspace: workspace,
    p_actor: owner,
    p_name: "k",
    p_prefix: "cap_1",
    p_hash: `hash-${workspace}`,
  });
  await db.rpc("suppression_add", { p_workspace: workspace, p_keys: ["x"], p_reason: "user", p_source: "test" });
  await db.rpc("suppression_add", {
    p_workspace: null,
    p_keys: ["everywhere"],
    p_reason: "opted_out",
    p_source: "test",
  });
  await db.rpc("companies_add", {
    p_workspace: workspace,
    p_companies: [{ key: "li:1", linkedin_id: "1", name: "A company", name_raw: "A company" }],
  });
  await db.rpc("idempotency_begin", { p_workspace: workspace, p_route: "r", p_key: "k", p_body_hash: "h" });
  await db.rpc("rate_take", { p_bucket: "b", p_count: 1, p_windows: [{ capacity: 1, per_ms: 1000 }] });
  await db.rpc("provider_report", { p_provider: "rls", p_key_id: "k", p_event: "auth", p_retry_ms: null });
  await db.rpc("worker_beat", { p_worker: "w" });
  await db.sql("insert into public.export_logs (workspace_id, job_id, format, row_count) values ($1, $2, 'csv', 3)", [
    workspace,
    job,
  ]);
  const list = await db.rpc<{ id: string }>("list_create", {
    p_workspace: workspace,
    p_actor: owner,
    p_name: "a list",
  });
  await db.sql(
    "insert into public.list_contacts (list_id, contact_id, workspace_id) select $1, id, $2 from public.contacts where job_id = $3",
    [list.id, workspace, job],
  );
  const { list_id } = await db.rpc<{ list_id: string }>("verification_list_create", {
    p_workspace: workspace,
    p_actor: owner,
    p_list: { name: "to verify", kind: "email", columns: ["E-mail"], value_column: 0 },
  });
  await db.rpc("verification_list_add_rows", {
    p_workspace: workspace,
    p_list: list_id,
    p_rows: [{ row_number: 1, cells: ["ada@orchard.example"] }],
    p_most: 10,
  });
  const destination = await db.rpc<{ id: string }>("destination_set", {
    p_workspace: workspace,
    p_actor: owner,
    p_kind: "hubspot",
    p_ciphertext: "v1.sealed.token",
    p_last_four: "abcd",
    p_account: "1",
  });
  await db.rpc("push_record", {
    p_workspace: workspace,
    p_destination: destination.id,
    p_push: null,
    p_items: [{ contact_id: batch.tasks[0]?.contact.id, fingerprint: "f", state: "sent", external_id: "1" }],
    p_lease_ms: 0,
  });
  await db.rpc("extension_code_create", { p_user: owner, p_hash: `code-${workspace}`, p_seconds: 60 });
  await db.sql("insert into public.provider_settings (workspace_id, provider) values ($1, 'rls')", [workspace]);
  await db.sql(
    "insert into public.notification_logs (workspace_id, user_id, kind, channel) values ($1, null, 'for_all', 'app'), ($1, $2, 'for_owner', 'app')",
    [workspace, owner],
  );
  return workspace;
}
