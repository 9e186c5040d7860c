import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../run/command.ts";

/** What `npm start -- --json` prints. */
export interface StackLine {
  ready: true;
  url: string;
  api_url: string;
  supabase_url: string;
  publishable_key: string;
  mailbox_url: string;
  docs_url: string;
  extension_dir: string;
  pid: number;
}

export interface RunningCaptely {
  line: StackLine;
  /** From spawn to the line, in milliseconds. */
  readyMs: number;
  home: string;
  child: ChildProcess;
  /** Everything that was written to stdout and stderr so far. */
  output(): { stdout: string; stderr: string };
  /** Sends the signal to the process named by `pid` and waits for the end of the command. */
  stop(signal?: NodeJS.Signals): Promise<{ status: number | null; ms: number }>;
}

export interface EndedCaptely {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A fresh folder for `CAPTELY_HOME`. */
export const newHome = (): string => mkdtempSync(join(tmpdir(), "captely-home-"));
export const dropHome = (home: string): void => rmSync(home, { recursive: true, force: true });

function launch(
  env: Record<string, string>,
  args: string[],
): { child: ChildProcess; seen: { stdout: string; stderr: string } } {
  const keep = ["PATH", "HOME", "TMPDIR", "LANG", "CHROMIUM_PATH"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(process.execPath, ["supabase/local/bootstrap.mjs", "supabase/local/start.ts", ...args], {
    cwd: root,
    env: { ...Object.fromEntries(keep), PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const seen = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    seen.stdout += chunk;
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    seen.stderr += chunk;
  });
  return { child, seen };
}

/** Runs the command of `npm start -- --json` on a free port and waits until it is ready. */
export async function startCaptely(options: { home: string; env?: Record<string, string> }): Promise<RunningCaptely> {
  const from = performance.now();
  const { child, seen } = launch({ CAPTELY_HOME: options.home, ...options.env }, ["--json"]);
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const line = await new Promise<StackLine>((resolve, reject) => {
    child.stdout?.on("data", () => {
      if (seen.stdout.includes("\n")) resolve(JSON.parse(seen.stdout.split("\n")[0] ?? ""));
    });
    child.once("close", (status) => reject(new Error(`npm start ended with ${status}: ${seen.stderr}`)));
  });
  const readyMs = performance.now() - from;
  return {
    line,
    readyMs,
    home: options.home,
    child,
    output: () => ({ ...seen }),
    stop: async (signal = "SIGTERM") => {
      const asked = performance.now();
      process.kill(line.pid, signal);
      const status = await closed;
      return { status, ms: performance.now() - asked };
    },
  };
}

/** Runs the command to an end that is expected to come by itself. */
export async function failToStart(env: Record<string, string>, args: string[] = ["--json"]): Promise<EndedCaptely> {
  const { child, seen } = launch(env, args);
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, ...seen };
}
