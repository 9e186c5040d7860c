import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { configuredProviders } from "#functions/_shared/providers/registry.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";
import { virtualProviders } from "#tests/support/worker/virtual-providers.ts";
import { virtualWorker } from "#tests/support/worker/virtual-worker.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

/** A worker over providers with their published limits and latencies, and when each of them was asked. */
async function patientWorker(order: readonly string[]) {
  const { clock } = harness;
  const providers = virtualProviders(clock);
  const asks: { at: number; url: string }[] = [];
  const deps = await virtualWorker({
    clock,
    db: harness.db,
    name: "patient",
    providers: configuredProviders(providers.settings).providers.filter(({ name }) => order.includes(name)),
    dnsQuery: providers.dnsQuery,
    fetch: (input, init) => {
      asks.push({ at: clock.now(), url: String(input) });
      return providers.fetch(input, init);
    },
  });
  const run = (forMs: number, signal = new AbortController().signal) =>
    runWorker(deps, { until: clock.now() + forMs, returnWhenIdle: false, signal });
  return { asks, run };
}

it.each(["hunter", "apollo"])(
  "cancelling stops new asks of %s within two seconds and gives back what was held",
  async (name) => {
    const place = await startJob(harness.db, peopleOf(400), { order: [name], patience_ms: 60_000 });
    const { asks, run } = await patientWorker([name]);
    const { clock } = harness;
    let cancelledAt = 0;
    await clock.run(async () => {
      const cancel = async () => {
        await clock.sleep(name === "hunter" ? 4_000 : 1_500);
        await harness.db.rpc("job_cancel", { p_workspace: place.workspaceId, p_job: place.jobId, p_actor: null });
        cancelledAt = clock.now();
      };
      await Promise.all([run(120_000), cancel()]);
    });
    expect(asks.length).toBeGreaterThan(10);
    expect(asks.filter(({ at }) => at > cancelledAt + 2_000)).toEqual([]);
    expect(
      await harness.one(`select j.status, j.reserved_micros::int,
      (select count(*)::int from public.tasks where status in ('ready', 'leased')) as open,
      (select balance_milli::int from public.credit_accounts where kind = 'held') as held,
      (select count(*)::int from public.enrichment_results where outcome = 'rate_limited') as noise
      from public.import_jobs j`),
    ).toEqual({ status: "cancelled", reserved_micros: 0, open: 0, held: 0, noise: 0 });
  },
);

it("pausing keeps whoever was not asked yet for later", async () => {
  const place = await startJob(harness.db, peopleOf(200), { order: ["hunter"], patience_ms: 60_000 });
  const { asks, run } = await patientWorker(["hunter"]);
  const change = (name: string) =>
    harness.db.rpc(name, { p_workspace: place.workspaceId, p_job: place.jobId, p_actor: null });
  await harness.clock.run(async () => {
    const pause = harness.clock.sleep(3_000).then(() => change("job_pause"));
    await Promise.all([run(60_000), pause]);
  });
  const before = asks.length;
  expect(before).toBeLessThan(120);
  await change("job_resume");
  await harness.clock.run(() => run(600_000));
  expect(await harness.one("select status, done_count from public.import_jobs")).toEqual({
    status: "completed",
    done_count: 200,
  });
  // Nobody twice: the pause cost no ask.
  expect(asks).toHaveLength(200);
});

it("ten contacts are through in a minute beside thousands of another workspace", async () => {
  const large = await startJob(harness.db, peopleOf(1_500, "l"), { order: ["hunter"], patience_ms: 60_000 });
  const small = await startJob(harness.db, peopleOf(10, "s"), { order: ["hunter"], patience_ms: 60_000 });
  const { run } = await patientWorker(["hunter"]);
  await harness.clock.run(() => run(60_000));
  const statusOf = (id: string) =>
    harness.one<{ status: string; done_count: number }>(
      "select status, done_count from public.import_jobs where id = $1",
      [id],
    );
  expect(await statusOf(small.jobId)).toEqual({ status: "completed", done_count: 10 });
  expect((await statusOf(large.jobId)).done_count).toBeLessThan(700);
});
