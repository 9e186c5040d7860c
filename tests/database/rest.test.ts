import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPglite } from "#local/database/open-pglite.ts";
import { openDatabase } from "#local/stack/open-database.ts";
import type { StackSecrets } from "#local/stack/secrets.ts";
import { createSupabase, type Supabase } from "#local/supabase/create-supabase.ts";
import { quietConsole } from "#local/supabase/quiet-console.ts";
import { pglitePool, type SqlPool } from "#local/supabase/sql-pool.ts";
import { createPostgresDatabase } from "#tests/support/database/test-database.ts";

const secrets: StackSecrets = {
  jwt_secret: "a synthetic secret for signing tokens",
  publishable_key: "sb_publishable_synthetic",
  secret_key: "sb_secret_synthetic",
  hook_secret: "v1,whsec_c3ludGhldGlj",
  worker_secret: "a synthetic secret of the worker !!",
  mailbox_secret: "a synthetic secret of the mailbox !",
  secrets_key: "c3ludGhldGljIHNlY3JldCBrZXkgb2YgMzIgYnl0ZXM=",
};

async function openServer() {
  const { url, drop } = await createPostgresDatabase();
  const { pool, close } = await openDatabase({ home: "", databaseUrl: url });
  return { pool, close: () => close().then(drop) };
}

async function openEmbedded() {
  const pglite = await openPglite("memory");
  return { pool: pglitePool(pglite), close: () => pglite.close() };
}

describe.each(["postgres", "pglite"] as const)("REST over %s", (kind) => {
  let pool: SqlPool;
  let close: () => Promise<unknown>;
  let supabase: Supabase;
  beforeAll(async () => {
    quietConsole(() => {});
    const opened = kind === "postgres" ? await openServer() : await openEmbedded();
    pool = opened.pool;
    close = opened.close;
    supabase = createSupabase({ pool, secrets, siteUrl: "http://127.0.0.1:4173", codeSeconds: 600 });
  });
  afterAll(() => close());

  const rows = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = await pool.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      client.release();
    }
  };

  /** What the roles of the API may do, as the catalog has it. */
  const privileges = async () => [
    await rows(`select c.oid::regclass::text as what, c.relacl::text as acl from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace) order by 1`),
    await rows(
      "select attrelid::regclass::text as what, attname, attacl::text from pg_attribute where attacl is not null order by 1, 2",
    ),
    await rows("select defaclnamespace, defaclobjtype, defaclacl::text from pg_default_acl order by 1, 2"),
    await rows(
      "select oid::regprocedure::text, proacl::text from pg_proc where pronamespace = 'public'::regnamespace order by 1",
    ),
  ];

  const ask = (path: string, key: string, init: RequestInit = {}): Promise<Response> =>
    supabase.fetch(
      new Request(`http://127.0.0.1:4173${path}`, {
        ...init,
        headers: { apikey: key, "content-type": "application/json" },
      }),
      "127.0.0.1",
    );

  const health = () => ask("/rest/v1/rpc/health_check", secrets.secret_key, { method: "POST", body: "{}" });

  describe("refused", () => {
    test.each(["workspaces", "credit_logs", "api_keys", "tasks", "provider_settings"])(
      "anon reads no %s",
      async (table) => {
        const answer = await ask(`/rest/v1/${table}?select=*`, secrets.publishable_key);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(await answer.json()).toMatchObject({ code: "42501" });
      },
    );

    test("anon calls none of the worker's functions", async () => {
      const body = JSON.stringify({ p_workspace: null, p_keys: ["x"], p_reason: "user", p_source: "test" });
      const answer = await ask("/rest/v1/rpc/suppression_add", secrets.publishable_key, { method: "POST", body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect((await answer.json()).code).toBe("42501");
    });

    test("no key, a wrong key, and the address of the administrator's pages", async () => {
      expect((await supabase.fetch(new Request("http://127.0.0.1:4173/rest/v1/workspaces"), "127.0.0.1")).status).toBe(
        401,
      );
      expect((await ask("/rest/v1/workspaces", "sb_secret_guess")).status).toBe(401);
      expect((await ask("/_system/introspect", secrets.publishable_key)).status).not.toBe(200);
    });

    test("the schema of the auth server is not served", async () => {
      const answer = await supabase.fetch(
        new Request("http://127.0.0.1:4173/rest/v1/users", {
          headers: { apikey: secrets.secret_key, "accept-profile": "auth" },
        }),
        "127.0.0.1",
      );
      expect(answer.status).toBeGreaterThanOrEqual(400);
    });
  });

  test("requests leave the privileges as the migrations made them", async () => {
    const before = await privileges();
    await (await health()).text();
    await (await ask("/rest/v1/workspaces?select=*", secrets.publishable_key)).text();
    await (await ask("/rest/v1/workspaces?select=*", secrets.secret_key)).text();
    expect(await privileges()).toEqual(before);
  });

  test("requests at the same time keep each its own role and transaction", async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const key = index % 2 === 0 ? secrets.secret_key : secrets.publishable_key;
        const answer = await ask("/rest/v1/rpc/health_check", key, { method: "POST", body: "{}" });
        await answer.text();
        return answer.status;
      }),
    );
    expect(answers.filter((_, index) => index % 2 === 0).every((status) => status === 200)).toBe(true);
    expect(answers.filter((_, index) => index % 2 === 1).every((status) => status >= 400)).toBe(true);
  });

  test("a request that fails leaves nothing open behind it", async () => {
    const broken = await ask("/rest/v1/rpc/job_get", secrets.secret_key, {
      method: "POST",
      body: '{"p_workspace":"x","p_job":"y"}',
    });
    expect(broken.status).toBeGreaterThanOrEqual(400);
    expect((await health()).status).toBe(200);
    const left = await rows(
      "select current_user = session_user as own, current_setting('request.jwt.claims', true) as claims",
    );
    expect(left).toEqual([{ own: true, claims: expect.toBeOneOf([null, ""]) }]);
  });

  test("refusals of our functions come with their code and detail", async () => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    const answer = await ask("/rest/v1/rpc/job_pause", secrets.secret_key, {
      method: "POST",
      body: JSON.stringify({ p_workspace: nobody, p_job: nobody, p_actor: nobody }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "P0001", message: "not_found" });
  });
});
