import { join } from "node:path";
import { type DenoPackage, denoBinary } from "#local/functions/deno-binary.ts";
import { root, runCommand } from "./command.ts";
import { noTests, sum, type Tally } from "./tally.ts";

/** The three functions under both versions of Deno: the current one, and the level of hosted Supabase. */
export async function runDenoSmoke(): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const packageName of ["deno", "deno-hosted"] as const) tallies.push(await smoke(packageName));
  return sum([noTests, ...tallies]);
}

/** With the rights that the local stack gives them. Prints `ok NAME` or `not ok NAME`. */
async function smoke(packageName: DenoPackage): Promise<Tally> {
  const readable = ["supabase", "shared", "tests", "node_modules", "package.json"].map((path) => join(root, path));
  const { status, output } = await runCommand(denoBinary(packageName), [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-remote",
    "--config=supabase/local/functions/deno.json",
    "--allow-env",
    "--allow-net=127.0.0.1",
    "--allow-sys=hostname",
    `--allow-read=${readable.join(",")}`,
    "tests/functions/deno/smoke.ts",
  ]);
  console.log(`${packageName}\n${output.trimEnd()}`);
  const passed = output.match(/^ok /gm)?.length ?? 0;
  const failed = output.match(/^not ok /gm)?.length ?? 0;
  return { passed, failed: failed + ((status !== 0 && failed === 0) || passed + failed === 0 ? 1 : 0) };
}
