import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { App } from "@supabase/lite";
import { liteConnection } from "../supabase/lite-connection.ts";
import { pglitePool, type SqlPool } from "../supabase/sql-pool.ts";
import { repositoryRoot, type StackSettings } from "./settings.ts";

export interface OpenDatabase {
  pool: SqlPool;
  close(): Promise<void>;
}

/** The migrated database of the stack. */
export async function openDatabase(settings: StackSettings): Promise<OpenDatabase> {
  const folder = join(settings.home, "db");
  mkdirSync(folder, { recursive: true });
  const pglite = await PGlite.create(folder);
  const pool = pglitePool(pglite);
  const done = await pglite.query("select 1 from pg_roles where rolname = 'anon'");
  if (done.rows.length === 0) {
    await pglite.exec(
      "create role anon nologin; create role authenticated nologin; create role service_role nologin bypassrls;",
    );
    const app = await new App({
      connection: liteConnection(pool),
      auth: { enabled: true, jwt_secret: "x".repeat(40) },
    }).init();
    await pglite.exec(app.connection.config.baseSchema ?? "");
    const migrations = join(repositoryRoot, "supabase/migrations");
    for (const file of readdirSync(migrations).sort()) {
      try {
        await pglite.exec(readFileSync(join(migrations, file), "utf8"));
      } catch (error) {
        console.error(`${file}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  return { pool, close: () => pglite.close() };
}
