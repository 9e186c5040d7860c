import { type MigrationFile, readMigrationFiles } from "./migration-files.ts";
import { OpenDatabaseError } from "./open-database-error.ts";
import { inLockedTransaction, type SqlSession } from "./sql-session.ts";

/** The table in which the Supabase command line keeps what it applied, so that both know the same history. */
const historySql = `
create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text not null primary key);
alter table supabase_migrations.schema_migrations add column if not exists statements text[];
alter table supabase_migrations.schema_migrations add column if not exists name text;
`;

/**
 * Applies what is missing, each migration in a transaction of its own; returns the versions applied now. Two processes
 * that start at once take turns, and the second finds nothing left to do.
 */
export async function migrate(
  session: SqlSession,
  files: readonly MigrationFile[] = readMigrationFiles(),
): Promise<string[]> {
  await inLockedTransaction(session, () => session.exec(historySql));
  const known = new Set(files.map((file) => file.version));
  const applied = await appliedVersions(session);
  const missing = applied.filter((version) => !known.has(version));
  if (missing.length > 0) {
    throw new OpenDatabaseError(
      `The database has migration ${missing.join(", ")}, which this version of the product does not know: update the product, or use another database.`,
    );
  }
  const done: string[] = [];
  for (const file of files.filter((each) => !applied.includes(each.version))) {
    const isNew = await inLockedTransaction(session, () => apply(session, file));
    if (isNew) done.push(file.version);
  }
  return done;
}

async function appliedVersions(session: SqlSession): Promise<string[]> {
  const rows = await session.rows<{ version: string }>(
    "select version from supabase_migrations.schema_migrations order by version",
  );
  return rows.map((row) => row.version);
}

async function apply(session: SqlSession, file: MigrationFile): Promise<boolean> {
  const [before] = await session.rows("select 1 from supabase_migrations.schema_migrations where version = $1", [
    file.version,
  ]);
  if (before) return false;
  try {
    await session.exec(file.sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OpenDatabaseError(`Migration ${file.version}_${file.name} could not be applied: ${reason}.`, {
      cause: error,
    });
  }
  await session.rows(
    "insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, $3)",
    [file.version, file.name, [file.sql]],
  );
  return true;
}
