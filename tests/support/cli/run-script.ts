import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** Names of settings that must not leak from the machine into a test. */
const ownSettings = /^(?:ICYPEAS|DROPCONTACT|HUNTER|APOLLO|FINDYMAIL|DOH|CAPTELY|DATABASE|PORT|DEBUG|SMTP|RESEND)/;

/** Starts one of the product's scripts with the Node that runs the tests. */
export function startScript(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Running {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownSettings.test(name)));
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env: { ...clean, ...env }, stdio: "pipe" });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, stdout, stderr }));
  return { child, ended };
}

export function runScript(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
  input?: string,
): Promise<Ended> {
  return startScript(script, args, env, input).ended;
}
