import { join } from "node:path";
import type { DenoChild } from "../functions/deno-child.ts";
import type { SqlPool } from "../supabase/sql-pool.ts";
import { functionsEnvironment } from "./functions-environment.ts";
import { closeServer, type GatewayParts, gatewayApp, listen } from "./gateway.ts";
import { openHome } from "./home-folder.ts";
import { tellRunning } from "./running-stack.ts";
import { openSecrets, type StackSecrets } from "./secrets.ts";
import { repositoryRoot, type StackSettings } from "./settings.ts";
import { waitForHealth } from "./wait-for-health.ts";

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

type Cleanups = (() => unknown)[];

const upkeepAfterMs = 5_000;

/**
 * Brings up the whole product behind one origin; what was started is stopped again when a part fails. Modules that take
 * long to load are loaded where they are needed: the functions start in their own process meanwhile.
 */
export async function startStack(settings: StackSettings, options: Options): Promise<Stack> {
  const { signal, say, timed } = options;
  const cleanups: Cleanups = [];
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
    const info = infoOf(origin, secrets);

    const functions = await measure("simulators", startFunctions(settings, secrets, origin, say, cleanups));
    const { buildDashboard } = await import("../dashboard/build-dashboard.ts");
    const dashboard = measure("dashboard", buildDashboard(say, signal));
    const database = measure("database", openDatabase(settings));
    const settled = Promise.allSettled([dashboard, database]);
    cleanups.push(async () => {
      // The functions use the database: they end first.
      await functions.stop();
      await settled;
      await database.then((open) => open.close()).catch(() => {});
    });
    const { pool } = await database;
    signal.throwIfAborted();

    const { wireSupabase } = await import("./wire-supabase.ts");
    Object.assign(parts, wireSupabase({ pool, secrets, functions, origin, settings }), { functions });
    const { openMailStore } = await import("../mailbox/mail-store.ts");
    parts.mails = { store: openMailStore(settings.home), secret: secrets.mailbox_secret };
    const { startTicker } = await import("../functions/ticker.ts");
    const ticker = startTicker(functions, secrets.worker_secret, say);
    cleanups.push(() => ticker.stop());

    await dashboard;
    const { supabase_url, publishable_key, api_url } = info;
    parts.config = { supabase_url, publishable_key, api_url, sandbox: settings.sandbox };
    await measure("health", waitForHealth(`${api_url}/health`, signal));
    cleanups.push(startUpkeep(pool, say));
    cleanups.push(tellRunning(settings.home, origin));
    return { info, sandbox: settings.sandbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * What a hosted project does by schedule: the list of throw-away domains, which takes the embedded database a second for
 * each new version and is left until the start is over, and the daily removal of what has expired.
 */
function startUpkeep(pool: SqlPool, say: (line: string) => void): () => Promise<void> {
  let working: Promise<unknown> = Promise.resolve();
  const work = async () => {
    const [{ directRpc }, { loadDisposable }] = await Promise.all([
      import("../database/rpc.ts"),
      import("../verifier/load-disposable.ts"),
    ]);
    const db = directRpc(pool);
    await db.rpc("purge_expired", {});
    await loadDisposable(db);
  };
  const run = () => {
    working = work().catch((error: unknown) =>
      say(`The daily upkeep did not work: ${error instanceof Error ? error.message : error}`),
    );
  };
  const first = setTimeout(run, upkeepAfterMs);
  const daily = setInterval(run, 24 * 3_600_000);
  return async () => {
    clearTimeout(first);
    clearInterval(daily);
    await working;
  };
}

async function openDatabase(settings: StackSettings) {
  const module = await import("./open-database.ts");
  return module.openDatabase(settings);
}

/** The functions under Deno and, in the sandbox, the simulators they talk to. */
async function startFunctions(
  settings: StackSettings,
  secrets: StackSecrets,
  origin: string,
  say: (line: string) => void,
  cleanups: Cleanups,
): Promise<DenoChild> {
  const [{ startDenoChild }, { readableLogLine }] = await Promise.all([
    import("../functions/deno-child.ts"),
    import("../functions/functions-log.ts"),
  ]);
  let simulators = null;
  if (settings.sandbox) {
    const [{ startSimulators }, { startHubspotSimulator }] = await Promise.all([
      import("../simulators/index.ts"),
      import("../simulators/hubspot.ts"),
    ]);
    const providers = await startSimulators({ journalFile: join(settings.home, "simulators.ndjson") });
    cleanups.push(providers.close);
    const hubspot = await startHubspotSimulator();
    cleanups.push(hubspot.close);
    const { baseUrls, keys, dohUrl } = providers;
    simulators = { baseUrls, keys, dohUrl, hubspotUrl: hubspot.baseUrl };
  }
  const denoCache = join(repositoryRoot, "node_modules/.cache/deno");
  return startDenoChild({
    env: functionsEnvironment({ settings, secrets, origin, denoCache, simulators }),
    log: (line) => {
      const shown = readableLogLine(line, settings.debug);
      if (shown !== null) say(shown);
    },
  });
}

const infoOf = (origin: string, secrets: StackSecrets): StackInfo => ({
  ready: true,
  url: origin,
  api_url: `${origin}/functions/v1/api`,
  supabase_url: origin,
  publishable_key: secrets.publishable_key,
  mailbox_url: `${origin}/mailbox`,
  docs_url: `${origin}/docs`,
  extension_dir: join(repositoryRoot, "dist/extension/chrome-mv3"),
  pid: process.pid,
});
