import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { repositoryRoot } from "../stack/settings.ts";
import { StartError } from "../stack/start-error.ts";

export const dashboardFolder = join(repositoryRoot, "dist/web");
const stampName = ".sources";
const sourcePaths = ["web", "shared/core", "shared/contracts", "shared/files", "shared/ui", "package-lock.json"];

/**
 * Builds the dashboard when it is missing or when a source of it changed since; otherwise takes a few milliseconds. Built
 * aside and put in place whole, so that two starts at once, or a kill, never leave half of one.
 */
export async function buildDashboard(say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const sources = hashOf(sourcePaths);
  if (isBuilt(sources)) return;
  say("Building the dashboard…");
  const aside = `${dashboardFolder}.${process.pid}`;
  try {
    const vite = join(repositoryRoot, "node_modules/vite/bin/vite.js");
    const { status, output } = await run(
      [vite, "build", "-c", "web/vite.config.ts", "--logLevel", "warn", "--outDir", aside, "--emptyOutDir"],
      signal,
    );
    if (status !== 0) throw new StartError(`The dashboard could not be built: ${reasonIn(output)}`);
    writeFileSync(join(aside, stampName), sources);
    putInPlace(aside, sources);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function isBuilt(sources: string): boolean {
  const stamp = join(dashboardFolder, stampName);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sources;
}

function putInPlace(aside: string, sources: string): void {
  rmSync(dashboardFolder, { recursive: true, force: true });
  try {
    renameSync(aside, dashboardFolder);
  } catch (error) {
    // Another start was quicker with the same sources.
    if (!isBuilt(sources)) throw error;
  }
}

function hashOf(paths: string[]): string {
  const hash = createHash("sha256");
  const add = (path: string) =>
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(repositoryRoot, path)))
      .update("\0");
  for (const path of paths) {
    if (!existsSync(join(repositoryRoot, path))) continue;
    if (path.endsWith(".json")) add(path);
    else for (const file of filesIn(path)) add(file);
  }
  return hash.digest("hex");
}

function filesIn(folder: string): string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repositoryRoot.length + 1))
    .sort();
}

function run(args: string[], signal: AbortSignal | undefined): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    // DEBUG would make vite print its own diary.
    const { DEBUG: _debug, ...env } = process.env;
    const child = spawn(process.execPath, args, {
      cwd: repositoryRoot,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal && { signal }),
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ status: 1, output: error.message }));
    child.on("close", (status) => resolve({ status, output }));
  });
}

/** The line that says what is wrong, without vite's colours and timings. */
const reasonIn = (output: string): string => {
  const lines = stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const title = lines.findIndex((line) => /^error during build/i.test(line));
  return lines.slice(title + 1).find((line) => !line.endsWith(":")) ?? "vite said nothing";
};
