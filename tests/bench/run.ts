import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "#tests/support/run/command.ts";

/**
 * `npm run bench [-- NAME…]`: each benchmark is a file of this folder that prints JSON lines. They run one after the
 * other, each in a process of its own, so that none heats up or fills the memory of the next.
 */
const names = readdirSync(join(root, "tests/bench"))
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => basename(file, ".ts"))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no benchmark "${unknown}". Take one of: ${names.join(", ")}.\n`);
  process.exit(2);
}

const run = (name: string): Promise<number> =>
  new Promise((done) => {
    const file = join(root, "tests/bench", `${name}.ts`);
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", () => done(1));
    child.on("close", (status) => done(status ?? 1));
  });

for (const name of asked.length > 0 ? asked : names) {
  process.stderr.write(`${name}…\n`);
  if ((await run(name)) === 0) continue;
  process.exitCode = 1;
  process.stderr.write(`The benchmark ${name} failed.\n`);
}
