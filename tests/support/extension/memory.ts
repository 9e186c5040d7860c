import { readdirSync, readFileSync } from "node:fs";

const read = (pid: string, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // Ended meanwhile, or there is no /proc.
    return "";
  }
};

/** Whether a process was started by this one, directly or not. */
function isOurs(pid: string): boolean {
  for (let at = pid; at !== "" && at !== "0" && at !== "1"; at = /^PPid:\s+(\d+)$/m.exec(read(at, "status"))?.[1] ?? "")
    if (at === String(process.pid)) return true;
  return false;
}

/**
 * Resident memory, in megabytes, of the processes in which a browser that was started here runs its extension: worker and
 * panel. Null where that cannot be told.
 */
export function extensionMemory(): number | null {
  let pids: string[];
  try {
    pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
  const kilobytes = pids
    .filter((pid) => read(pid, "cmdline").includes("--extension-process") && isOurs(pid))
    .map((pid) => Number(/VmRSS:\s+(\d+)/.exec(read(pid, "status"))?.[1] ?? 0));
  return kilobytes.length === 0 ? null : kilobytes.reduce((sum, value) => sum + value, 0) / 1_000;
}
