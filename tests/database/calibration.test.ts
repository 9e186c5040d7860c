import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { AnswerEvidence } from "#core/results/answer-evidence.ts";
import type { CalibrationSnapshot } from "#core/results/calibration/calibration.ts";
import { fitCalibration } from "#core/results/calibration/fit-calibration.ts";
import { assessEvidence } from "#core/results/confidence.ts";
import { calibrationSource } from "#functions/_shared/db/calibration.ts";
import { createWorkspace, finish, mustClaim, settle, startJob } from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

const evidence = (provider: string): AnswerEvidence => ({
  provider,
  label: "probable",
  score: "none",
  verification: "takes_mail",
  mailbox: "personal",
  name: "full",
  domain: "same",
  sources: "one",
});

/** Finished contacts with the same evidence; `days` ago. */
async function delivered(
  db: TestDatabase,
  contacts: number,
  what: AnswerEvidence,
  { sandbox = false, days = 20, workspace }: { sandbox?: boolean; days?: number; workspace?: string } = {},
): Promise<{ workspace: string; ids: string[] }> {
  const own = workspace ?? (await createWorkspace(db, 1_000));
  const provider = `p-${randomUUID()}`;
  const job = await startJob(db, own, contacts, { order: [provider], sandbox });
  const batch = await mustClaim(db, { provider, holdMilli: 1_000, limit: contacts });
  const verdict = { assessment: { evidence: what, reasons: [], calibration: null } };
  await settle(
    db,
    batch,
    batch.tasks.map((task) => {
      const item = finish(task, "found", { credits: 1 });
      return { ...item, step: { ...item.step, email: item.step.email && { ...item.step.email, verdict } } };
    }),
  );
  await db.sql("update public.contacts set finished_at = now() - $2 * interval '1 day' where job_id = $1", [job, days]);
  return { workspace: own, ids: batch.tasks.map((task) => task.contact.id) };
}

const say = async (db: TestDatabase, workspace: string, ids: readonly string[], kind: string) => {
  for (const id of ids) {
    await db.rpc("contact_feedback", {
      p_workspace: workspace,
      p_contact: id,
      p_actor: null,
      p_kind: kind,
      p_email_milli: 1_000,
    });
  }
};

const refit = (db: TestDatabase, sandbox: boolean) =>
  db.rpc<CalibrationSnapshot>("calibration_refit", { p_sandbox: sandbox });
const current = (db: TestDatabase, sandbox: boolean) =>
  db.rpc<CalibrationSnapshot | null>("calibration_current", { p_sandbox: sandbox });
const countsOf = (snapshot: CalibrationSnapshot | null, provider: string) =>
  snapshot?.counts.filter((count) => (count.evidence as AnswerEvidence).provider === provider);

describeBoth("calibration", (open) => {
  it("counts nobody's silence where nobody reports, and a quarter of it where somebody does", async () => {
    const db = open();
    const mute = evidence("mute");
    await delivered(db, 5, mute);
    expect(countsOf(await refit(db, false), "mute")).toEqual([]);

    const heard = evidence("heard");
    const { workspace, ids } = await delivered(db, 10, heard);
    // Too fresh to mean anything.
    await delivered(db, 3, heard, { workspace, days: 13 });
    await say(db, workspace, ids.slice(0, 2), "bounced");
    await say(db, workspace, ids.slice(2, 3), "wrong_person");
    await say(db, workspace, ids.slice(3, 5), "works");
    expect(countsOf(await refit(db, false), "heard")).toEqual([{ evidence: heard, good: 2 + 5 * 0.25, bad: 3 }]);
    // Another word for the same address replaces the first.
    await say(db, workspace, ids.slice(0, 1), "works");
    expect(countsOf(await refit(db, false), "heard")).toEqual([{ evidence: heard, good: 3 + 5 * 0.25, bad: 2 }]);
  });

  it("keeps simulated answers apart from real ones", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db, 1, evidence("played"), { sandbox: true });
    await say(db, workspace, ids, "bounced");
    expect(countsOf(await refit(db, false), "played")).toEqual([]);
    expect(countsOf(await refit(db, true), "played")).toHaveLength(1);
  });

  it("lets no workspace weigh more than a hundred answers of one kind, nor an old word for ever", async () => {
    const db = open();
    const loud = evidence("loud");
    const { workspace, ids } = await delivered(db, 160, loud);
    await db.sql(
      "update public.contacts set email_feedback = 'bounced', email_feedback_at = now() where id = any ($1)",
      [ids],
    );
    expect(countsOf(await refit(db, false), "loud")).toEqual([{ evidence: loud, good: 0, bad: 100 }]);
    await db.sql(
      "update public.contacts set email_feedback_at = now() - interval '13 months' where workspace_id = $1",
      [workspace],
    );
    expect(countsOf(await refit(db, false), "loud")).toEqual([]);
  });

  it("counts anew when something was said, once an hour, and leaves what it wrote alone", async () => {
    const db = open();
    await db.sql("truncate public.feedback");
    await refit(db, true);
    const before = await current(db, true);
    expect((await current(db, true))?.id).toBe(before?.id);
    const { workspace, ids } = await delivered(db, 2, evidence("hourly"), { sandbox: true });
    await say(db, workspace, ids.slice(0, 1), "bounced");
    expect((await current(db, true))?.id).toBe(before?.id);
    await db.sql("alter table public.calibration_snapshots disable trigger calibration_snapshots_append_only");
    await db.sql("update public.calibration_snapshots set created_at = created_at - interval '61 minutes'");
    await db.sql("alter table public.calibration_snapshots enable trigger calibration_snapshots_append_only");
    const after = await current(db, true);
    expect(after?.id).toBeGreaterThan(before?.id ?? 0);
    expect(countsOf(after, "hourly")).toHaveLength(1);
    expect((await current(db, true))?.id).toBe(after?.id);
    for (const change of [
      "update public.calibration_snapshots set counts = '[]'",
      "delete from public.calibration_snapshots",
    ]) {
      await expect(db.sql(change)).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("gives workers the newest curves, and anybody the ones that a result names", async () => {
    const db = open();
    const bad = evidence("sinking");
    const { workspace, ids } = await delivered(db, 60, bad);
    await say(db, workspace, ids, "bounced");
    const { id } = await refit(db, false);
    let clock = 0;
    const calibration = calibrationSource(db, () => clock);
    const judged = assessEvidence(bad, await calibration(false));
    expect(judged.confidence).toBeLessThan(50);
    expect(judged.calibration).toBe(id);

    const later = await refit(db, false);
    expect((await calibration(false)).id).toBe(id);
    clock = 300_001;
    expect((await calibration(false)).id).toBe(later.id);

    const named = await db.rpc<CalibrationSnapshot>("calibration_get", { p_id: judged.calibration });
    expect(assessEvidence(bad, fitCalibration(named))).toEqual(judged);
    expect(await db.rpc("calibration_get", { p_id: 999_999 })).toBeNull();
  });

  it("does not remember a failure", async () => {
    let calls = 0;
    const calibration = calibrationSource({
      rpc: () => (++calls === 1 ? Promise.reject(new Error("gone")) : Promise.resolve(null as never)),
    });
    await expect(calibration(true)).rejects.toThrow("gone");
    expect((await calibration(true)).id).toBeNull();
    await calibration(true);
    expect(calls).toBe(2);
  });
});
