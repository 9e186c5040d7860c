import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPglite } from "#local/database/open-pglite.ts";
import type { StackSecrets } from "#local/stack/secrets.ts";
import { createSupabase, type Supabase } from "#local/supabase/create-supabase.ts";
import { quietConsole } from "#local/supabase/quiet-console.ts";
import { pglitePool } from "#local/supabase/sql-pool.ts";

const secrets: StackSecrets = {
  jwt_secret: "a synthetic secret for signing tokens",
  publishable_key: "sb_publishable_synthetic",
  secret_key: "sb_secret_synthetic",
  hook_secret: "v1,whsec_c3ludGhldGlj",
  worker_secret: "a synthetic secret of the worker !!",
  mailbox_secret: "a synthetic secret of the mailbox !",
  secrets_key: "c3ludGhldGljIHNlY3JldCBrZXkgb2YgMzIgYnl0ZXM=",
};

let pglite: PGlite;
let supabase: Supabase;
beforeAll(async () => {
  quietConsole(() => {});
  pglite = await openPglite("memory");
  supabase = createSupabase({ pool: pglitePool(pglite), secrets, siteUrl: "http://127.0.0.1:4173", codeSeconds: 600 });
});
afterAll(() => pglite.close());

/** What the roles of the API may do, as the catalog has it. */
async function privileges(): Promise<unknown[]> {
  const tables = await pglite.query(
    `select c.oid::regclass::text as what, c.relacl::text as acl from pg_class c
     where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace) order by 1`,
  );
  const columns = await pglite.query(
    "select attrelid::regclass::text as what, attname, attacl::text from pg_attribute where attacl is not null order by 1, 2",
  );
  const defaults = await pglite.query(
    "select defaclnamespace::regnamespace::text, defaclobjtype, defaclacl::text from pg_default_acl order by 1, 2",
  );
  const functions = await pglite.query(
    "select oid::regprocedure::text, proacl::text from pg_proc where pronamespace = 'public'::regnamespace order by 1",
  );
  return [tables.rows, columns.rows, defaults.rows, functions.rows];
}

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
  const { rows } = await pglite.query(
    "select current_user as who, current_setting('request.jwt.claims', true) as claims",
  );
  expect(rows).toEqual([{ who: "postgres", claims: expect.toBeOneOf([null, ""]) }]);
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
