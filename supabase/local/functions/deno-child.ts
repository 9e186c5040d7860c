import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repositoryRoot } from "../stack/settings.ts";
import { denoBinary } from "./deno-binary.ts";

export interface DenoChild {
  /** Origin of the running child; waits for one that is just starting, up to `waitMs`. Null when there is none by then. */
  origin(waitMs: number): Promise<string | null>;
  pid(): number | undefined;
  stop(): Promise<void>;
}

interface Options {
  env: Record<string, string>;
  /** One line of what the functions wrote. */
  log(line: string): void;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** A child that ran this long was sound: the next pause is the first again. */
const soundAfterMs = 10_000;

/** Keeps one Deno process with the three functions alive, with growing pauses when it dies again and again. */
export function startDenoChild({ env, log }: Options): DenoChild {
  let child: ChildProcess | undefined;
  let origin: string | null = null;
  let waiters: (() => void)[] = [];
  let stopped = false;
  let pause = firstPauseMs;

  const launch = () => {
    if (stopped) return;
    const started = Date.now();
    // In a process group of its own, so that Ctrl-C at a terminal does not cut the worker short before it is told to end.
    const running = spawn(denoBinary(), denoArguments(), {
      env,
      stdio: ["pipe", "pipe", "pipe"],
      cwd: repositoryRoot,
      detached: true,
    });
    child = running;
    createInterface({ input: running.stderr }).on("line", log);
    createInterface({ input: running.stdout }).on("line", (line) => {
      const port = origin === null ? portOf(line) : null;
      if (port === null) return log(line);
      origin = `http://127.0.0.1:${port}`;
      for (const wake of waiters.splice(0)) wake();
    });
    running.on("error", (error) => log(`The functions could not be started: ${error.message}`));
    running.once("close", () => {
      origin = null;
      if (stopped) return;
      pause = Date.now() - started > soundAfterMs ? firstPauseMs : Math.min(pause * 2, longestPauseMs);
      log(`The functions ended; they start again in ${pause} ms.`);
      setTimeout(launch, pause).unref();
    });
  };
  launch();

  return {
    origin: async (waitMs) => {
      if (origin === null && !stopped) await wokenOr(waitMs, (wake) => waiters.push(wake));
      return origin;
    },
    pid: () => child?.pid,
    stop: async () => {
      stopped = true;
      for (const wake of waiters) wake();
      waiters = [];
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child?.once("close", resolve));
      child.stdin?.end();
      const force = setTimeout(() => child?.kill("SIGKILL"), 2_500);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Network is needed for providers and mail; files only to load the code; nothing can be written or run. */
function denoArguments(): string[] {
  const readable = ["supabase", "shared", "node_modules", "package.json"].map((path) => join(repositoryRoot, path));
  return [
    "run",
    "--quiet",
    "--no-prompt",
    "--no-remote",
    // A request's signal then means that its caller went away, and not also that it was answered.
    "--unstable-no-legacy-abort",
    `--config=${join(import.meta.dirname, "deno.json")}`,
    "--allow-net",
    "--allow-env",
    "--allow-sys=hostname",
    `--allow-read=${readable.join(",")}`,
    join(import.meta.dirname, "serve.ts"),
  ];
}

function portOf(line: string): number | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "port" in value && typeof value.port === "number"
      ? value.port
      : null;
  } catch {
    return null;
  }
}

function wokenOr(ms: number, register: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    register(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
