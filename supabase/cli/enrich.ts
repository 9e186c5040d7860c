import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { catalogue, sandboxOrder } from "#core/cascade/catalogue.ts";
import { resolveOptions } from "#core/jobs/resolve-options.ts";
import type { JobOptions } from "#core/jobs/words.ts";
import { pause } from "#functions/_shared/clock.ts";
import { workerDb } from "#functions/_shared/db/worker.ts";
import { createLog } from "#functions/_shared/log.ts";
import { armProviders } from "#functions/worker/arm-providers.ts";
import type { WorkerDeps } from "#functions/worker/deps.ts";
import { createLearner } from "#functions/worker/learn-policy.ts";
import { openPhones } from "#functions/worker/open-phones.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";
import { openJob } from "./enrich/open-job.ts";
import { type OpenProviders, openProviders } from "./enrich/open-providers.ts";
import { type EnrichOptions, parseEnrichOptions, usage } from "./enrich/options.ts";
import { readInput } from "./enrich/read-input.ts";
import { runJob } from "./enrich/run-job.ts";
import { readReport, writeReport } from "./enrich/write-report.ts";
import { writeResult } from "./enrich/write-result.ts";
import { createCliVerifier } from "./lib/cli-verifier.ts";
import { runCommand, WorkError } from "./lib/run-command.ts";

/** How long contacts wait for providers in trouble before they fail: somebody is looking at a terminal. */
const patienceMs = 60_000;

await runCommand(async (signal) => {
  const argv = process.argv.slice(2);
  if (argv.includes("--help") || argv.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const options = parseEnrichOptions(
    argv,
    catalogue.map((entry) => entry.name),
  );
  // Before anything is bought: a result that cannot be written would be lost.
  for (const target of [options.out, options.report]) if (target && target !== "-") await checkFolderOf(target);
  const input = await readInput(options.input);
  const providers = await openProviders(options.sandbox);
  const temporary = options.data === null ? await mkdtemp(join(tmpdir(), "captely-")) : null;
  const folder = temporary ?? options.data ?? "";
  try {
    const jobOptions = optionsOf(options, providers);
    if (providers.sandbox)
      process.stderr.write("Sandbox: the answers come from simulators, no real person is looked up.\n");
    for (const name of jobOptions.left_out ?? []) process.stderr.write(`${name} has no key and is left out.\n`);

    const pglite = await openPglite(join(folder, "db"));
    try {
      const db = directRpc(pglite);
      const name = JSON.stringify([input.hash, jobOptions]);
      const job = await openJob(db, folder, {
        name: Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(name))).toString("hex"),
        fileName: options.input === "-" ? "stdin" : basename(options.input),
        table: input.table,
        options: jobOptions,
      });
      const log = createLog("enrich");
      const writeLog: WorkerDeps["log"] = (event, detail) => log.debug(event, { detail: JSON.stringify(detail) });
      const now = () => Date.now();
      const workers = workerDb(db, `cli-${process.pid}`);
      // Simulated jobs died with the process that simulated them; nothing was bought, so that they are asked anew.
      if (job.resumed) await db.rpc("worker_takeover", { p_forget_submitted: providers.sandbox });
      const deps: WorkerDeps = {
        db: workers,
        providers: await armProviders(providers.configured, { db: workers, fetch, now, sleep: pause, signal }),
        verifyEmail: createCliVerifier({ dohUrl: providers.dohUrl, now }),
        ...openPhones({ fetch, now, log: writeLog }),
        now,
        sleep: pause,
        random: Math.random,
        log: writeLog,
      };
      await runJob(db, deps, job, signal);
      if (signal.aborted) return;
      // What this run has seen helps the next one in the same folder.
      if (options.data !== null) await createLearner({ lagMs: 0, minAsks: 1, minAgeMs: 0 })(deps);
      await writeResult(db, job, input.table.headers, options.out, options.raw);
      const report = await readReport(db, job, {
        mode: options.mode,
        order: jobOptions.order,
        leftOut: providers.leftOut,
      });
      if (options.report) await writeReport(options.report, report);
      process.stderr.write(summaryOf(report));
    } finally {
      await pglite.close();
    }
  } finally {
    await providers.close();
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
});

async function checkFolderOf(path: string): Promise<void> {
  const folder = dirname(path);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new WorkError(`${path} cannot be written: there is no folder ${folder}.`);
}

function optionsOf(options: EnrichOptions, providers: OpenProviders): JobOptions {
  const resolved = resolveOptions(
    {
      want: options.want,
      threshold: options.threshold,
      order: options.order ?? undefined,
      mode: options.mode,
      verify: options.verify,
      max_cost_micros: options.maxCostMicros,
      patience_ms: patienceMs,
    },
    {
      catalogue:
        options.order || !providers.sandbox ? catalogue : catalogue.filter(({ name }) => sandboxOrder.includes(name)),
      configured: new Set(providers.configured.map((provider) => provider.name)),
      sandbox: providers.sandbox,
    },
  );
  if (!resolved.ok) throw new WorkError(`${resolved.detail} Keys belong into .env; --sandbox needs none.`);
  return resolved.options;
}

function summaryOf(report: Record<string, unknown>): string {
  const { contacts, found, partial, not_found, failed, cost_usd } = report;
  return `${contacts} contacts: ${found} found, ${partial} with a weaker answer, ${not_found} not found, ${failed} failed. Providers cost $${cost_usd}.\n`;
}
