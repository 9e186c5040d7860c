import { join } from "node:path";
import pg from "pg";
import { openPglite } from "../database/open-pglite.ts";
import { openPostgres } from "../database/open-postgres.ts";
import { pglitePool, type SqlPool, typeParser } from "../supabase/sql-pool.ts";
import type { StackSettings } from "./settings.ts";

export interface OpenDatabase {
  pool: SqlPool;
  close(): Promise<void>;
}

const textArray: number = 1009;
/** Arrays of names and of times, which node-postgres leaves as text or turns into dates: lists of text, as PGlite has them. */
const textLikeArrays: ReadonlySet<number> = new Set([1002, 1003, 1115, 1182, 1183, 1185, 1270]);

/** The migrated database of the stack: the one of DATABASE_URL, else an embedded one in the home folder. */
export async function openDatabase(settings: Pick<StackSettings, "home" | "databaseUrl">): Promise<OpenDatabase> {
  if (settings.databaseUrl !== null) {
    const types: pg.CustomTypesConfig = {
      getTypeParser: (oid, format) =>
        typeParser(oid) ?? pg.types.getTypeParser(textLikeArrays.has(oid) ? textArray : oid, format),
    };
    const pool = await openPostgres(settings.databaseUrl, { types });
    return { pool, close: () => pool.end() };
  }
  const pglite = await openPglite(join(settings.home, "db"));
  return { pool: pglitePool(pglite), close: () => pglite.close() };
}
