import type { PGlite } from "@electric-sql/pglite";
import type { ClientBase } from "pg";

/** One connection, as bootstrap and migrations need it: nobody else may use it meanwhile. */
export interface SqlSession {
  /** Many statements, no parameters. */
  exec(sql: string): Promise<void>;
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

export function pgliteSession(pglite: PGlite): SqlSession {
  return {
    exec: async (sql) => {
      await pglite.exec(sql);
    },
    rows: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pglite.query<Row>(sql, [...parameters])).rows,
  };
}

export function postgresSession(client: ClientBase): SqlSession {
  return {
    exec: async (sql) => {
      await client.query(sql);
    },
    rows: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows,
  };
}

/** Runs `work` in a transaction under the lock that keeps two starting processes apart. */
export async function inLockedTransaction<T>(session: SqlSession, work: () => Promise<T>): Promise<T> {
  await session.exec("begin");
  try {
    // Ends with the transaction, so it works through a transaction pooler and never outlives a crash. The number is arbitrary.
    await session.exec("select pg_advisory_xact_lock(7322640144)");
    const result = await work();
    await session.exec("commit");
    return result;
  } catch (error) {
    await session.exec("rollback").catch(() => {});
    throw error;
  }
}
