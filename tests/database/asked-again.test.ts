import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import {
  balances,
  changeJob,
  counterFaults,
  createDraft,
  createWorkspace,
  finish,
  getJob,
  ledgerFaults,
  mustClaim,
  personRow,
  settle,
  start,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

interface Summary {
  contacts: number;
  duplicates_known: number;
  again: { email: number; phone: number; both: number };
  duplicates: { row_number: number; missing: string[] }[];
}
interface Shown {
  id: string;
  row_number: number;
  status: string;
  result: string | null;
  email: string | null;
  phone: string | null;
  duplicate_of_row: number | null;
  credits_milli: number;
}

type Result = "found" | "partial" | "not_found" | "failed";

/** A workspace whose sources nobody else's jobs ask. */
async function openWorld(db: TestDatabase) {
  const workspace = await createWorkspace(db, 1_000);
  const mail = `m-${randomUUID()}`;
  const phones = `p-${randomUUID()}`;
  const options = (want: string) => ({ want, order: [mail], phone_order: [phones], ...{ hold_milli: 9_000 } });
  const answer = async (channel: "email" | "phone", result: Result, credits = 0) => {
    const batch = await mustClaim(db, { provider: channel === "email" ? mail : phones, channel, holdMilli: 9_000 });
    await settle(
      db,
      batch,
      batch.tasks.map((task) => finish(task, result, { credits })),
    );
    return batch;
  };
  const ids = (job: string) =>
    db.sql<Shown>(
      `select id, row_number, status, result, email, phone, duplicate_of_row, credits_milli::int from public.contacts
       where job_id = $1 order by row_number`,
      [job],
    );
  return {
    workspace,
    answer,
    contacts: ids,
    draft: (want: string, rows = [personRow(1, "Ada")]) => createDraft(db, workspace, rows, options(want)),
    begin: (want: string, rows = [personRow(1, "Ada")]) => startJob(db, workspace, rows, options(want)),
    summary: (job: string) => db.rpc<Summary>("import_summary", { p_workspace: workspace, p_job: job }),
    say: (contact: string, kind: string) =>
      db.rpc<{ contact: Shown & { email_status: string }; refund: { state: string } }>("contact_feedback", {
        p_workspace: workspace,
        p_contact: contact,
        p_actor: null,
        p_kind: kind,
        p_email_milli: 1_000,
      }),
    tasks: async (job: string) =>
      (
        await db.sql<{ channel: string }>(
          "select channel from public.tasks where job_id = $1 and status <> 'dead' order by channel",
          [job],
        )
      ).map(({ channel }) => channel),
  };
}

const only = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined || list.length !== 1) throw new Error(`one expected, not ${list.length}`);
  return one;
};

describeBoth("people asked for again", (database) => {
  it("are asked for what was never asked, and keep what was answered without paying for it twice", async () => {
    const db = database();
    const world = await openWorld(db);
    await world.begin("email");
    await world.answer("email", "found", 1);
    expect(await balances(db, world.workspace)).toMatchObject({ spent: 1, held: 0 });

    const again = await world.draft("both");
    expect(await world.summary(again)).toMatchObject({
      contacts: 0,
      duplicates_known: 1,
      again: { email: 0, phone: 1, both: 0 },
      duplicates: [{ row_number: 1, missing: ["phone"] }],
    });
    await start(db, world.workspace, again);
    expect(await world.tasks(again)).toEqual(["phone"]);
    await world.answer("phone", "found", 8);
    expect(only(await world.contacts(again))).toMatchObject({
      status: "done",
      result: "found",
      email: expect.stringContaining("@acme.example"),
      phone: "+33600000000",
      credits_milli: 8_000,
    });
    expect(await balances(db, world.workspace)).toMatchObject({ spent: 9, held: 0 });

    // Now nothing is left to ask for, whatever is wanted.
    for (const want of ["email", "phone", "both"]) {
      const third = await world.draft(want);
      expect(await world.summary(third)).toMatchObject({ again: { email: 0, phone: 0, both: 0 }, duplicates_known: 1 });
      expect(await start(db, world.workspace, third)).toMatchObject({ status: "completed", contact_count: 0 });
    }
    expect(await counterFaults(db)).toEqual([]);
    expect(await ledgerFaults(db)).toEqual([]);
  });

  it("are duplicates for a want that was answered, misses included", async () => {
    const db = database();
    const world = await openWorld(db);
    await world.begin("email");
    await world.answer("email", "not_found");
    const again = await world.draft("email");
    expect(await start(db, world.workspace, again)).toMatchObject({ status: "completed", duplicate_count: 1 });
    expect(only(await world.contacts(again)).status).toBe("duplicate");
  });

  it("are left alone while an earlier import is still asking for them", async () => {
    const db = database();
    const world = await openWorld(db);
    await world.begin("email");
    const again = await world.draft("both");
    expect(await world.summary(again)).toMatchObject({
      again: { email: 0, phone: 0, both: 0 },
      duplicates: [{ missing: [] }],
    });
    expect(await start(db, world.workspace, again)).toMatchObject({ contact_count: 0, duplicate_count: 1 });
    expect(await world.tasks(again)).toEqual([]);
  });

  it("are asked for the address again once it was reported, and the reported one is told to the worker", async () => {
    const db = database();
    const world = await openWorld(db);
    const first = await world.begin("email");
    await world.answer("email", "found", 1);
    const contact = only(await world.contacts(first));
    for (const [kind, missing] of [
      ["works", 0],
      ["wrong_person", 1],
      ["bounced", 1],
    ] as const) {
      await world.say(contact.id, kind);
      const found = await world.summary(await world.draft("email"));
      expect(found.again.email + found.again.both, kind).toBe(missing);
    }

    const again = await world.begin("email");
    const batch = await world.answer("email", "found", 1);
    expect(only(batch.tasks)).toMatchObject({ reported_emails: [contact.email] });
    expect(only(await world.contacts(again))).toMatchObject({ result: "found", credits_milli: 1_000 });
    // One paid and given back, one paid.
    expect(await balances(db, world.workspace)).toMatchObject({ spent: 1, held: 0 });
    expect(await start(db, world.workspace, await world.draft("email"))).toMatchObject({ contact_count: 0 });
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("take a report of an address that came over to where it was paid, once", async () => {
    const db = database();
    const world = await openWorld(db);
    const first = await world.begin("email");
    await world.answer("email", "found", 1);
    const again = await world.begin("both");
    await world.answer("phone", "found", 8);
    const copy = only(await world.contacts(again));
    expect(await world.say(copy.id, "bounced")).toMatchObject({
      contact: { id: copy.id, email_status: "undeliverable" },
      refund: { state: "given" },
    });
    expect(await balances(db, world.workspace)).toMatchObject({ spent: 8 });
    const original = only(await world.contacts(first));
    expect(await world.say(original.id, "bounced")).toMatchObject({
      contact: { id: original.id, email_status: "undeliverable" },
      refund: { state: "given_before" },
    });
    expect(await balances(db, world.workspace)).toMatchObject({ spent: 8 });
    // Only the address is missing now: the phone comes over.
    const third = await world.begin("both");
    expect(await world.tasks(third)).toEqual(["email"]);
    expect(only(await world.contacts(third))).toMatchObject({ phone: "+33600000000", email: null });
  });

  it("are asked for once, however often the file names them", async () => {
    const db = database();
    const world = await openWorld(db);
    await world.begin("email");
    await world.answer("email", "found", 1);
    const rows = [personRow(1, "Ada"), personRow(2, "Ada"), personRow(3, "Bob")];
    const again = await world.begin("phone", rows);
    expect(await world.contacts(again)).toMatchObject([
      { row_number: 1, status: "pending" },
      { row_number: 2, status: "duplicate", duplicate_of_row: 1 },
      { row_number: 3, status: "pending" },
    ]);
    expect(await getJob(db, world.workspace, again)).toMatchObject({ contact_count: 2, duplicate_count: 1 });
    expect(await counterFaults(db)).toEqual([]);
  });

  it("are asked for anew where the first try was cancelled on the way or failed", async () => {
    const db = database();
    const world = await openWorld(db);
    const first = await world.begin("both");
    await world.answer("email", "found", 1);
    await changeJob(db, "job_cancel", world.workspace, first);
    const again = await world.begin("both");
    expect(await world.tasks(again)).toEqual(["phone"]);
    await world.answer("phone", "failed");
    const third = await world.begin("both");
    expect(await world.tasks(third)).toEqual(["phone"]);
    expect(await ledgerFaults(db)).toEqual([]);
    expect(await counterFaults(db)).toEqual([]);
  });

  it("are nobody's concern in another workspace, and never asked while they object", async () => {
    const db = database();
    const world = await openWorld(db);
    const other = await openWorld(db);
    await world.begin("email");
    await world.answer("email", "found", 1);
    expect(await other.summary(await other.draft("phone"))).toMatchObject({ contacts: 1, duplicates_known: 0 });

    await db.rpc("suppression_add", {
      p_workspace: world.workspace,
      p_keys: ["name:Ada"],
      p_reason: "user",
      p_source: "test",
    });
    const again = await world.begin("phone");
    expect(await world.tasks(again)).toEqual([]);
    expect(only(await world.contacts(again))).toMatchObject({ result: "suppressed", email: null, phone: null });
    expect(await counterFaults(db)).toEqual([]);
  });
});
