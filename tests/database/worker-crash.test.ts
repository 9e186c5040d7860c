import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sandboxOrder } from "#core/cascade/catalogue.ts";
import type { ProviderName } from "#local/simulators/index.ts";
import { counterFaults, ledgerFaults } from "#tests/support/database/factories.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type CrashWorld, type Death, openCrashWorld } from "#tests/support/worker/crash-world.ts";
import type { VirtualProviders } from "#tests/support/worker/virtual-providers.ts";

let world: CrashWorld;
beforeAll(async () => {
  world = await openCrashWorld();
});
beforeEach(() => world.reset());
afterAll(() => world.close());

/** Whatever happened: one end for each contact, books that balance, no limit exceeded. */
async function expectWhole(contacts: number, providers: VirtualProviders): Promise<void> {
  expect(
    await world.sql(`select status, done_count, reserved_micros::int,
      (select count(*)::int from public.contacts where status = 'done' and result is not null) as ended,
      (select count(*)::int from public.tasks where status in ('ready', 'leased', 'paused')) as open,
      (select count(*)::int from public.dead_letters) as given_up,
      (select coalesce(sum(amount_milli), 0)::int from public.credit_logs) as sum,
      (select count(*)::int from (select 1 from public.enrichment_results where outcome = 'found'
        group by contact_id, provider, channel having count(*) > 1) x) as answered_twice
      from public.import_jobs`),
  ).toEqual([
    {
      status: "completed",
      done_count: contacts,
      reserved_micros: 0,
      ended: contacts,
      open: 0,
      given_up: 0,
      sum: 0,
      answered_twice: 0,
    },
  ]);
  expect(await ledgerFaults(world)).toEqual([]);
  expect(await counterFaults(world)).toEqual([]);
  for (const name of sandboxOrder) expect(ledgerOf(providers, name).counts.rate_limited, name).toBe(0);
}

const ledgerOf = (providers: VirtualProviders, name: string) => providers.world.ledgers[name as ProviderName];

/** The call whose writing down makes a purchase known. */
const firstWrite: Readonly<Record<string, string>> = {
  icypeas: "worker_submitted",
  dropcontact: "worker_submitted",
  hunter: "worker_answered",
  apollo: "worker_answered",
};

const boundaries = (provider: string): Death[] => [
  // Before the call, and after it before anything of it is written.
  { step: "worker_claim", nth: 1, moment: "after" },
  { step: firstWrite[provider] ?? "", nth: 1, moment: "before" },
  // Written, not yet settled; then with the settling transaction open, and just after it.
  { step: firstWrite[provider] ?? "", nth: 1, moment: "after" },
  { step: "worker_settle", nth: 1, moment: "before" },
  { step: "worker_settle", nth: 1, moment: "during" },
  { step: "worker_settle", nth: 1, moment: "after" },
];

describe("one of two workers dies", () => {
  it.each(sandboxOrder.flatMap((provider) => boundaries(provider).map((death) => ({ provider, death }))))(
    "$provider, $death.moment $death.step: nothing acknowledged is bought again",
    async ({ provider, death }) => {
      const contacts = 24;
      const providers = world.providers();
      await startJob(world.db, peopleOf(contacts), { order: [provider], patience_ms: 3_600_000 });
      expect(await world.runTwo(providers, { order: [provider], batch: 8, death })).toBe(true);
      await expectWhole(contacts, providers);
      // Between a provider's work and our first write nobody can know of it, unless the provider finds jobs by our name.
      const isUnknown = death.step === firstWrite[provider] && death.moment === "before" && provider !== "icypeas";
      const { duplicates_bought } = ledgerOf(providers, provider).counts;
      if (isUnknown) expect(duplicates_bought).toBeLessThanOrEqual(8);
      else expect(duplicates_bought).toBe(0);
    },
  );

  const steps = ["worker_claim", "worker_submitted", "worker_answered", "worker_settle", "rate_take"];
  it.each(steps)("with all providers in flight, after %s: one result each, books balanced", async (step) => {
    const providers = world.providers();
    await startJob(world.db, peopleOf(40), { want: "both", patience_ms: 3_600_000 });
    const died = await world.runTwo(providers, { order: sandboxOrder, death: { step, nth: 2, moment: "after" } });
    expect(died).toBe(true);
    await expectWhole(40, providers);
    expect(ledgerOf(providers, "icypeas").counts.duplicates_bought).toBe(0);
  });
});
