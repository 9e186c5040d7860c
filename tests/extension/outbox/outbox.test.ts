import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cleanSeenCompany } from "#core/capture/captured-company.ts";
import type { SeenCompany, SeenLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { accountRow, leadRow, leadSearchBody } from "#tests/support/salesnav/people.ts";
import { claimDue, recoverStale, release, wakeTime } from "../../../extension/outbox/claim.ts";
import { type OutboxDatabase, openOutbox } from "../../../extension/outbox/database.ts";
import { deliver } from "../../../extension/outbox/deliver.ts";
import { enqueue } from "../../../extension/outbox/enqueue.ts";

const owner = "user-1";
const now = 1_000_000;
let db: OutboxDatabase;
let ids = 0;

const leads = (from: number, count: number) =>
  Array.from({ length: count }, (_, offset) => {
    const body = leadSearchBody({ rows: [leadRow(from + offset)] });
    const [row] = readResponse({ url: "/sales-api/salesApiLeadSearch", status: 200, body }).rows;
    return cleanCaptured(row as SeenLead);
  });
const add = (from: number, count: number, who = owner) =>
  enqueue(db, {
    owner: who,
    name: "Search",
    want: "email",
    goods: { kind: "people", leads: leads(from, count) },
    now,
    newId: () => `batch-${ids++}`,
  });

beforeEach(() => {
  ids = 0;
  db = openOutbox(`outbox-${Math.random()}`);
});
afterEach(() => db.delete());

describe("taking leads in", () => {
  it("writes each person once, in batches of at most 100, and fills up what was never sent", async () => {
    expect(await add(0, 25)).toEqual({ added: 25, known: 0, repeated: 0, incomplete: 0, over_cap: 0 });
    expect(await add(0, 40)).toMatchObject({ added: 15, known: 25 });
    await add(100, 100);
    expect((await db.batches.toArray()).map(({ count }) => count)).toEqual([100, 40]);
    expect(await db.leads.where({ batch: "batch-0" }).count()).toBe(100);
    const [claimed] = await claimDue(db, owner, "w", now);
    expect(claimed?.count).toBe(100);
    await add(300, 10);
    expect((await db.batches.toArray()).map(({ count }) => count)).toEqual([100, 40, 10]);
  });

  it("keeps users apart", async () => {
    await add(0, 5);
    expect(await add(0, 5, "user-2")).toMatchObject({ added: 5, known: 0 });
    expect(await claimDue(db, "user-2", "w", now)).toHaveLength(1);
    expect(await wakeTime(db, owner)).toBe(now);
  });
});

describe("companies", () => {
  const company = (changes: Record<string, unknown> = {}) => {
    const [row] = readResponse({
      url: "/sales-api/salesApiAccountSearch",
      status: 200,
      body: leadSearchBody({ rows: [{ ...accountRow(1), ...changes }] }),
    }).rows;
    return cleanSeenCompany(row as SeenCompany);
  };
  const keep = (changes?: Record<string, unknown>) =>
    enqueue(db, {
      owner,
      name: "Accounts",
      want: "email",
      goods: { kind: "companies", companies: [company(changes)] },
      now,
      newId: () => `batch-${ids++}`,
    });

  it("go in batches of their own, once, and again only when more is known of them", async () => {
    await add(0, 3);
    expect(await keep()).toMatchObject({ added: 1, known: 0 });
    expect(await keep()).toMatchObject({ added: 0, known: 1 });
    expect((await db.batches.toArray()).map(({ kind, count }) => [kind, count])).toEqual([
      ["people", 3],
      ["companies", 1],
    ]);
    // Not sent yet: completed where it is.
    expect(await keep({ website: "https://works.example" })).toMatchObject({ added: 0, known: 1 });
    expect(await db.batches.count()).toBe(2);
    expect((await db.companies.toArray()).map(({ company: one }) => one.website)).toEqual(["https://works.example"]);
    await db.batches.update("batch-1", { state: "sent", sent_at: now });
    expect(await keep({ website: "https://works.example" })).toMatchObject({ added: 0, known: 1 });
    expect(await db.batches.count()).toBe(2);
    expect(await keep({ location: "Lyon" })).toMatchObject({ added: 0, known: 1 });
    expect(await db.companies.toArray()).toMatchObject([{ batch: "batch-2", key: "co:5001" }]);
    expect(await keep()).toMatchObject({ added: 0, known: 1 });
    expect(await db.batches.count()).toBe(3);
  });
});

describe("leases", () => {
  it("gives a batch to one sender, and back when that one is gone", async () => {
    await add(0, 5);
    expect(await claimDue(db, owner, "w1", now)).toHaveLength(1);
    expect(await claimDue(db, owner, "w1", now)).toHaveLength(0);
    expect(await recoverStale(db, "w1", now + 1)).toBe(0);
    expect(await recoverStale(db, "w2", now + 1)).toBe(1);
    expect(await claimDue(db, owner, "w2", now + 1)).toMatchObject([{ attempts: 2, holder: "w2", id: "batch-0" }]);
  });
});

describe("delivery over a socket", () => {
  let server: Server;
  let answers: { status: number; body: unknown }[];
  let asked: { key: string | undefined; body: string }[];
  const sender = () => ({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "t",
    now: () => now,
  });

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        asked.push({ key: request.headers["idempotency-key"]?.toString(), body });
        const answer = answers.shift();
        if (answer === undefined) return void request.socket.destroy();
        response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const claimAndSend = async (at = now) => {
    for (const batch of await claimDue(db, owner, "w", at)) await deliver(db, batch, sender());
  };
  const accepted = {
    job_id: "6f1f5a52-6c5c-4b8e-9a0f-0d6f7f1a2b3c",
    accepted: 3,
    duplicates: 1,
    invalid: [{ index: 4, reason: "no_company", detail: null }],
    invalid_count: 1,
  };

  it("keeps what was refused or cut off, and sends the very same again under the same key", async () => {
    await add(0, 5);
    await claimAndSend();
    expect(await db.batches.get("batch-0")).toMatchObject({
      state: "pending",
      reason: "offline",
      next_at: now + 60_000,
    });
    answers = [{ status: 402, body: { code: "credits_exhausted", title: "No credits" } }];
    await claimAndSend(now + 60_000);
    expect(await db.batches.get("batch-0")).toMatchObject({
      state: "held",
      reason: "no_credits",
      detail: "No credits",
    });
    await release(db, owner, now, "signed_out");
    expect(await claimDue(db, owner, "w", now)).toHaveLength(0);
    await release(db, owner, now, "all");
    answers = [{ status: 202, body: accepted }];
    await claimAndSend();
    expect(await db.batches.get("batch-0")).toMatchObject({ state: "sent", accepted: 3, duplicates: 1, attempts: 3 });
    expect(new Set(asked.map(({ key, body }) => key + body)).size).toBe(1);
    expect(await db.leads.count()).toBe(5);
    expect((await db.leads.toArray()).map(({ refused }) => refused)).toEqual([null, null, null, null, "no_company"]);
    expect(await wakeTime(db, owner)).toBeNull();
  });

  it("does not take a success for one that it cannot read", async () => {
    await add(0, 2);
    answers = [{ status: 200, body: "<html>a captive portal</html>" }];
    await claimAndSend();
    expect(await db.batches.get("batch-0")).toMatchObject({ state: "pending", reason: "server" });
  });

  it("a late sender settles nothing", async () => {
    await add(0, 2);
    const [late] = await claimDue(db, owner, "w1", now);
    await recoverStale(db, "w2", now);
    await claimDue(db, owner, "w2", now);
    answers = [{ status: 400, body: {} }];
    if (late) await deliver(db, late, sender());
    expect(await db.batches.get("batch-0")).toMatchObject({ state: "sending", holder: "w2" });
  });
});
