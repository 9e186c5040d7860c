import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { bootstrap } from "./bootstrap.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrate } from "./migrate.ts";
import { OpenDatabaseError } from "./open-database-error.ts";
import { pgliteTemplate } from "./pglite-template.ts";
import { pgliteSession } from "./sql-session.ts";

/** The major version of Postgres in the installed PGlite. */
const postgresVersion = "18";

/**
 * The migrated embedded database in a folder, which is made when it is not there, or in memory. Throws
 * OpenDatabaseError when the folder is in use, broken or cannot be written. Closing it gives the folder free.
 */
export async function openPglite(dataDir: string): Promise<PGlite> {
  if (dataDir === "memory") return PGlite.create({ loadDataDir: await pgliteTemplate() });
  const folder = resolve(dataDir);
  prepareParent(folder);
  const unlock = lockFolder(folder);
  try {
    const pglite = await openFolder(folder);
    const close = pglite.close.bind(pglite);
    pglite.close = async () => {
      await close();
      unlock();
    };
    return pglite;
  } catch (error) {
    unlock();
    if (error instanceof OpenDatabaseError) throw error;
    const reason = error instanceof Error ? firstLine(error.message) : String(error);
    throw new OpenDatabaseError(
      `The database in ${folder} cannot be opened (${reason}): move that folder away to start afresh.`,
      { cause: error },
    );
  }
}

function prepareParent(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    accessSync(dirname(folder), constants.W_OK | constants.X_OK);
    if (existsSync(folder)) accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new OpenDatabaseError(`The folder ${folder} cannot be written: choose one that you may write to.`, {
      cause: error,
    });
  }
}

async function openFolder(folder: string): Promise<PGlite> {
  // The mark stands while a new folder is filled: whoever finds it starts over, as nothing of value is in there yet.
  const mark = `${folder}.filling`;
  if (existsSync(mark)) rmSync(folder, { recursive: true, force: true });
  if (!existsSync(folder) || readdirSync(folder).length === 0) {
    const template = await pgliteTemplate();
    writeFileSync(mark, "");
    const pglite = await PGlite.create({ dataDir: folder, loadDataDir: template });
    rmSync(mark, { force: true });
    return pglite;
  }
  checkVersion(folder);
  const pglite = await PGlite.create({ dataDir: folder });
  try {
    const session = pgliteSession(pglite);
    await bootstrap(session);
    await migrate(session);
    return pglite;
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

function checkVersion(folder: string): void {
  const path = join(folder, "PG_VERSION");
  const version = existsSync(path) ? readFileSync(path, "utf8").trim() : null;
  if (version === postgresVersion) return;
  throw new OpenDatabaseError(
    version === null
      ? `The folder ${folder} holds something else than a database: choose an empty one.`
      : `The database in ${folder} was written by Postgres ${version}, this is ${postgresVersion}: choose another folder.`,
  );
}

const firstLine = (text: string): string => text.split("\n", 1)[0]?.slice(0, 200) ?? "";
