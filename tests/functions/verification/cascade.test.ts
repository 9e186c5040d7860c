import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { EmailVerdict } from "#core/verification/email-verdict.ts";
import { verifierDb } from "#functions/_shared/db/verification.ts";
import { createQueuedVerifier } from "#functions/_shared/verification/queued-verifier.ts";
import type { WorkerDeps } from "#functions/worker/deps.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { runVerifier, usualLimits } from "#local/verifier/run-verifier.ts";
import { isInvented, type MailWorld, openMailWorld } from "#tests/support/verification/mail-world.ts";
import { peopleOf, type StartedJob, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";
import { setTimeSql } from "#tests/support/worker/virtual-database.ts";

/** A domain of the simulated world whose people are found. */
const domain = "works-1.example";
const minute = 60_000;

let harness: Harness;
let world: MailWorld;
beforeAll(async () => {
  vi.stubEnv("VERIFY_ALLOW_PRIVATE_MX", "1");
  harness = await openHarness();
});
beforeEach(async () => {
  vi.stubEnv("VERIFY_ALLOW_PRIVATE_MX", "1");
  await harness.reset();
  await harness.pglite.exec("truncate public.verification_tasks, public.verifiers");
  world = await openMailWorld([domain], { now: harness.clock.now, hold: (work) => harness.clock.hold(work) });
  world.behaviour.rcpt = realOnly;
});
afterEach(() => world.close());
afterAll(() => harness.close());

const realOnly = (to: string): string => (isInvented(to) ? "550 5.1.1 User unknown" : "250 2.1.5 Ok");

/** People at one company, asked of one provider: what their mail server says decides. */
const startAt = (provider: string, count = 8): Promise<StartedJob> => {
  const people = peopleOf(count).map(([first = "", last = ""]) => [first, last, "Works 1 GmbH", domain]);
  return startJob(harness.db, people, { order: [provider], verify: 4, threshold: 100 });
};

async function worker(): Promise<WorkerDeps> {
  const deps = await harness.worker();
  return {
    ...deps,
    verifyEmail: (address, level) => world.shallow.verify(address, level),
    queuedVerifier: createQueuedVerifier({ db: harness.db, verifier: world.shallow }),
  };
}

const isOpen = () =>
  harness.clock
    .hold(() =>
      harness.one<{ open: boolean }>(
        "select exists (select 1 from public.import_jobs where status = 'running') as open",
      ),
    )
    .then(({ open }) => open);

interface Runs {
  /** Of the clock's time. */
  workerMs?: number;
  verifierMs?: number;
}

/** Worker and verifier side by side, as two processes on one database, until the worker has nothing left. */
async function run({ workerMs = 30 * minute, verifierMs = Number.POSITIVE_INFINITY }: Runs = {}): Promise<void> {
  const { clock } = harness;
  const deps = await worker();
  const stop = new AbortController();
  const verifying =
    verifierMs > 0
      ? () =>
          runVerifier(
            {
              queue: verifierDb(harness.db, { verifier: "v1", sender: "verifier.test probe@verifier.test" }),
              verify: (address) => world.deep.verify(address, 4),
              audit: async () => ({
                helo: "verifier.test",
                mail_from: "probe@verifier.test",
                address: null,
                port25: "unknown",
                ptr: "unknown",
                listed: null,
                audited_at: new Date(clock.now()).toISOString(),
              }),
              now: clock.now,
              sleep: clock.sleep,
              say: () => {},
            },
            { ...usualLimits, lookEveryMs: 10_000 },
            stop.signal,
          )
      : async () => {};
  if (Number.isFinite(verifierMs)) void clock.sleep(verifierMs).then(() => stop.abort());
  await clock.run(async () => {
    const verifier = verifying();
    // The verifier says that it runs before anybody is found.
    await clock.sleep(10);
    const never = new AbortController().signal;
    // Woken every ten seconds, as where the product is hosted.
    const until = clock.now() + workerMs;
    while (clock.now() < until && (await isOpen())) {
      const wakeUp = { until: Math.min(until, clock.now() + 25_000), returnWhenIdle: true, signal: never };
      await runWorker(deps, wakeUp);
      await clock.sleep(10_000);
    }
    stop.abort();
    await verifier;
  });
  await harness.pglite.exec(setTimeSql(clock.now()));
}

interface Contact {
  email: string | null;
  email_status: string | null;
  result: string;
  email_verdict: EmailVerdict | null;
  waited_ms: number;
}
const contacts = async (): Promise<Contact[]> =>
  (
    await harness.pglite.query<Contact>(
      `select email, email_status, result, email_verdict, (extract(epoch from finished_at - started_at) * 1000)::int as waited_ms
       from public.contacts order by id`,
    )
  ).rows;
const asks = () =>
  harness.one<{ n: number }>("select count(*)::int as n from public.enrichment_results").then(({ n }) => n);
const found = (rows: Contact[]) => rows.filter(({ email }) => email !== null);
const job = (place: StartedJob) =>
  harness.db.rpc<{ status: string }>("job_get", { p_workspace: place.workspaceId, p_job: place.jobId });

describe("an answer of a job with level 4", () => {
  it.each(["hunter", "dropcontact"])(
    "from %s counts after the mail server's word, and is bought once",
    async (provider) => {
      const place = await startAt(provider);
      await run();
      expect(await job(place)).toMatchObject({ status: "completed" });
      const rows = found(await contacts());
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows)
        expect(row.email_verdict).toMatchObject({ level: 4, reason: "accepted", status: "deliverable" });
      expect(await asks()).toBe(8);
      expect(world.recipients().toSorted()).toEqual([...new Set(world.recipients())].toSorted());
    },
  );

  it("is refused where the mailbox is unknown there", async () => {
    world.behaviour.rcpt = () => "550 5.1.1 User unknown";
    const place = await startAt("hunter");
    await run();
    expect(await job(place)).toMatchObject({ status: "completed" });
    expect(found(await contacts())).toEqual([]);
    expect(world.recipients().length).toBeGreaterThan(1);
  });

  it("waits out a greylist, and is tried again no sooner", async () => {
    const first = new Map<string, number>();
    world.behaviour.rcpt = (to) => {
      const now = harness.clock.now();
      const since = first.get(to);
      first.set(to, since ?? now);
      if (since === undefined || now - since < 5 * minute) return "451 4.7.1 Greylisted, come back in 300 seconds";
      return realOnly(to);
    };
    const place = await startAt("hunter");
    await run();
    expect(await job(place)).toMatchObject({ status: "completed" });
    const rows = found(await contacts());
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      expect(row.email_verdict).toMatchObject({ reason: "accepted", status: "deliverable" });
      expect(row.waited_ms).toBeGreaterThan(5 * minute);
      expect(row.waited_ms).toBeLessThan(7 * minute);
    }
    expect(world.recipients()).toHaveLength(2 * new Set(world.recipients()).size);
    expect(await asks()).toBe(8);
  });

  it("goes on with level 3 where nobody lets us in, and the verdict says why", async () => {
    world.behaviour.rcpt = () => "451 4.7.1 Greylisted for good";
    const place = await startAt("hunter");
    await run({ workerMs: 60 * minute });
    expect(await job(place)).toMatchObject({ status: "completed" });
    for (const row of found(await contacts())) {
      expect(row.email_verdict).toMatchObject({ status: "unknown", reason: "greylisted", checks: { smtp: "unknown" } });
      expect(row.waited_ms).toBeLessThan(25 * minute);
    }
  });

  it("does not wait where no verifier runs: level 3, and nobody was asked", async () => {
    const place = await startAt("hunter");
    await run({ verifierMs: 0 });
    expect(await job(place)).toMatchObject({ status: "completed" });
    const rows = found(await contacts());
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      expect(row.email_verdict).toMatchObject({ level: 3, reason: "smtp_not_performed", checks: { smtp: "skipped" } });
      expect(row.waited_ms).toBeLessThan(minute);
    }
    expect(world.mail.sessions).toEqual([]);
  });

  it("goes on without a verifier that dies and does not come back; an answer is kept, not bought again", async () => {
    world.behaviour.rcpt = () => "451 4.7.1 Greylisted";
    const place = await startAt("hunter");
    await run({ workerMs: 25_000 });
    expect(await job(place)).toMatchObject({ status: "running" });
    const kept = await harness.one<{ state: string; answers: unknown[] }>(
      "select state, answers from public.provider_batches where state = 'answered' limit 1",
    );
    expect(kept.answers.length).toBeGreaterThan(0);
    const bought = harness.simulators.stats().hunter.asked;
    await run({ verifierMs: 0, workerMs: 10 * minute });
    expect(await job(place)).toMatchObject({ status: "completed" });
    expect(harness.simulators.stats().hunter.asked).toBe(bought);
    for (const row of found(await contacts())) {
      expect(row.email_verdict).toMatchObject({ status: "unknown", reason: "greylisted" });
      expect(row.waited_ms).toBeLessThan(4 * minute);
    }
  });
});
