import type pg from "pg";
import { sandboxOrder } from "#core/cascade/catalogue.ts";
import { configuredProviders } from "#functions/_shared/providers/registry.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import type { PostgresServer } from "#tests/support/database/postgres-server.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { VirtualClock } from "#tests/support/worker/virtual-clock.ts";
import { setTimeSql, virtualDb, virtualTimeSql } from "#tests/support/worker/virtual-database.ts";
import { virtualProviders } from "#tests/support/worker/virtual-providers.ts";
import { virtualWorker } from "#tests/support/worker/virtual-worker.ts";
import { naiveMakespan, type Route } from "./naive.ts";
import { openBenchDatabase } from "./open-database.ts";
import { report } from "./report.ts";

/** Contacts a minute that the published limits let through, and how long one full call takes in the mean (ms). */
const published = {
  // 30 reads a minute of 100 rows; searches take 3 to 15 s.
  icypeas: { perMinute: 3_000, latencyMs: () => 9_000 },
  // 60 batches of 250 a second; 30 to 45 s and up to 0.3 s for each contact.
  dropcontact: { perMinute: 900_000, latencyMs: (asked: number) => 37_500 + 150 * Math.min(asked, 250) },
  hunter: { perMinute: 500, latencyMs: () => 4_500 },
  apollo: { perMinute: 10_000, latencyMs: () => 1_100 },
} as const;

interface Asked {
  provider: keyof typeof published;
  asked: number;
}

/** Nobody can be faster: the slowest provider's contacts at its limit, and one pass of all latencies. */
function boundMs(asked: readonly Asked[]): { ms: number; slowest: string } {
  const times = asked.map(({ provider, asked: n }) => ({ provider, ms: (n / published[provider].perMinute) * 60_000 }));
  const slowest = times.reduce((a, b) => (b.ms > a.ms ? b : a));
  const pass = asked.reduce((sum, { provider, asked: n }) => sum + published[provider].latencyMs(n), 0);
  return { ms: slowest.ms + pass, slowest: slowest.provider };
}

const workers = 2;
/** What a database call takes of the virtual time. */
const databaseMs = 4;

/** The product's own scheduler over real SQL and the providers' simulators, on a clock that does not wait. */
export async function measureMakespan(server: PostgresServer, contacts: number): Promise<void> {
  const started = performance.now();
  const clock = new VirtualClock(Date.UTC(2026, 10, 23, 8));
  const pool = await openBenchDatabase(server, { options: `-c captely.now=${clock.now()}`, max: 4 });
  await pool.query(virtualTimeSql);
  const providers = virtualProviders(clock);
  const place = await startJob(virtualDb(pool, clock), peopleOf(contacts));
  const db = virtualDb(pool, clock, databaseMs);
  const { providers: configured } = configuredProviders(providers.settings);
  const sandboxed = configured.filter(({ name }) => sandboxOrder.includes(name));
  const run = async (name: string) => {
    const deps = await virtualWorker({ clock, db, name, providers: sandboxed, ...providers });
    await runWorker(deps, {
      until: clock.now() + 48 * 3_600_000,
      returnWhenIdle: false,
      signal: new AbortController().signal,
    });
  };
  const before = clock.now();
  await clock.run(() => Promise.all(Array.from({ length: workers }, (_, index) => run(`w${index}`))));
  await pool.query(setTimeSql(clock.now()));
  const { rows: ends } = await pool.query<{ status: string; ms: number }>(
    "select status, extract(epoch from finished_at) * 1000 as ms from public.import_jobs where id = $1",
    [place.jobId],
  );
  const [job] = ends;
  if (job?.status !== "completed") throw new Error(`the job ended as ${job?.status}`);
  const { rows: asked } = await pool.query<Asked>(
    "select provider, count(distinct contact_id)::int as asked from public.enrichment_results group by provider order by 2 desc",
  );
  const routes = await routesOf(pool);
  await pool.end();
  const makespanMs = Number(job.ms) - before;
  const bound = boundMs(asked);
  const refused = Object.values(providers.world.ledgers).map((ledger) => ledger.counts.rate_limited);
  report({
    name: `makespan_over_bound_${contacts}`,
    value: makespanMs / bound.ms,
    unit: "ratio",
    aim: "<= 1.15",
    note: `${(makespanMs / 1000).toFixed(0)} s of ${(bound.ms / 1000).toFixed(0)} s; ${bound.slowest} rules; asked ${asked
      .map((row) => `${row.provider} ${row.asked}`)
      .join(
        ", ",
      )}; refused by limits ${refused.reduce((a, b) => a + b, 0)}; computed in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  });
  const naiveMs = await naiveMakespan(routes);
  report({
    name: `naive_makespan_over_bound_${contacts}`,
    value: naiveMs / bound.ms,
    unit: "ratio",
    peer: "one contact at a time, single calls, 8 workers",
    note: `${(naiveMs / 1000).toFixed(0)} s: ${(naiveMs / makespanMs).toFixed(1)} times as long`,
  });
}

/** Whom the product asked about each contact. */
async function routesOf(pool: pg.Pool): Promise<Route[]> {
  const { rows } = await pool.query<
    Record<"id" | "first_name" | "last_name" | "company" | "domain", string> & { providers: string[] }
  >(
    `select c.id, c.first_name, c.last_name, c.company, c.domain, array_agg(r.provider order by r.id) as providers
     from public.contacts c join public.enrichment_results r on r.contact_id = c.id group by c.id order by min(c.row_number)`,
  );
  return rows.map(({ id, first_name, last_name, company, domain, providers }) => ({
    query: {
      ref: id,
      firstName: first_name,
      lastName: last_name,
      fullName: `${first_name} ${last_name}`,
      company,
      domain,
      linkedinUrl: null,
      country: null,
    },
    providers: [...new Set(providers)],
  }));
}
