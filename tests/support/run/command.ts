import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../../..");

export interface Finished {
  status: number;
  output: string;
  seconds: number;
}

/** Path of a package's JavaScript entry, run with this very Node instead of whatever the machine's shell would find. */
export const packageFile = (path: string): string => join(root, "node_modules", path);

/**
 * Runs a command from the repository root to its end; stdout and stderr together, in their order. With `live` they are
 * shown while they come.
 */
export function runCommand(
  command: string,
  args: string[],
  { env = {}, live = false }: { env?: Record<string, string>; live?: boolean } = {},
): Promise<Finished> {
  const from = performance.now();
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const finish = (status: number) => done({ status, output, seconds: (performance.now() - from) / 1000 });
    child.on("error", (error) => {
      output += error.message;
      finish(1);
    });
    child.on("close", (status, signal) => finish(status ?? (signal ? 1 : 0)));
  });
}

export const runNode = (args: string[], options?: Parameters<typeof runCommand>[2]): Promise<Finished> =>
  runCommand(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], options);
