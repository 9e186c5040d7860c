import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { OpenDatabaseError } from "./open-database-error.ts";

/**
 * Keeps a second process out of an embedded database: two writers would destroy it, and PGlite itself does not look.
 * The lock lies beside the folder and holds the process id with the time that process started, because after a kill the
 * id alone may belong to somebody else.
 */
export function lockFolder(folder: string): () => void {
  const path = `${folder}.lock`;
  const mine = `${process.pid} ${startOf(process.pid) ?? ""}`;
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(path, mine, { flag: "wx" });
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = readLock(path);
    if (holder !== null && isAlive(holder)) {
      throw new OpenDatabaseError(
        `The database in ${folder} is in use by process ${holder.split(" ")[0]}: stop that one first, or choose another folder.`,
      );
    }
    if (tries > 5) throw new OpenDatabaseError(`The lock ${path} cannot be taken: delete that file and try again.`);
    rmSync(path, { force: true });
  }
  return () => {
    if (readLock(path) === mine) rmSync(path, { force: true });
  };
}

function readLock(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function isAlive(holder: string): boolean {
  const [pidText = "", started = ""] = holder.split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const now = startOf(pid);
  return now === null || started === "" || now === started;
}

/** Field 22 of /proc/<pid>/stat; null where there is no /proc, and the id alone has to do. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces: count from behind it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
