import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { repositoryRoot } from "../stack/settings.ts";
import { StartError } from "../stack/start-error.ts";

export type ExtensionBrowser = "chrome" | "firefox";

/** Where the unpacked extension lies, to be loaded as it is. */
export const extensionFolder = (browser: ExtensionBrowser): string =>
  join(repositoryRoot, `dist/extension/${browser}-mv3`);

/**
 * Builds the extension for one browser, about ten seconds. It belongs to one installation: `CAPTELY_URL`, by default the
 * address of `npm start`.
 */
export async function buildExtension(
  browser: ExtensionBrowser,
  { say, signal, url }: { say(line: string): void; signal?: AbortSignal; url?: string },
): Promise<void> {
  say(`Building the extension for ${browser === "chrome" ? "Chrome and Edge" : "Firefox"}…`);
  const wxt = join(repositoryRoot, "node_modules/wxt/bin/wxt.mjs");
  const { status, output } = await run([wxt, "build", "-b", browser, "--mv3"], signal, url);
  if (status !== 0) throw new StartError(`The extension could not be built: ${lastLine(output)}`);
}

/** Builds it for Chrome where there is none yet: the folder that `npm start` names must be there to be loaded. */
export async function buildMissingExtension(
  url: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (existsSync(join(extensionFolder("chrome"), "manifest.json"))) return;
  await buildExtension("chrome", { say, signal, url }).catch((error: Error) => {
    if (!signal.aborted) say(error.message);
  });
}

function run(
  args: string[],
  signal: AbortSignal | undefined,
  url: string | undefined,
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const { DEBUG: _debug, ...env } = process.env;
    const child = spawn(process.execPath, args, {
      cwd: repositoryRoot,
      env: url === undefined ? env : { ...env, CAPTELY_URL: url },
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal && { signal }),
    });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ status: 1, output: error.message }));
    child.on("close", (status) => resolve({ status, output }));
  });
}

const lastLine = (output: string): string =>
  stripVTControlCharacters(output)
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => /error/i.test(line)) ?? "wxt said nothing";
