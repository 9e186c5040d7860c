import { afterAll, beforeAll, expect, it } from "vitest";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

interface Found {
  id: string;
  full_name: string;
  email: string | null;
  credits_milli: number;
}

const foundIn = (job: string) =>
  harness.pglite
    .query<Found>("select id, full_name, email, credits_milli::int from public.contacts where job_id = $1 order by 2", [
      job,
    ])
    .then(({ rows }) => rows);

it("an address that was reported is never given or charged for again; the other sources are asked", async () => {
  const people = peopleOf(40);
  const worker = await harness.worker();
  const first = await startJob(harness.db, people);
  await harness.run(worker);
  const given = (await foundIn(first.jobId)).filter(({ email }) => email !== null);
  expect(given.length).toBeGreaterThan(15);
  for (const { id } of given) {
    await harness.db.rpc("contact_feedback", {
      p_workspace: first.workspaceId,
      p_contact: id,
      p_actor: null,
      p_kind: "wrong_person",
      p_email_milli: 1_000,
    });
  }

  const again = await startJob(harness.db, people, { workspaceId: first.workspaceId });
  await harness.run(worker);
  const contacts = (await foundIn(again.jobId)).filter(
    ({ credits_milli, email }) => credits_milli > 0 || email !== null,
  );
  const reported = new Map(given.map(({ full_name, email }) => [full_name, email]));
  // Some sources know another address; nobody gets the one that was reported.
  expect(contacts.length).toBeGreaterThan(0);
  for (const { full_name, email } of contacts)
    expect([full_name, email]).not.toEqual([full_name, reported.get(full_name)]);
  const { asked, repeats } = await harness.one<{ asked: number; repeats: number }>(
    `select count(distinct contact_id)::int as asked,
       count(*) filter (where outcome = 'miss' and email is null and detail = 'reported_before')::int as repeats
     from public.enrichment_results where job_id = $1`,
    [again.jobId],
  );
  expect(asked).toBe(given.length);
  // Whoever repeats it has found nothing, and the trail says why.
  expect(repeats).toBeGreaterThan(given.length / 2);
});
