import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({ url: z.url(), pid: z.int() });

const fileIn = (home: string): string => join(home, "running.json");

/** Leaves word in the home folder of where the running product is, for the processes beside it. Returns how to take it back. */
export function tellRunning(home: string, url: string): () => void {
  const file = fileIn(home);
  // Written beside and renamed, so that nobody reads half of it.
  writeFileSync(`${file}.new`, JSON.stringify({ url, pid: process.pid }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return () => {
    if (readRunning(home)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/** Where `npm start` runs over this home folder; null when it does not, or ended without a word. */
export function readRunning(home: string): { url: string; pid: number } | null {
  try {
    const running = schema.parse(JSON.parse(readFileSync(fileIn(home), "utf8")));
    process.kill(running.pid, 0);
    return running;
  } catch {
    return null;
  }
}
