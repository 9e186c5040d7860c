import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import {
  balances,
  type ClaimedBatch,
  changeJob,
  claim,
  counterFaults,
  createWorkspace,
  finish,
  getJob,
  ledgerFaults,
  mustClaim,
  reclaim,
  settle,
  startJob,
} from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");
const payload = { people: [{ id: "p1", phone_numbers: [] }] };

const store = (db: TestDatabase, batch: string, token: string, body: unknown = payload, provider = "f") =>
  db.rpc<string>("callback_store", {
    p_provider: provider,
    p_batch: batch,
    p_token_hash: hashOf(token),
    p_payload: body,
  });
const expectCallback = (db: TestDatabase, batch: ClaimedBatch, token: string, fence = batch.fence) =>
  db.rpc<boolean>("worker_expect_callback", { p_batch: batch.batch_id, p_fence: fence, p_token_hash: hashOf(token) });
const submitted = (db: TestDatabase, batch: ClaimedBatch) =>
  db.rpc<boolean>("worker_submitted", {
    p_batch: batch.batch_id,
    p_fence: batch.fence,
    p_external_id: "job-1",
    p_poll_ms: 600_000,
    p_deadline_ms: 3_600_000,
  });
const told = (db: TestDatabase, batch: { batch_id: string; fence: number }) =>
  db.rpc<unknown>("worker_callback", { p_batch: batch.batch_id, p_fence: batch.fence });

async function batchOf(db: TestDatabase, contacts = 1): Promise<ClaimedBatch> {
  const workspace = await createWorkspace(db, 100);
  const provider = "f";
  await startJob(db, workspace, contacts, { order: [provider] });
  return mustClaim(db, { provider, limit: contacts, holdMilli: 1000 });
}

describeBoth("callbacks of providers", (open) => {
  it("refuses whoever does not know the token: wrong, empty, of another batch or provider, or never given out", async () => {
    const db = open();
    const batch = await batchOf(db);
    expect(await store(db, batch.batch_id, "right")).toBe("unknown");
    expect(await expectCallback(db, batch, "right")).toBe(true);
    const other = await batchOf(db);
    await expectCallback(db, other, "of the other");
    await submitted(db, batch);
    expect(await store(db, batch.batch_id, "wrong")).toBe("unknown");
    expect(await store(db, batch.batch_id, "of the other")).toBe("unknown");
    expect(await store(db, batch.batch_id, "right", payload, "g")).toBe("unknown");
    expect(await store(db, "00000000-0000-0000-0000-000000000000", "right")).toBe("unknown");
    const nothing = { p_provider: "f", p_batch: batch.batch_id, p_token_hash: null, p_payload: payload };
    expect(await db.rpc("callback_store", nothing)).toBe("unknown");
    expect(await reclaim(db, { provider: "f" })).toEqual([]);
    expect(await told(db, batch)).toBeNull();
  });

  it("gives a token to nobody who has lost the batch", async () => {
    const db = open();
    const batch = await batchOf(db);
    expect(await expectCallback(db, batch, "t", batch.fence - 1)).toBe(false);
    await submitted(db, batch);
    expect(await expectCallback(db, batch, "t")).toBe(false);
  });

  it("makes a waiting batch due at once, and is there for whoever takes it", async () => {
    const db = open();
    const batch = await batchOf(db);
    await expectCallback(db, batch, "t");
    await submitted(db, batch);
    expect(await reclaim(db, { provider: "f" })).toEqual([]);
    expect(await store(db, batch.batch_id, "t")).toBe("stored");
    const [due] = await reclaim(db, { provider: "f", leaseMs: 0 });
    if (!due) throw new Error("nothing is due");
    expect(await told(db, due)).toEqual(payload);
    // The worker dies here; the next one finds the same.
    const [again] = await reclaim(db, { provider: "f" });
    if (!again) throw new Error("the lease has run out");
    expect(await told(db, due)).toBeNull();
    expect(await told(db, again)).toEqual(payload);
    // Read and of no use: the batch waits again, it does not spin.
    await settle(db, again, [], { poll_ms: 600_000 });
    expect(await reclaim(db, { provider: "f" })).toEqual([]);
  });

  it("waits for the note of the job when it comes before it", async () => {
    const db = open();
    const batch = await batchOf(db);
    await expectCallback(db, batch, "t");
    expect(await store(db, batch.batch_id, "t")).toBe("stored");
    expect(await reclaim(db, { provider: "f" })).toEqual([]);
    expect(await submitted(db, batch)).toBe(true);
    const [due] = await reclaim(db, { provider: "f" });
    expect(due).toMatchObject({ batch_id: batch.batch_id, state: "submitted", external_id: "job-1" });
  });

  it("comes while a worker polls: due again as soon as that one is through", async () => {
    const db = open();
    const batch = await batchOf(db);
    await expectCallback(db, batch, "t");
    await submitted(db, batch);
    await db.sql("update public.provider_batches set poll_at = now() where id = $1", [batch.batch_id]);
    const [polling] = await reclaim(db, { provider: "f" });
    if (!polling) throw new Error("nothing is due");
    expect(await told(db, polling)).toBeNull();
    expect(await store(db, batch.batch_id, "t")).toBe("stored");
    await settle(db, polling, [], { poll_ms: 600_000 });
    expect(await reclaim(db, { provider: "f" })).toHaveLength(1);
  });

  it("comes twice and late: the newest counts, afterwards nothing changes and nothing personal is kept", async () => {
    const db = open();
    const batch = await batchOf(db);
    await expectCallback(db, batch, "t");
    await submitted(db, batch);
    await store(db, batch.batch_id, "t", { people: [] });
    expect(await store(db, batch.batch_id, "t")).toBe("stored");
    const [due] = await reclaim(db, { provider: "f" });
    if (!due) throw new Error("nothing is due");
    expect(await told(db, due)).toEqual(payload);
    await settle(
      db,
      due,
      due.tasks.map((task) => finish(task, "found", { credits: 1 })),
    );
    expect(await store(db, batch.batch_id, "t")).toBe("late");
    expect(await reclaim(db, { provider: "f" })).toEqual([]);
    expect(
      await db.sql("select payload, deliveries from public.provider_callbacks where batch_id = $1", [batch.batch_id]),
    ).toEqual([{ payload: null, deliveries: 3 }]);
  });
});

/** A contact that wants both, its e-mail found and its phone asked for. */
async function phonePending(db: TestDatabase, email: "found" | "not_found" = "found") {
  const workspace = await createWorkspace(db, 100);
  const job = await startJob(db, workspace, 1, { want: "both", order: ["a"], phone_order: ["b"] } as never);
  const mail = await mustClaim(db, { provider: "a", limit: 1, holdMilli: 9000 });
  const phone = await mustClaim(db, { provider: "b", channel: "phone", limit: 1, holdMilli: 9000 });
  await settle(
    db,
    mail,
    mail.tasks.map((task) => finish(task, email, { credits: email === "found" ? 1 : 0 })),
  );
  const contact = () =>
    db
      .sql<{
        status: string;
        result: string | null;
        email: string | null;
        phone_status: string | null;
        credits: number;
      }>(
        "select status, result, email, phone_status, credits_milli::int as credits from public.contacts where job_id = $1",
        [job],
      )
      .then(([row]) => row);
  return { workspace, job, phone, contact };
}

const sound = async (db: TestDatabase) =>
  expect([...(await ledgerFaults(db)), ...(await counterFaults(db))]).toEqual([]);

describeBoth("phone pending", (open) => {
  it("delivers and charges the e-mail while the phone is awaited", async () => {
    const db = open();
    const { workspace, job, phone, contact } = await phonePending(db);
    expect(await contact()).toMatchObject({ status: "working", result: null, phone_status: "pending" });
    expect((await contact())?.email).toContain("@acme.example");
    expect(await balances(db, workspace)).toMatchObject({ available: 91, held: 8, spent: 1 });
    expect(await getJob(db, workspace, job)).toMatchObject({
      status: "running",
      done_count: 0,
      phone_pending_count: 1,
      pending_email_count: 1,
      pending_credits_milli: 1000,
    });
    await sound(db);

    const [row] = await db.rpc<{ email: string; phone_status: string }[]>("job_rows", {
      p_workspace: workspace,
      p_job: job,
      p_after: 0,
      p_limit: 10,
    });
    expect(row).toMatchObject({ email: (await contact())?.email, phone_status: "pending" });

    await settle(
      db,
      phone,
      phone.tasks.map((task) => finish(task, "found", { credits: 8 })),
    );
    expect(await contact()).toMatchObject({ status: "done", result: "found", phone_status: "valid", credits: 9000 });
    expect(await balances(db, workspace)).toMatchObject({ available: 91, held: 0, spent: 9 });
    expect(await getJob(db, workspace, job)).toMatchObject({ status: "completed", email_count: 1, phone_count: 1 });
    await sound(db);
  });

  it("takes the word away when no phone comes, and gives the rest of the hold back", async () => {
    const db = open();
    const { workspace, phone, contact } = await phonePending(db);
    await settle(
      db,
      phone,
      phone.tasks.map((task) => finish(task, "not_found")),
    );
    expect(await contact()).toMatchObject({ status: "done", result: "partial", phone_status: null, credits: 1000 });
    expect(await balances(db, workspace)).toMatchObject({ available: 99, held: 0, spent: 1 });
    await sound(db);
  });

  it("charges nothing early where the e-mail brought nothing", async () => {
    const db = open();
    const { workspace, contact } = await phonePending(db, "not_found");
    expect(await contact()).toMatchObject({ phone_status: "pending", email: null });
    expect(await balances(db, workspace)).toMatchObject({ held: 9, spent: 0 });
    await sound(db);
  });

  it("keeps what was delivered when the job is cancelled", async () => {
    const db = open();
    const { workspace, job, contact } = await phonePending(db);
    await changeJob(db, "job_cancel", workspace, job);
    expect(await contact()).toMatchObject({ status: "done", result: "partial", phone_status: null, credits: 1000 });
    expect(await balances(db, workspace)).toMatchObject({ available: 99, held: 0, spent: 1 });
    await sound(db);
  });

  it("gives the charge back when the person turns out to have opted out", async () => {
    const db = open();
    const { workspace, phone, contact } = await phonePending(db);
    const items = phone.tasks.map((task) => ({ ...finish(task, "suppressed"), suppress: true }));
    await settle(db, phone, items);
    expect(await contact()).toMatchObject({ status: "done", result: "suppressed", email: null, phone_status: null });
    expect(await balances(db, workspace)).toMatchObject({ available: 100, held: 0, spent: 0 });
    await sound(db);
  });

  it("never says so of jobs that want no phone", async () => {
    const db = open();
    const workspace = await createWorkspace(db, 10);
    const job = await startJob(db, workspace, 1, { order: ["only"] });
    const batch = await claim(db, { provider: "only", holdMilli: 1000 });
    expect(batch).not.toBeNull();
    expect(await db.sql("select phone_status from public.contacts where job_id = $1", [job])).toEqual([
      { phone_status: null },
    ]);
    expect(await getJob(db, workspace, job)).toMatchObject({ phone_pending_count: 0 });
  });
});
