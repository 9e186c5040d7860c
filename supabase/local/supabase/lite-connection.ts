import type { Connection, IConnectionConfig } from "@supabase/lite";
import { PgliteConnection } from "@supabase/lite/pglite";
import {
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from "kysely";
import { coalesceSettings } from "./coalesce-settings.ts";
import { asPostgrestError } from "./postgrest-errors.ts";
import type { SqlClient, SqlPool } from "./sql-pool.ts";

/**
 * The class beneath lite's two Postgres connections. It is not exported, so it is reached through one of them: lite's
 * own `PgliteConnection` opens a database of its own and lets requests share one transaction, its `PostgresConnection`
 * wants another driver. A pool that hands out one holder at a time serves both.
 */
const PostgresBase: new (config: IConnectionConfig) => Connection<SqlPool> = Object.getPrototypeOf(PgliteConnection);

/** A connection of `@supabase/lite` over a pool that is ours to open and to close. */
export function liteConnection(pool: SqlPool): Connection<SqlPool> {
  const connection = new PostgresBase({});
  connection.driver = pool;
  connection.dialect = "postgres";
  const connect = async () => kyselyClient(coalesceSettings(await pool.connect()));
  connection.kysely = new Kysely({ dialect: new PostgresDialect({ pool: { connect, end: async () => {} } }) });
  connection.normalizeDbError = (error: unknown) => asPostgrestError(error);
  // Unless told that row level security is set up, lite's first request grants every table to anon.
  Reflect.set(connection, "rlsState", "active");
  return connection;
}

function kyselyClient(client: SqlClient): PostgresPoolClient {
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    sql: string | PostgresCursor<R>,
    parameters?: readonly unknown[],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== "string") throw new Error("Cursors are not supported here.");
    return client.query<R>(sql, parameters);
  }
  return { query, release: () => client.release() };
}
