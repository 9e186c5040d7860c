import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export interface MigrationFile {
  /** The fourteen digits in front. */
  version: string;
  name: string;
  sql: string;
}

const migrationsFolder = resolve(import.meta.dirname, "../../migrations");

/** All migrations in order. A file that is not named `YYYYMMDDHHMMSS_<noun>.sql` is an error, as it would never run. */
export function readMigrationFiles(folder: string = migrationsFolder): MigrationFile[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const parts = /^(\d{14})_([a-z0-9_]+)\.sql$/.exec(file);
      if (!parts?.[1] || !parts[2]) throw new Error(`${file} is not named YYYYMMDDHHMMSS_<noun>.sql.`);
      return { version: parts[1], name: parts[2], sql: readFileSync(join(folder, file), "utf8") };
    });
}
