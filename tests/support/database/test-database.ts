import { randomUUID } from "node:crypto";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, describe, inject } from "vitest";
import type { Db } from "#functions/_shared/db/port.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";
import { templateName } from "./global-setup.ts";

export type Actor = { role: "anon" } | { role: "service_role" } | { role: "authenticated"; user: string };

/** A migrated, empty database that one test file owns. */
export interface TestDatabase extends Db {
  kind: "postgres" | "pglite";
  /** As the owner of everything, for looking and for arranging what no function arranges. */
  sql<Row = Record<string, unknown>>(text: string, parameters?: unknown[]): Promise<Row[]>;
  /** As somebody who came over HTTP. Rolled back, so that trying does no harm. */
  as<Row = Record<string, unknown>>(actor: Actor, text: string, parameters?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Runs the same tests on a real Postgres and on PGlite. For what needs one connection only. */
export function describeBoth(name: string, tests: (open: () => TestDatabase) => void): void {
  describe.each(["postgres", "pglite"] as const)(`${name} on %s`, (kind) => {
    tests(useDatabase(kind));
  });
}

/** A database for the surrounding describe block. */
export function useDatabase(kind: TestDatabase["kind"]): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = kind === "postgres" ? await clonePostgres() : await memoryPglite();
  });
  afterAll(async () => {
    await database?.close();
  });
  return () => {
    if (!database) throw new Error("The database opens before the tests, not before describe.");
    return database;
  };
}

/** A database of its own on the test server; `template` null: an empty one, not migrated. */
export async function createPostgresDatabase(template: string | null = templateName) {
  const server = inject("postgresUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await adminQuery(`create database ${name} template ${template ?? "template0"}`);
  return {
    url: `${server}/${name}`,
    drop: () => adminQuery(`drop database ${name} with (force)`),
  };
}

/** Another copy of the test server's template, for several connections at once. */
export async function clonePostgres(): Promise<TestDatabase> {
  const { url, drop } = await createPostgresDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 24 });
  pool.on("error", () => {});
  const db = directRpc(pool);
  return {
    kind: "postgres",
    rpc: db.rpc,
    sql: async (text, parameters = []) => (await pool.query(text, parameters)).rows,
    as: async (actor, text, parameters = []) => {
      const client = await pool.connect();
      try {
        await client.query("begin");
        for (const [setting, parts] of actorSettings(actor)) await client.query(setting, parts);
        return (await client.query(text, parameters)).rows;
      } finally {
        await client.query("rollback");
        client.release();
      }
    },
    close: async () => {
      await pool.end();
      await drop();
    },
  };
}

async function memoryPglite(): Promise<TestDatabase> {
  const pglite: PGlite = await openPglite("memory");
  const db = directRpc(pglite);
  return {
    kind: "pglite",
    rpc: db.rpc,
    sql: async <Row>(text: string, parameters: unknown[] = []) => (await pglite.query<Row>(text, parameters)).rows,
    as: async <Row>(actor: Actor, text: string, parameters: unknown[] = []) => {
      let rows: Row[] = [];
      await pglite.transaction(async (transaction) => {
        for (const [setting, parts] of actorSettings(actor)) await transaction.query(setting, parts);
        rows = (await transaction.query<Row>(text, parameters)).rows;
        await transaction.rollback();
      });
      return rows;
    },
    close: () => pglite.close(),
  };
}

/** What PostgREST and `@supabase/lite` set before a request. */
function actorSettings(actor: Actor): [string, string[]][] {
  const user = actor.role === "authenticated" ? actor.user : "";
  return [
    ["select set_config('request.jwt.claim.sub', $1, true)", [user]],
    ["select set_config('request.jwt.claim.role', $1, true)", [actor.role]],
    [`set local role ${actor.role}`, []],
  ];
}

async function adminQuery(sql: string): Promise<void> {
  const admin = new pg.Client(`${inject("postgresUrl")}/postgres`);
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}
