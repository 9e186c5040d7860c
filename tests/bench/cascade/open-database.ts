import pg from "pg";
import { openPostgres } from "#local/database/open-postgres.ts";
import type { PostgresServer } from "#tests/support/database/postgres-server.ts";

let databases = 0;

/** A fresh, migrated database on the bench's server. */
export async function openBenchDatabase(server: PostgresServer, options: pg.PoolConfig = {}): Promise<pg.Pool> {
  const name = `cascade_${++databases}`;
  const admin = new pg.Client({ connectionString: `${server.url}/postgres` });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return openPostgres(`${server.url}/${name}`, options);
}
