import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartError } from "../stack/start-error.ts";

/**
 * Path of the Deno binary of the npm package `deno`. Its own launcher would stand between us and the process: a signal
 * to it would not reach Deno.
 */
export function denoBinary(): string {
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve("deno/package.json"));
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  const placed = join(home, file);
  if (existsSync(placed)) return placed;
  const libc = process.platform === "linux" ? "-glibc" : "";
  try {
    const packageName = `@deno/${process.platform}-${process.arch}${libc}`;
    const binary = join(
      dirname(createRequire(join(home, "package.json")).resolve(`${packageName}/package.json`)),
      file,
    );
    if (existsSync(binary)) return binary;
  } catch {
    // Said below, in the same words as for a missing file.
  }
  throw new StartError(
    "Deno is not installed for this platform. Run npm ci again; optional packages must not be left out.",
  );
}
