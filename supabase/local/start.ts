import { once } from "node:events";
import { parseArgs } from "node:util";
import { SettingError } from "#functions/_shared/env.ts";
import { OpenDatabaseError } from "./database/open-database-error.ts";
import { StartError } from "./stack/start-error.ts";
import type { Stack } from "./stack/start-stack.ts";
import { stopSignals } from "./stack/stop-signals.ts";
import { quietConsole } from "./supabase/quiet-console.ts";

/** `npm start`: the whole product on this machine. stdout carries the result only; everything else goes to stderr. */
const usage = "Usage: npm start [-- --json]";
const startedAt = performance.now() - process.uptime() * 1000;
const debug = Boolean(process.env.DEBUG);
const say = (line: string) => process.stderr.write(`${line}\n`);

function wantsJson(): boolean {
  try {
    return parseArgs({ options: { json: { type: "boolean", default: false } } }).values.json;
  } catch (error) {
    say(`${error instanceof Error ? error.message.split(". ")[0] : error}. ${usage}`);
    process.exit(2);
  }
}

function report(error: unknown): void {
  const known = [StartError, SettingError, OpenDatabaseError].some((kind) => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  say(known ? message : `Captely could not start: ${message}`);
  if (debug) console.error(error);
}

function readable(stack: Stack, ms: number): string {
  const { info } = stack;
  return [
    "",
    `Captely is ready (${(ms / 1000).toFixed(1)} s).`,
    "",
    `  Dashboard      ${info.url}`,
    `  Mailbox        ${info.mailbox_url}`,
    `  API            ${info.api_url}`,
    `  API reference  ${info.docs_url}`,
    `  Extension      ${info.extension_dir}`,
    "",
    stack.sandbox
      ? "  Sandbox: no provider key is set, so bundled simulators answer in place of the providers."
      : "  Providers with a key are called for real.",
    "  Ctrl-C stops it; what is stored stays.",
    "",
  ].join("\n");
}

const json = wantsJson();
const stopping = stopSignals(say);
if (!debug) quietConsole(say);
try {
  const { readStackSettings } = await import("./stack/settings.ts");
  const settings = readStackSettings();
  const { startStack } = await import("./stack/start-stack.ts");
  const stack = await startStack(settings, {
    signal: stopping,
    say,
    timed: (step, ms) => {
      if (debug) say(`[${step}] ${ms.toFixed(0)} ms`);
    },
  });
  if (debug) say(`[ready] ${(performance.now() - startedAt).toFixed(0)} ms`);
  process.stdout.write(
    json ? `${JSON.stringify(stack.info)}\n` : `${readable(stack, performance.now() - startedAt)}\n`,
  );
  // Beside the running product, so that nobody waits for it; a port taken by chance is no address to build for.
  if (settings.port !== 0) {
    const { buildMissingExtension } = await import("./extension/build-extension.ts");
    buildMissingExtension(stack.info.url, say, stopping).catch(() => {});
  }
  if (!stopping.aborted) await once(stopping, "abort");
  await stack.stop();
  process.exit(0);
} catch (error) {
  if (stopping.aborted) process.exit(0);
  report(error);
  process.exit(1);
}
