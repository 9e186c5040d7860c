import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxOrder } from "#core/cascade/catalogue.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { snapshotSchema } from "#core/cascade/learning/snapshot.ts";
import { openPolicy } from "#core/cascade/policy/open-policy.ts";
import { segmentOf } from "#core/cascade/policy/segment.ts";
import { createLearner } from "#functions/worker/learn-policy.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
}, 60_000);
afterAll(() => harness.close());

interface Trail {
  id: string;
  domain: string | null;
  linkedin_url: string | null;
  result: string;
  reason: string;
  asks: { provider: string; outcome: string; confidence: number | null }[];
}

async function trailsOf(jobId: string): Promise<Trail[]> {
  const { rows } = await harness.pglite.query<Trail>(
    `select c.id, c.domain, c.linkedin_url, c.result, c.reason, coalesce((
       select jsonb_agg(jsonb_build_object('provider', r.provider, 'outcome', r.outcome, 'confidence', r.confidence) order by r.id)
       from public.enrichment_results r where r.contact_id = c.id), '[]') as asks
     from public.contacts c where c.job_id = $1 order by c.row_number`,
    [jobId],
  );
  return rows;
}

const snapshotIdOf = (jobId: string) =>
  harness
    .one<{ id: number | null }>(
      "select (options ->> 'policy_snapshot')::int as id from public.import_jobs where id = $1",
      [jobId],
    )
    .then(({ id }) => id);

/** What the plan of a snapshot says at each step of a trail. */
function replay(trail: Trail, policy: ReturnType<typeof openPolicy>) {
  const person = { ref: trail.id, segment: segmentOf(trail), channel: "email" as const, threshold: 90 };
  const missed: string[] = [];
  let confidence: number | null = null;
  const plan: (string | null)[] = [];
  for (const ask of [...trail.asks, null]) {
    const among = sandboxOrder.filter((name) => !missed.includes(name));
    plan.push((confidence ?? 0) >= 90 ? null : policy.choose(person, { missed, confidence, among }));
    if (ask === null) break;
    missed.push(ask.provider);
    if (ask.confidence !== null) confidence = Math.max(confidence ?? 0, ask.confidence);
  }
  return plan;
}

describe("the worker", { timeout: 180_000 }, () => {
  it("keeps a pinned order, and gives up on an answer that nobody left could improve at its price", async () => {
    // The dear one last: it cannot prove an address at a catch-all.
    const order = ["icypeas", "apollo", "hunter", "dropcontact"];
    const { jobId } = await startJob(harness.db, peopleOf(100, "pin"), { order });
    await harness.run(await harness.worker());
    const trails = await trailsOf(jobId);
    expect(trails).toHaveLength(100);
    for (const { asks } of trails) {
      expect(asks.map(({ provider }) => provider)).toEqual(order.slice(0, asks.length));
    }
    const held = trails.filter(({ reason }) => reason === "best_held");
    expect(held.length).toBeGreaterThan(1);
    expect(held.some(({ asks }) => asks.length < 4)).toBe(true);
    for (const { result, asks } of held) {
      expect(result).toBe("partial");
      expect(asks.some(({ confidence }) => (confidence ?? 0) > 0)).toBe(true);
    }
    for (const { reason, asks } of trails) if (reason === "exhausted") expect(asks).toHaveLength(4);
  });

  it("asks whom the policy names, learns from the answers, and keeps each job's plans as they were", async () => {
    const first = await startJob(harness.db, peopleOf(60, "one"), {
      mode: "auto",
      order: undefined,
      providers: [...sandboxOrder],
    });
    expect(await snapshotIdOf(first.jobId)).toBeNull();
    const deps = await harness.worker();
    await harness.run(deps);
    const follows = (trail: Trail, policy: ReturnType<typeof openPolicy>) => {
      const asked = trail.asks.map(({ provider }) => provider);
      // Whom nobody could answer for is no matter of the plan.
      if (trail.asks.some(({ outcome }) => outcome !== "found" && outcome !== "miss")) return;
      expect([...asked, null]).toEqual(replay(trail, policy));
    };
    for (const trail of await trailsOf(first.jobId)) follows(trail, openPolicy(unlearned()));

    await createLearner({ lagMs: 0, minAsks: 1, minAgeMs: 0 })(deps);
    const second = await startJob(harness.db, peopleOf(60, "two"), {
      mode: "auto",
      order: undefined,
      providers: [...sandboxOrder],
    });
    const id = await snapshotIdOf(second.jobId);
    expect(id).not.toBeNull();
    await harness.run(await harness.worker());
    const snapshot = snapshotSchema.parse(await harness.db.rpc("policy_snapshot_get", { p_id: id }));
    expect(snapshot.cells.reduce((sum, cell) => sum + cell.asked, 0)).toBeGreaterThan(100);
    const trails = await trailsOf(second.jobId);
    expect(new Set(trails.flatMap(({ asks }) => asks.map(({ provider }) => provider))).size).toBeGreaterThan(2);
    for (const trail of trails) follows(trail, openPolicy(snapshot));
    const done = await harness.one<{ done: number; cost: string; trail: string }>(
      `select done_count as done, cost_micros as cost,
         (select sum(cost_micros) from public.enrichment_results where job_id = j.id) as trail
       from public.import_jobs j where id = $1`,
      [second.jobId],
    );
    expect(done.done).toBe(60);
    expect(Number(done.cost)).toBe(Number(done.trail));
  });

  it("a failing count changes nothing but the log", async () => {
    const deps = await harness.worker({
      db: {
        rpc: (name, args) => (name === "policy_learn" ? Promise.reject(new Error("down")) : harness.db.rpc(name, args)),
      },
    });
    await createLearner()(deps);
    expect(harness.events.at(-1)).toMatchObject({ event: "policy_not_learned" });
  });
});
