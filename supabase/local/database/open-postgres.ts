import pg from "pg";
import { bootstrap } from "./bootstrap.ts";
import { migrate } from "./migrate.ts";
import { OpenDatabaseError } from "./open-database-error.ts";
import { postgresSession } from "./sql-session.ts";

/** A pool of connections to a real Postgres, migrated. Throws OpenDatabaseError when it cannot be reached or used. */
export async function openPostgres(databaseUrl: string, options: pg.PoolConfig = {}): Promise<pg.Pool> {
  const pool = new pg.Pool({ max: 10, connectionTimeoutMillis: 10_000, ...options, connectionString: databaseUrl });
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => {});
  try {
    const client = await pool.connect();
    try {
      const session = postgresSession(client);
      await bootstrap(session);
      await migrate(session);
    } finally {
      client.release();
    }
    return pool;
  } catch (error) {
    await pool.end();
    if (error instanceof OpenDatabaseError) throw error;
    throw new OpenDatabaseError(
      `The database of DATABASE_URL cannot be used (${reasonOf(error)}): check the address.`,
      {
        cause: error,
      },
    );
  }
}

/** Never the address itself: it holds the password. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0]) return reasonOf(error.errors[0]);
  return error instanceof Error ? (error.message.split("\n", 1)[0] ?? error.name) : "unknown";
}
