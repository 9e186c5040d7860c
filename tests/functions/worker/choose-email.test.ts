import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FoundEmail } from "#core/providers/provider-port.ts";
import { uncalibrated } from "#core/results/calibration/calibration.ts";
import { assessEvidence } from "#core/results/confidence.ts";
import { readEvidence } from "#core/results/read-evidence.ts";
import type { StoredAssessment } from "#core/results/stored-verdict.ts";
import type { VerifyLevel } from "#core/verification/email-verdict.ts";
import type { Batch, SettleItem } from "#functions/_shared/db/worker.ts";
import { settleAnswer } from "#functions/worker/settle-answer.ts";
import { startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

/** Addresses that were really verified, in order. */
let verified: string[] = [];
const order = ["icypeas", "dropcontact", "hunter", "apollo"];
let people = 0;

/** A contact of its own, at a domain of the simulated world that takes mail. */
async function startContact(options: { verify?: VerifyLevel; threshold?: number } = {}): Promise<void> {
  people += 1;
  verified = [];
  // Whoever an earlier test left waiting would be next in line.
  await harness.pglite.query("update public.tasks set status = 'dead' where status = 'ready'");
  const row = [`Lena${people}`, "Ortiz", "Northwind", "works-1.example"];
  await startJob(harness.db, [row], { order, threshold: 100, verify: 3, ...options });
}

const own = (local = "ortiz") => `${local}@works-1.example`;
const weak = (email: string): FoundEmail => ({ email, label: "weak", nativeLabel: "guess", score: null });
const probable = (email: string): FoundEmail => ({ email, label: "probable", nativeLabel: "probable", score: null });

/** One provider's answer, settled by a worker that has just been started and knows nothing but the database. */
async function answer(provider: string, emails: FoundEmail[]): Promise<void> {
  const worker = await harness.worker();
  const deps = {
    ...worker,
    verifyEmail: (address: string, level: VerifyLevel) => {
      verified.push(address);
      return worker.verifyEmail(address, level);
    },
  };
  const batch: Batch | null = await deps.db.claim({
    provider,
    channel: "email",
    keyId: "k",
    limit: 1,
    leaseMs: 60_000,
    askCostMicros: 0,
    holdMilli: 1_000,
  });
  const [task] = batch?.tasks ?? [];
  if (!batch || !task) throw new Error(`nobody waits at ${provider}`);
  const found = { outcome: "found" as const, emails, phones: [], credits: 0 };
  const item = await settleAnswer(deps, task, { provider, answer: found, latencyMs: 1, costMicros: 0 });
  // Whether another ask is worth its price is the policy's question; here all are asked.
  const next = order[order.indexOf(provider) + 1];
  const step: SettleItem["step"] = next ? { do: "ask", provider: next, delay_ms: 0 } : item.step;
  await deps.db.settle(batch, [{ ...item, step }], null);
}

interface Outcome {
  email: string | null;
  status: string | null;
  confidence: number | null;
  source: string | null;
  verdict: Record<string, unknown> | null;
  assessment: StoredAssessment | null;
}
const outcome = () =>
  harness.one<Outcome>(
    `select email, email_status as status, email_confidence as confidence, email_source as source,
       email_verdict as verdict, email_assessment as assessment from public.contacts where first_name = $1`,
    [`Lena${people}`],
  );
const confidences = async () =>
  harness.one<{ list: number[] }>(
    `select coalesce(jsonb_agg(confidence order by r.id), '[]') as list from public.enrichment_results r
       join public.contacts c on c.id = r.contact_id where c.first_name = $1`,
    [`Lena${people}`],
  );

describe("the answers of several sources", () => {
  it("refuses what cannot take mail, and lets it contradict nobody", async () => {
    await startContact();
    await answer("icypeas", [{ ...probable("lena.ortiz@nobody.invalid"), label: "verified" }]);
    await answer("dropcontact", [probable(own())]);
    expect((await confidences()).list).toEqual([0, 88]);
  });

  it("verifies an address once, whoever names it after whom and whatever was held in between", async () => {
    await startContact();
    await answer("icypeas", [weak(own("lortiz"))]);
    await answer("dropcontact", [probable(own())]);
    // Not the one that is held by now: its verdict lies in the trail.
    await answer("hunter", [weak(own("LOrtiz"))]);
    await answer("apollo", [weak(own())]);
    expect(verified).toEqual([own("lortiz"), own()]);
    expect(await outcome()).toMatchObject({
      email: own(),
      source: "dropcontact",
      verdict: { reason: "smtp_not_performed" },
    });
  });

  it("raises what a second source confirms, and stores why", async () => {
    await startContact({ threshold: 95 });
    await answer("icypeas", [probable(own("lortiz"))]);
    await answer("dropcontact", [probable(own("lortiz"))]);
    await answer("hunter", []);
    await answer("apollo", []);
    const { confidence, assessment, status } = await outcome();
    expect(confidence).toBe(98);
    expect(status).toBe("deliverable");
    expect(assessment?.evidence).toMatchObject({
      provider: "icypeas",
      sources: "two",
      name: "initial",
      domain: "same",
    });
    expect(assessment?.reasons.at(-1)).toMatchObject({ factor: "sources", grade: "two" });
    expect(assessment?.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(confidence);
    const evidence = readEvidence(assessment?.evidence);
    expect(evidence && assessEvidence(evidence, uncalibrated).confidence).toBe(confidence);
  });

  it("lowers the answer it holds when another source names another address", async () => {
    await startContact();
    await answer("icypeas", [probable(own("lortiz"))]);
    const before = await harness.one<{ held: { confidence: number } }>(
      "select held from public.contacts where first_name = $1",
      [`Lena${people}`],
    );
    await answer("dropcontact", [weak(own("ortiz"))]);
    const after = await harness.one<{ held: { email: string; confidence: number } }>(
      "select held from public.contacts where first_name = $1",
      [`Lena${people}`],
    );
    expect(before.held.confidence).toBe(90);
    expect(after.held).toMatchObject({ email: own("lortiz"), confidence: 77 });
    // A third that agrees settles it.
    await answer("hunter", [probable(own("lortiz"))]);
    await answer("apollo", []);
    expect(await outcome()).toMatchObject({ email: own("lortiz"), confidence: 94 });
  });

  it("knows a held answer that an older version wrote, without evidence", async () => {
    await startContact();
    await answer("icypeas", [probable(own("lortiz"))]);
    await harness.pglite.query(
      "update public.contacts set held = jsonb_set(held, '{verdict}', 'null') where first_name = $1",
      [`Lena${people}`],
    );
    await answer("dropcontact", [weak(own("lortiz"))]);
    expect(verified).toEqual([own("lortiz")]);
    expect((await confidences()).list).toEqual([90, 98]);
  });

  it("asks nobody without verification, and still weighs name, domain and agreement", async () => {
    await startContact({ verify: 0, threshold: 98 });
    await answer("icypeas", [probable("martin.keller@works-1.example")]);
    await answer("dropcontact", [probable(own("lortiz"))]);
    await answer("hunter", [probable(own("lortiz"))]);
    await answer("apollo", [probable(own("lortiz"))]);
    expect(verified).toEqual([]);
    const { list } = await confidences();
    expect(list[0]).toBeLessThan(20);
    const { email, verdict, assessment } = await outcome();
    expect(email).toBe(own("lortiz"));
    expect(verdict).toBeNull();
    expect(assessment?.evidence.verification).toBe("none");
  });

  it("takes the best of several, and looks at no more than three", async () => {
    await startContact();
    await answer("icypeas", [weak(own("x1")), probable(own("lortiz")), weak(own("x2")), probable(own("lena"))]);
    expect(verified).toEqual([own("x1"), own("lortiz"), own("x2")]);
    expect((await confidences()).list).toEqual([90]);
  });
});
