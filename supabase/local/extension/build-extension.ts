import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { repositoryRoot } from "../stack/settings.ts";
import { StartError } from "../stack/start-error.ts";

export type ExtensionBrowser = "chrome" | "firefox";

/** Where the unpacked extension lies, to be loaded as it is. */
export const extensionFolder = (browser: ExtensionBrowser): string =>
  join(repositoryRoot, `dist/extension/${browser}-mv3`);

interface BuildOptions {
  say(line: string): void;
  signal?: AbortSignal;
  /** Origin of the installation it belongs to. */
  url?: string;
  /** Also the packages for the stores, beside the folders; for Firefox with the sources that its reviewers build. */
  pack?: boolean;
}

/**
 * Builds the extension for one browser, about ten seconds. It belongs to one installation: `CAPTELY_URL`, by default the
 * address of `npm start`.
 */
export async function buildExtension(
  browser: ExtensionBrowser,
  { say, signal, url, pack = false }: BuildOptions,
): Promise<void> {
  say(`Building the extension for ${browser === "chrome" ? "Chrome and Edge" : "Firefox"}…`);
  const wxt = join(repositoryRoot, "node_modules/wxt/bin/wxt.mjs");
  const { status, output } = await run([wxt, pack ? "zip" : "build", "-b", browser, "--mv3"], signal, url);
  if (status !== 0) throw new StartError(`The extension could not be built: ${lastLine(output)}`);
}

/**
 * Builds it for Chrome where there is none yet, or one for another address of this machine (another `PORT`): the folder
 * that `npm start` names must be there to be loaded. One that was built for an installation elsewhere is left alone.
 */
export async function buildMissingExtension(
  url: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const belongsTo = builtFor(join(extensionFolder("chrome"), "manifest.json"));
  if (belongsTo !== null && (belongsTo === url || !belongsTo.startsWith("http://127.0.0.1:"))) return;
  await buildExtension("chrome", { say, signal, url }).catch((error: Error) => {
    if (!signal.aborted) say(error.message);
  });
}

const manifestSchema = z.object({ content_security_policy: z.object({ extension_pages: z.string() }) });

/** Origin of the installation that a built extension may talk to; null: there is none, or it cannot be read. */
function builtFor(manifest: string): string | null {
  try {
    const { content_security_policy } = manifestSchema.parse(JSON.parse(readFileSync(manifest, "utf8")));
    return /connect-src (\S+?)[ ;]/.exec(content_security_policy.extension_pages)?.[1] ?? null;
  } catch {
    return null;
  }
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
