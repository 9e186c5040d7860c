import { join } from "node:path";
import { denoBinary } from "#local/functions/deno-binary.ts";
import { root, runCommand } from "./command.ts";
import type { Tally } from "./tally.ts";

/** The three functions under Deno, with the rights that the local stack gives them. Prints `ok NAME` or `not ok NAME`. */
export async function runDenoSmoke(): Promise<Tally> {
  const readable = ["supabase", "shared", "tests", "node_modules", "package.json"].map((path) => join(root, path));
  const { status, output } = await runCommand(denoBinary(), [
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
  console.log(output.trimEnd());
  const passed = output.match(/^ok /gm)?.length ?? 0;
  const failed = output.match(/^not ok /gm)?.length ?? 0;
  return { passed, failed: failed + ((status !== 0 && failed === 0) || passed + failed === 0 ? 1 : 0) };
}
