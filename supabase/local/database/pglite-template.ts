import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { bootstrap } from "./bootstrap.ts";
import { migrate } from "./migrate.ts";
import { readMigrationFiles } from "./migration-files.ts";
import { packageVersion } from "./package-version.ts";
import { pgliteSession } from "./sql-session.ts";

const cacheFolder = resolve(import.meta.dirname, "../../../node_modules/.cache/captely");

/**
 * A migrated, empty database as a tarball. Making one takes seconds (initdb), loading it a fraction, so it is kept under
 * node_modules/.cache and made anew when PGlite, `@supabase/lite`, the bootstrap or a migration changes.
 */
export async function pgliteTemplate(): Promise<Blob> {
  const path = join(cacheFolder, `template-${templateKey()}.tar`);
  const cached = readFile(path);
  if (cached) return new Blob([cached]);
  const pglite = await PGlite.create();
  try {
    const session = pgliteSession(pglite);
    await bootstrap(session);
    await migrate(session);
    const dump = await pglite.dumpDataDir("none");
    keep(path, new Uint8Array(await dump.arrayBuffer()));
    return dump;
  } finally {
    await pglite.close();
  }
}

function templateKey(): string {
  const hash = createHash("sha256");
  for (const name of ["@electric-sql/pglite", "@supabase/lite"]) hash.update(packageVersion(name));
  hash.update(readFileSync(join(import.meta.dirname, "bootstrap.ts")));
  for (const file of readMigrationFiles()) hash.update(`${file.version}${file.name}\n${file.sql}`);
  return hash.digest("hex").slice(0, 16);
}

function readFile(path: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return null;
  }
}

/** Written aside and renamed, so that nobody reads half of it. A folder that cannot be written only costs time. */
function keep(path: string, bytes: Uint8Array): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(draft, bytes);
    renameSync(draft, path);
    for (const file of readdirSync(cacheFolder)) {
      const old = join(cacheFolder, file);
      if (/^template-[0-9a-f]+\.tar$/.test(file) && old !== path) rmSync(old, { force: true });
    }
  } catch {
    rmSync(draft, { force: true });
  }
}
