import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartError } from "../stack/start-error.ts";

/** `deno` is the current version, which runs the functions here; `deno-hosted` the level of hosted Supabase, for checks. */
export type DenoPackage = "deno" | "deno-hosted";

/**
 * Path of the Deno binary of an npm package. The package's own launcher would stand between us and the process: a signal
 * to it would not reach Deno.
 */
export function denoBinary(packageName: DenoPackage = "deno"): string {
  const require = createRequire(import.meta.url);
  const home = dirname(require.resolve(`${packageName}/package.json`));
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  const placed = join(home, file);
  if (existsSync(placed)) return placed;
  const libc = process.platform === "linux" ? "-glibc" : "";
  try {
    const platformPackage = `@deno/${process.platform}-${process.arch}${libc}`;
    const binary = join(
      dirname(createRequire(join(home, "package.json")).resolve(`${platformPackage}/package.json`)),
      file,
    );
    if (existsSync(binary)) return binary;
  } catch {
    // Said below, in the same words as for a missing file.
  }
  throw new StartError(
    `${packageName === "deno" ? "Deno" : "Deno of the hosted level"} is not installed for this platform. ` +
      "Run npm install again; optional packages must not be left out.",
  );
}
