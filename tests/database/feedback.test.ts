import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  balances,
  type ClaimedBatch,
  counterFaults,
  createUser,
  createWorkspace,
  finish,
  grant,
  ledgerFaults,
  mustClaim,
  personRow,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase, useDatabase } from "#tests/support/database/test-database.ts";

type Kind = "works" | "wrong_person" | "bounced";
interface Answer {
  contact: {
    id: string;
    email_status: string;
    email_confidence: number;
    email_feedback: Kind;
    email_refunded_milli: number;
  };
  refund: { state: string; credits_milli: number };
}

const say = (db: TestDatabase, workspace: string, contact: string, kind: string, actor: string | null = null) =>
  db.rpc<Answer>("contact_feedback", {
    p_workspace: workspace,
    p_contact: contact,
    p_actor: actor,
    p_kind: kind,
    p_email_milli: 1_000,
  });

/** A workspace with finished contacts, each charged so many credits. */
async function delivered(
  db: TestDatabase,
  contacts = 1,
  {
    credits = 1,
    sandbox = false,
    evidence = {} as unknown,
    result = "found" as "found" | "partial" | "not_found",
  } = {},
): Promise<{ workspace: string; job: string; ids: string[] }> {
  const workspace = await createWorkspace(db, 100);
  const provider = `p-${randomUUID()}`;
  const job = await startJob(db, workspace, contacts, { order: [provider], sandbox });
  const batch = await mustClaim(db, { provider, holdMilli: 9_000 });
  await settle(
    db,
    batch,
    batch.tasks.map((task) => {
      const item = finish(task, result, { credits });
      const { email } = item.step;
      const verdict = { reason: "smtp_not_performed", assessment: { evidence, reasons: [], calibration: null } };
      return { ...item, step: { ...item.step, email: email && { ...email, verdict } } };
    }),
  );
  const ids = idsOf(batch);
  return { workspace, job, ids };
}

const idsOf = (batch: ClaimedBatch): string[] => batch.tasks.map((task) => task.contact.id);
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error("an empty list");
  return one;
};

const backdate = async (db: TestDatabase, contact: string, days: number) => {
  // Nobody may change the ledger; a test that plays a month has to.
  await db.sql("alter table public.credit_logs disable trigger credit_logs_append_only");
  await db.sql("update public.credit_logs set created_at = now() - $2 * interval '1 day' where contact_id = $1", [
    contact,
    days,
  ]);
  await db.sql("alter table public.credit_logs enable trigger credit_logs_append_only");
};

describeBoth("feedback", (open) => {
  it("refuses another workspace's contact, unknown ones and unknown words, and writes nothing", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db);
    const stranger = await createWorkspace(db, 5);
    await expect(say(db, stranger, first(ids), "bounced")).rejects.toMatchObject({ code: "not_found" });
    await expect(say(db, workspace, randomUUID(), "bounced")).rejects.toMatchObject({ code: "not_found" });
    for (const word of ["", "refund", "BOUNCED"]) {
      await expect(say(db, workspace, first(ids), word)).rejects.toMatchObject({ code: "unprocessable" });
    }
    expect(await db.sql("select 1 from public.feedback where contact_id = $1", [first(ids)])).toEqual([]);
    expect(await balances(db, workspace)).toMatchObject({ spent: 1, available: 99 });
    expect(await balances(db, stranger)).toMatchObject({ available: 5 });
  });

  it("refuses contacts that are still worked on, repeat others or were given no address", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 10);
    const rows = [personRow(1, "Ann", ["k1"]), personRow(2, "Ann", ["k1"]), personRow(3, "Bea", ["k2"])];
    await startJob(db, workspace, rows, { order: ["waits"] });
    const batch = await mustClaim(db, { provider: "waits", holdMilli: 1_000 });
    const people = await db.sql<{ id: string; status: string }>(
      "select id, status from public.contacts where workspace_id = $1 order by row_number",
      [workspace],
    );
    const [working, duplicate] = people;
    await expect(say(db, workspace, working?.id ?? "", "bounced")).rejects.toMatchObject({ code: "conflict" });
    await expect(say(db, workspace, duplicate?.id ?? "", "bounced")).rejects.toMatchObject({ code: "unprocessable" });
    await settle(
      db,
      batch,
      batch.tasks.map((task) => finish(task, "not_found")),
    );
    await expect(say(db, workspace, working?.id ?? "", "bounced")).rejects.toMatchObject({ code: "unprocessable" });
  });

  it("gives nothing back for what was not charged, but takes the word", async () => {
    const db = open();
    const free = await delivered(db, 1, { credits: 0 });
    expect(await say(db, free.workspace, first(free.ids), "bounced")).toMatchObject({
      refund: { state: "not_charged", credits_milli: 0 },
      contact: { email_status: "undeliverable", email_feedback: "bounced" },
    });
    // Charged for something else than the address: it was only held.
    const held = await delivered(db, 1, { credits: 8, result: "partial" });
    expect(await say(db, held.workspace, first(held.ids), "wrong_person")).toMatchObject({
      refund: { state: "not_charged" },
    });
    expect(await balances(db, held.workspace)).toMatchObject({ spent: 8 });
  });

  it("gives nothing back after thirty days, and still does on the last of them", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db, 2);
    await backdate(db, ids[0] ?? "", 30.01);
    await backdate(db, ids[1] ?? "", 29.99);
    expect(await say(db, workspace, ids[0] ?? "", "bounced")).toMatchObject({
      refund: { state: "too_late", credits_milli: 0 },
      contact: { email_status: "undeliverable", email_refunded_milli: 0 },
    });
    expect(await say(db, workspace, ids[1] ?? "", "bounced")).toMatchObject({ refund: { state: "given" } });
    expect(await balances(db, workspace)).toMatchObject({ spent: 1, available: 99 });
  });

  it("gives the credit back once, by a linked entry, and shows what was said", async () => {
    const db = open();
    const { workspace, job, ids } = await delivered(db);
    const [id, actor] = [first(ids), await createUser(db)];
    const before = await db.sql("select email_status, email_confidence from public.contacts where id = $1", [id]);
    expect(before).toEqual([{ email_status: "deliverable", email_confidence: 95 }]);
    expect(await say(db, workspace, id, "bounced", actor)).toMatchObject({
      refund: { state: "given", credits_milli: 1_000 },
      contact: {
        email_status: "undeliverable",
        email_confidence: 0,
        email_feedback: "bounced",
        email_refunded_milli: 1_000,
      },
    });
    for (const again of ["bounced", "wrong_person", "works", "bounced"]) {
      const answer = await say(db, workspace, id, again, actor);
      expect(answer.refund).toEqual({ state: again === "works" ? "not_due" : "given_before", credits_milli: 0 });
    }
    expect(await balances(db, workspace)).toEqual({ available: 100, held: 0, spent: 0, granted: 100 });
    const entries = await db.sql(
      `select r.kind, r.amount_milli::int as amount, r.note, r.idempotency_key as key, c.kind as of
       from public.credit_logs r join public.credit_logs c on c.transfer_id = r.reverses and c.amount_milli > 0
       where r.contact_id = $1 and r.kind = 'refund' and r.amount_milli > 0`,
      [id],
    );
    expect(entries).toEqual([{ kind: "refund", amount: 1_000, note: "bounced", key: `feedback:${id}`, of: "capture" }]);
    const words = await db.sql(
      "select kind, refunded_milli::int as milli, actor from public.feedback where contact_id = $1 order by id",
      [id],
    );
    expect(words).toEqual([
      { kind: "bounced", milli: 1_000, actor },
      { kind: "wrong_person", milli: 0, actor },
      { kind: "works", milli: 0, actor },
      { kind: "bounced", milli: 0, actor },
    ]);
    expect(
      await db.sql(
        "select actor, detail from public.audit_log where action = 'contact_feedback' and subject = $1 order by id limit 1",
        [id],
      ),
    ).toEqual([{ actor, detail: { kind: "bounced", refund: "given", refunded_milli: 1_000 } }]);
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
    expect(await db.sql("select credits_milli::int as milli from public.import_jobs where id = $1", [job])).toEqual([
      { milli: 1_000 },
    ]);
  });

  it("says works without touching the ledger", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db);
    expect(await say(db, workspace, first(ids), "works")).toMatchObject({
      refund: { state: "not_due", credits_milli: 0 },
      contact: { email_status: "deliverable", email_confidence: 99 },
    });
    expect(await balances(db, workspace)).toMatchObject({ spent: 1 });
  });

  it("gives back what the address cost and no more: a phone number stays paid for", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db, 1, { credits: 9 });
    await say(db, workspace, first(ids), "wrong_person");
    expect(await balances(db, workspace)).toMatchObject({ spent: 8, available: 92 });
    const half = await delivered(db, 1, { credits: 0.5 });
    expect(await say(db, half.workspace, first(half.ids), "bounced")).toMatchObject({ refund: { credits_milli: 500 } });
    expect(await balances(db, half.workspace)).toMatchObject({ spent: 0, available: 100 });
  });

  it("never gives more than the charge together with support's own refund, whichever comes first", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db, 2, { credits: 3 });
    const charges = await db.sql<{ id: string; transfer: string }>(
      "select contact_id as id, transfer_id as transfer from public.credit_logs where workspace_id = $1 and kind = 'capture' and amount_milli > 0",
      [workspace],
    );
    const refund = (id: string) =>
      db.rpc("credits_refund", {
        p_workspace: workspace,
        p_transfer: charges.find((charge) => charge.id === id)?.transfer ?? "",
        p_key: `support:${id}`,
        p_note: null,
      });
    await refund(ids[0] ?? "");
    expect(await say(db, workspace, ids[0] ?? "", "bounced")).toMatchObject({
      refund: { state: "given_before", credits_milli: 0 },
    });
    await say(db, workspace, ids[1] ?? "", "bounced");
    await expect(refund(ids[1] ?? "")).rejects.toMatchObject({ code: "conflict" });
    expect(await balances(db, workspace)).toMatchObject({ spent: 2, available: 98 });
  });

  it("wakes as many parked contacts as the credit pays for", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 1);
    await startJob(db, workspace, 2, { order: ["parks"] });
    const batch = await mustClaim(db, { provider: "parks", holdMilli: 1_000 });
    expect(batch.tasks).toHaveLength(1);
    await settle(db, batch, [finish(first(batch.tasks), "found", { credits: 1 })]);
    await say(db, workspace, first(idsOf(batch)), "bounced");
    expect((await mustClaim(db, { provider: "parks", holdMilli: 1_000 })).tasks).toHaveLength(1);
  });

  it("keeps an assessment apart from the verdict, and forgets it with its address", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db, 1, { evidence: { provider: "x" } });
    const [id] = ids;
    expect(await db.sql("select email_verdict, email_assessment from public.contacts where id = $1", [id])).toEqual([
      {
        email_verdict: { reason: "smtp_not_performed" },
        email_assessment: { evidence: { provider: "x" }, reasons: [], calibration: null },
      },
    ]);
    await db.sql("update public.contacts set email = null, email_verdict = null where id = $1 and workspace_id = $2", [
      id,
      workspace,
    ]);
    expect(await db.sql("select email_assessment from public.contacts where id = $1", [id])).toEqual([
      { email_assessment: null },
    ]);
  });
});

describe("feedback races", () => {
  const open = useDatabase("postgres");

  it("gives one credit back although ten connections ask at the same moment, with mixed words", async () => {
    const db = open();
    for (let round = 0; round < 5; round++) {
      const { workspace, ids } = await delivered(db, 1, { credits: 1 });
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          say(db, workspace, first(ids), index % 2 ? "bounced" : "wrong_person"),
        ),
      );
      expect(answers.filter(({ refund }) => refund.state === "given")).toHaveLength(1);
      expect(await balances(db, workspace)).toEqual({ available: 100, held: 0, spent: 0, granted: 100 });
    }
    expect(await ledgerFaults(db)).toEqual([]);
  });

  it("neither deadlocks nor gives too much while support refunds, grants and claims cross", async () => {
    const db = open();
    const { workspace, ids } = await delivered(db, 12, { credits: 1 });
    const charges = await db.sql<{ transfer: string }>(
      "select transfer_id as transfer from public.credit_logs where workspace_id = $1 and kind = 'capture' and amount_milli > 0",
      [workspace],
    );
    await startJob(db, workspace, 20, { order: ["crossing"] });
    await Promise.all([
      ...ids.map((id) => say(db, workspace, id, "bounced")),
      ...charges.map(({ transfer }) =>
        db
          .rpc("credits_refund", { p_workspace: workspace, p_transfer: transfer, p_key: `s:${transfer}`, p_note: null })
          .catch((error: unknown) => expect(error).toMatchObject({ code: "conflict" })),
      ),
      ...Array.from({ length: 5 }, () => mustClaim(db, { provider: "crossing", limit: 2, holdMilli: 1_000 })),
      grant(db, workspace, 3),
    ]);
    expect(await balances(db, workspace)).toMatchObject({ granted: 103, spent: 0, held: 10, available: 93 });
    expect(await ledgerFaults(db)).toEqual([]);
  });
});
