import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueSchema } from "#contracts/api/queue.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

/** Two companies on one installation: the first account runs it, the other one is a customer. */
let api: TestApi;
let ada: Person;
let bob: Person;
let letters: { ada: number[]; bob: number[] };

beforeAll(async () => {
  api = await openTestApi();
  ada = await api.addUser("ada@acme.example");
  bob = await api.addUser("bob@orchard.example");
  letters = { ada: await giveUp(ada, "hunter", 3), bob: await giveUp(bob, "icypeas", 2) };
  await api.db.rpc("worker_beat", { p_worker: "worker-1" });
  await api.db.rpc("provider_report", {
    p_provider: "hunter",
    p_key_id: "0a1b2c3d4e5f",
    p_event: "auth",
    p_retry_ms: 0,
  });
  await api.db.rpc("rate_take", {
    p_bucket: "hunter:0a1b2c3d4e5f:finder",
    p_count: 4,
    p_windows: [{ capacity: 15, per_ms: 60_000 }],
  });
});
afterAll(() => api.close());

/** A job of five of whom some are given up after three tries; the others stay in the line. */
async function giveUp(person: Person, provider: string, count: number): Promise<number[]> {
  const place = { workspaceId: person.workspaceId, order: [provider] };
  await startJob(api.db, peopleOf(5, person.workspaceId.slice(0, 6)), place);
  const batch = await api.db.rpc<{ batch_id: string; fence: number; tasks: { task_id: number }[] }>("worker_claim", {
    p_worker: "worker-1",
    p_provider: provider,
    p_channel: "email",
    p_key_id: "0a1b2c3d4e5f",
    p_limit: count,
    p_lease_ms: 60_000,
    p_ask_cost_micros: 0,
    p_hold_milli: 1_000,
  });
  for (let round = 0; round < 3; round++) {
    const items = batch.tasks.map(({ task_id }) => ({ task_id, reason: "the answer has no end" }));
    await api.db.rpc("worker_fail", {
      p_batch: batch.batch_id,
      p_fence: batch.fence,
      p_items: items,
      p_delay_ms: null,
    });
  }
  const rows = await api.pg.query<{ id: number }>(
    "select id::int as id from public.dead_letters where workspace_id = $1 order by id",
    [person.workspaceId],
  );
  return rows.rows.map(({ id }) => id);
}

/** A colleague in the same workspace. */
async function colleague(person: Person, role: string): Promise<Person> {
  const other = await api.addUser(`${role}@acme.example`);
  await api.pg.query("insert into public.members (workspace_id, user_id, role) values ($1, $2, $3)", [
    person.workspaceId,
    other.id,
    role,
  ]);
  return other;
}

describe("who may see the queue", () => {
  it("nobody without an account, no viewer, no member", async () => {
    expect((await api.call(null, "GET", "/queue")).status).toBe(401);
    const inside = { "x-workspace-id": ada.workspaceId };
    for (const role of ["viewer", "member"]) {
      const other = await colleague(ada, role);
      expect((await api.call(other, "GET", "/queue", undefined, inside)).status).toBe(403);
      expect((await api.call(other, "POST", "/queue/redrive", { ids: letters.ada }, inside)).status).toBe(403);
    }
  });

  it("no key of a program, not even the operator's", async () => {
    const { json } = await api.call(ada, "POST", "/keys", { name: "k" });
    expect((await api.call({ token: json.secret }, "GET", "/queue")).status).toBe(403);
  });

  it("the operator sees all of it", async () => {
    const { json } = await api.call(ada, "GET", "/queue");
    const queue = queueSchema.parse(json);
    expect(queue.scope).toBe("installation");
    expect(queue.lanes).toMatchObject([
      { provider: "hunter", channel: "email", ready: 2 },
      { provider: "icypeas", channel: "email", ready: 3 },
    ]);
    expect(queue.limits).toMatchObject([{ provider: "hunter", route: "finder", capacity: 15, used: 4 }]);
    expect(queue.breakers).toMatchObject([{ provider: "hunter", disabled_reason: "auth" }]);
    expect(queue.dead_letters).toMatchObject({ count: 5 });
    expect(queue.dead_letters.items[0]?.reason).toBe("the answer has no end");
    expect(queue.workers).toMatchObject([{ worker: "worker-1" }]);
    expect(queue.oldest_waiting).not.toBeNull();
  });

  it("an administrator of another company sees nothing of others: no contact, no volume, no key, no worker", async () => {
    const { json, text } = await api.call(bob, "GET", "/queue");
    const queue = queueSchema.parse(json);
    expect(queue.scope).toBe("workspace");
    expect(queue.lanes).toMatchObject([{ provider: "icypeas", ready: 3 }]);
    expect(queue).toMatchObject({ limits: [], leases: [], workers: [], dead_letters: { count: 2 } });
    expect(
      queue.dead_letters.items.every((item) => item.workspace_id === bob.workspaceId && item.reason === null),
    ).toBe(true);
    expect(queue.oldest_waiting?.workspace_id).toBe(bob.workspaceId);
    expect(queue.breakers).toMatchObject([{ provider: "hunter", disabled_reason: "auth", key_id: null }]);
    for (const word of [ada.workspaceId, "worker-1", "0a1b2c3d4e5f"]) expect(text).not.toContain(word);
  });

  it("a setting names other operators", async () => {
    const named = await openTestApi({ operators: new Set(["bob@orchard.example"]) });
    try {
      const first = await named.addUser("ada@acme.example");
      const second = await named.addUser("bob@orchard.example");
      expect((await named.call(first, "GET", "/queue")).json).toMatchObject({ scope: "workspace" });
      expect((await named.call(second, "GET", "/queue")).json).toMatchObject({ scope: "installation" });
    } finally {
      await named.close();
    }
  });
});

describe("sending again", () => {
  it.each([{}, { ids: [] }, { ids: ["1"] }, { ids: [0] }, { ids: [1.5] }, { ids: [1], all: true }])(
    "refuses %j",
    async (body) => {
      expect((await api.call(ada, "POST", "/queue/redrive", body)).status).toBe(400);
    },
  );

  it("reaches one's own only, once", async () => {
    const woken = api.state.woken;
    const all = { ids: [...letters.ada, ...letters.bob, 999_999] };
    expect((await api.call(bob, "POST", "/queue/redrive", all)).json).toEqual({ redriven: 2, skipped: 4 });
    expect(api.state.woken).toBe(woken + 1);
    expect((await api.call(bob, "POST", "/queue/redrive", all)).json).toEqual({ redriven: 0, skipped: 6 });
    expect((await api.call(bob, "GET", "/queue")).json.lanes).toMatchObject([{ ready: 5 }]);
    expect((await api.call(ada, "GET", "/queue")).json.dead_letters.count).toBe(3);
  });

  it("the operator sends anybody's", async () => {
    const { json } = await api.call(ada, "POST", "/queue/redrive", { ids: [...letters.ada, ...letters.ada] });
    expect(json).toEqual({ redriven: 3, skipped: 0 });
  });
});

describe("switching a source on again", () => {
  const hunter = { provider: "hunter", key_id: "0a1b2c3d4e5f" };

  it("is for the operator, and for sources that there are", async () => {
    expect((await api.call(bob, "POST", "/queue/sources/enable", hunter)).status).toBe(403);
    expect((await api.call(ada, "POST", "/queue/sources/enable", { ...hunter, key_id: "x" })).status).toBe(404);
    expect((await api.call(ada, "GET", "/queue")).json.breakers).toHaveLength(1);
    expect((await api.call(ada, "POST", "/queue/sources/enable", hunter)).status).toBe(204);
    expect((await api.call(ada, "GET", "/queue")).json.breakers).toMatchObject([{ disabled_reason: null }]);
  });
});
