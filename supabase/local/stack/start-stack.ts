import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openAccounts } from "../auth/accounts.ts";
import { hookAuth } from "../auth/hooked-auth.ts";
import { hookCaller } from "../auth/hooks.ts";
import { buildDashboard } from "../dashboard/build-dashboard.ts";
import { startDenoChild } from "../functions/deno-child.ts";
import { readableLogLine } from "../functions/functions-log.ts";
import { startTicker } from "../functions/ticker.ts";
import { openMailStore } from "../mailbox/mail-store.ts";
import { startSimulators } from "../simulators/index.ts";
import { createSupabase } from "../supabase/create-supabase.ts";
import { functionsEnvironment } from "./functions-environment.ts";
import { type GatewayParts, gatewayApp, listen } from "./gateway.ts";
import { openHome } from "./home-folder.ts";
import { openDatabase } from "./open-database.ts";
import { openSecrets } from "./secrets.ts";
import { repositoryRoot, type StackSettings } from "./settings.ts";
import { StartError } from "./start-error.ts";

/** The one line of `npm start -- --json`; its names are a promise. */
export interface StackInfo {
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

export interface Stack {
  info: StackInfo;
  sandbox: boolean;
  stop(): Promise<void>;
}

interface Options {
  /** Aborted when the user wants to stop before everything is up. */
  signal: AbortSignal;
  /** Progress and complaints, one line each, for stderr. */
  say(line: string): void;
  /** How long each step took, for DEBUG. */
  timed(step: string, ms: number): void;
}

const healthWaitMs = 30_000;

/** Brings up the whole product behind one origin; what was started is stopped again when a part fails. */
export async function startStack(settings: StackSettings, { signal, say, timed }: Options): Promise<Stack> {
  const cleanups: (() => unknown)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  const measure = async <T>(step: string, work: Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work;
    timed(step, performance.now() - from);
    return result;
  };

  try {
    openHome(settings.home);
    const parts: GatewayParts = {};
    const { server, origin } = await listen(gatewayApp(parts), settings.port);
    cleanups.push(() => closeServer(server));
    const secrets = openSecrets(settings.home);
    const mails = openMailStore(settings.home);
    parts.mails = { store: mails, secret: secrets.mailbox_secret };

    const simulators = settings.sandbox ? await measure("simulators", startSimulators()) : null;
    if (simulators) cleanups.push(() => simulators.close());
    const functions = startDenoChild({
      env: functionsEnvironment({
        settings,
        secrets,
        origin,
        denoCache: join(repositoryRoot, "node_modules/.cache/deno"),
        simulators,
      }),
      log: (line) => {
        const shown = readableLogLine(line, settings.debug);
        if (shown !== null) say(shown);
      },
    });
    const databaseUp = measure("database", openDatabase(settings));
    const dashboardUp = measure("dashboard", buildDashboard(say, signal)).catch((error: Error) => say(error.message));
    const settled = Promise.allSettled([databaseUp, dashboardUp]);
    cleanups.push(async () => {
      await functions.stop();
      await settled;
      await databaseUp.then((database) => database.close()).catch(() => {});
    });
    const database = await databaseUp;
    signal.throwIfAborted();
    await dashboardUp;

    const supabase = createSupabase({
      pool: database.pool,
      secrets,
      siteUrl: origin,
      codeSeconds: settings.codeSeconds,
    });
    const auth = hookAuth({
      accounts: openAccounts(database.pool),
      callHook: hookCaller(() => functions.origin(5_000), secrets.hook_secret),
      siteUrl: origin,
      forward: (request) => supabase.fetch(request, null),
    });
    supabase.setMailer(auth.mailer);
    const info: StackInfo = {
      ready: true,
      url: origin,
      api_url: `${origin}/functions/v1/api`,
      supabase_url: origin,
      publishable_key: secrets.publishable_key,
      mailbox_url: `${origin}/mailbox`,
      docs_url: `${origin}/docs`,
      extension_dir: join(repositoryRoot, "dist/extension/chrome-mv3"),
      pid: process.pid,
    };
    parts.supabase = supabase;
    parts.auth = auth;
    parts.functions = functions;
    parts.config = {
      supabase_url: info.supabase_url,
      publishable_key: info.publishable_key,
      api_url: info.api_url,
      sandbox: settings.sandbox,
    };

    const ticker = startTicker(functions, secrets.worker_secret, say);
    cleanups.push(() => ticker.stop());
    await measure("functions", waitForHealth(`${info.api_url}/health`, signal));
    return { info, sandbox: settings.sandbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitForHealth(url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + healthWaitMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await fetch(url).catch((error: unknown) => error);
    if (answer instanceof Response && answer.ok) return;
    if (
      answer instanceof Response &&
      Date.now() > deadline - 26_000 &&
      (await answer.clone().text()).includes('"database":"ok"')
    )
      return;
    if (Date.now() > deadline) throw new StartError(`Captely did not come up: ${await saidBy(answer)}`);
    await delay(100);
  }
}

async function saidBy(answer: unknown): Promise<string> {
  if (answer instanceof Response) return `/health answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
  return answer instanceof Error ? answer.message : String(answer);
}

/** Ends idle connections at once and gives answers under way a moment. */
async function closeServer(server: import("node:http").Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(force);
}
