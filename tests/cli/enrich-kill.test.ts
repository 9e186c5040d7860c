import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPglite } from "#local/database/open-pglite.ts";
import { readRows } from "#tests/support/cli/read-rows.ts";
import { startScript } from "#tests/support/cli/run-script.ts";
import { type SimulatorsProcess, startSimulatorsProcess } from "#tests/support/cli/simulators-process.ts";

const kills = 10;
const folder = mkdtempSync(join(tmpdir(), "captely-kill-"));
const data = join(folder, "data");
const out = join(folder, "out.csv");
const command = [
  "tests/fixtures/csv/mixed-500.csv",
  "--out",
  out,
  "--data",
  data,
  "--report",
  join(folder, "report.json"),
];
let simulators: SimulatorsProcess;

beforeAll(async () => {
  simulators = await startSimulatorsProcess(["--latency", "fast", "--limits", "off"]);
});
afterAll(async () => {
  await simulators.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A fixed sequence, so that a failure can be looked at again: the moments differ, the pattern does not. */
const moments = Array.from({ length: kills }, (_, index) => 700 + ((index * 7919) % 2300));

it("goes on where it was killed, buys nothing acknowledged twice and keeps the books", {
  timeout: 240_000,
}, async () => {
  let killed = 0;
  for (const moment of moments) {
    const run = startScript("supabase/cli/enrich.ts", command, simulators.env);
    await Promise.race([wait(moment), run.ended]);
    run.child.kill("SIGKILL");
    if ((await run.ended).signal === "SIGKILL") killed += 1;
  }
  expect(killed).toBeGreaterThanOrEqual(kills / 2);
  const last = await startScript("supabase/cli/enrich.ts", command, simulators.env).ended;
  expect(last.stderr).not.toMatch(/Error/);
  expect(last.code).toBe(0);

  const rows = readRows(out);
  expect(rows).toHaveLength(500);
  expect(rows.filter((row) => row.result === "").length).toBe(0);

  const pglite = await openPglite(join(data, "db"));
  try {
    const one = async <T>(sql: string): Promise<T> => {
      const { rows: found } = await pglite.query<T>(sql);
      if (!found[0]) throw new Error("no row");
      return found[0];
    };
    expect(
      await one(`select count(*)::int as n from (
        select 1 from public.enrichment_results where outcome = 'found' group by contact_id, provider, channel having count(*) > 1) x`),
    ).toEqual({ n: 0 });
    expect(
      await one(`select count(*) filter (where status <> 'done' and status <> 'duplicate')::int as open,
        sum(held_credits_milli)::int as held from public.contacts`),
    ).toEqual({ open: 0, held: 0 });
    expect(await one("select count(*)::int as jobs from public.import_jobs")).toEqual({ jobs: 1 });
    expect(await one("select sum(amount_milli)::int as sum from public.credit_logs")).toEqual({ sum: 0 });
    expect(
      await one(`select count(*)::int as wrong from public.credit_accounts a
        where balance_milli <> (select coalesce(sum(amount_milli), 0) from public.credit_logs l where l.account_id = a.id)`),
    ).toEqual({ wrong: 0 });
    expect(
      await one(
        `select (select credits_milli from public.import_jobs) = (select coalesce(sum(credits_milli), 0) from public.contacts) as agrees`,
      ),
    ).toEqual({ agrees: true });
  } finally {
    await pglite.close();
  }

  // What a provider did and nobody heard of cannot be known; Icypeas' jobs are found again by their name.
  const stats = await simulators.stats();
  expect(stats.icypeas?.duplicates_bought).toBe(0);
  expect(stats.dropcontact?.duplicates_bought).toBeLessThanOrEqual(5);
  expect(stats.hunter?.duplicates_bought).toBe(0);
  expect(stats.apollo?.duplicates_bought).toBeLessThanOrEqual(kills * 10);
});
