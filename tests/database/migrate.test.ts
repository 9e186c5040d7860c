import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { bootstrap } from "#local/database/bootstrap.ts";
import { migrate } from "#local/database/migrate.ts";
import { readMigrationFiles } from "#local/database/migration-files.ts";
import { openPostgres } from "#local/database/open-postgres.ts";
import { postgresSession } from "#local/database/sql-session.ts";
import { startPostgres } from "#tests/support/database/postgres-server.ts";
import { createPostgresDatabase } from "#tests/support/database/test-database.ts";

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createPostgresDatabase(null);
  undo.push(drop);
  return url;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  undo.push(() => client.end());
  return client;
}

const history = async (client: pg.Client) =>
  (await client.query("select version, name, statements from supabase_migrations.schema_migrations order by version"))
    .rows;

describe("migrate", () => {
  it("refuses a database that is ahead of the files on disk", async () => {
    const client = await connect(await emptyDatabase());
    const session = postgresSession(client);
    await bootstrap(session);
    const files = readMigrationFiles();
    await migrate(session, files);
    await expect(migrate(session, files.slice(0, -1))).rejects.toThrow(/does not know: update the product/);
  });

  it("says which migration failed, and leaves nothing of it behind", async () => {
    const client = await connect(await emptyDatabase());
    const session = postgresSession(client);
    const files = [
      { version: "20260101000000", name: "good", sql: "create table public.good ();" },
      { version: "20260101000001", name: "bad", sql: "create table public.half (); select 1 / 0;" },
    ];
    await expect(migrate(session, files)).rejects.toThrow(
      "Migration 20260101000001_bad could not be applied: division by zero.",
    );
    const tables = await client.query("select relname from pg_class where relnamespace = 'public'::regnamespace");
    expect(tables.rows).toEqual([{ relname: "good" }]);
    expect((await history(client)).map((row) => row.version)).toEqual(["20260101000000"]);
  });

  it("does no harm the second time, and keeps the history the Supabase command line reads", async () => {
    const url = await emptyDatabase();
    const client = await connect(url);
    const session = postgresSession(client);
    await bootstrap(session);
    const files = readMigrationFiles();
    expect(await migrate(session)).toEqual(files.map((file) => file.version));
    expect(await history(client)).toEqual(
      files.map((file) => ({ version: file.version, name: file.name, statements: [file.sql] })),
    );
    await bootstrap(session);
    expect(await migrate(session)).toEqual([]);
  });

  it("takes turns when six start at the same time", async () => {
    const url = await emptyDatabase();
    const pools = await Promise.all(Array.from({ length: 6 }, () => openPostgres(url, { max: 1 })));
    for (const pool of pools) undo.push(() => pool.end());
    const client = await connect(url);
    expect(await history(client)).toHaveLength(readMigrationFiles().length);
  }, 60_000);

  it("fills six databases of a new server at the same time, whose roles they share", async () => {
    const server = await startPostgres();
    undo.push(() => server.stop());
    const admin = await connect(`${server.url}/postgres`);
    const names = Array.from({ length: 6 }, (_, index) => `fresh_${index}`);
    for (const name of names) await admin.query(`create database ${name}`);
    const sessions = await Promise.all(
      names.map(async (name) => postgresSession(await connect(`${server.url}/${name}`))),
    );
    await Promise.all(sessions.map((session) => bootstrap(session)));
    const { rows } = await admin.query(
      "select count(*)::int as n from pg_auth_members where member = 'authenticator'::regrole",
    );
    expect(rows).toEqual([{ n: 3 }]);
  }, 60_000);

  it("leaves the auth schema of a hosted project alone", async () => {
    const client = await connect(await emptyDatabase());
    // Roles belong to the whole server: the one that tells a hosted project is made and dropped inside a transaction.
    await client.query("begin");
    await client.query("create role supabase_auth_admin");
    await client.query(
      "create schema auth; create table auth.users (id uuid primary key); create function auth.uid() returns uuid language sql as 'select null::uuid'",
    );
    const statements: string[] = [];
    const session = postgresSession(client);
    await bootstrap({ ...session, exec: async (sql) => void statements.push(sql) });
    await client.query("rollback");
    expect(statements).toEqual([]);
  });

  it("gives one sentence for a database that does not answer, without its password", async () => {
    const opening = openPostgres("postgres://user:secret@127.0.0.1:1/none");
    await expect(opening).rejects.toThrow(/^The database of DATABASE_URL cannot be used \(.*\): check the address\.$/);
    await expect(opening).rejects.not.toThrow(/secret/);
  });
});
