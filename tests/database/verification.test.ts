import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { directRpc } from "#local/database/rpc.ts";
import {
  clonePostgres,
  createPostgresDatabase,
  describeBoth,
  type TestDatabase,
} from "#tests/support/database/test-database.ts";
import { startDnsServer } from "#tests/support/verification/scripted-dns-server.ts";
import { startMailServer, withMailboxes } from "#tests/support/verification/scripted-mail-server.ts";
import { startVerifier } from "#tests/support/verification/verifier-world.ts";

interface Item {
  id: number;
  fence: number;
  address: string;
  pool: string;
  attempts: number;
}
interface Asked {
  able: boolean;
  items: { address: string; done: boolean; verdict: { reason: string } | null; attempts: number; due_ms: number }[];
}

const beat = (db: TestDatabase, sender = "mx.one", able = true, stopped = false) =>
  db.rpc("verifier_beat", { p_sender: sender, p_able: able, p_stopped: stopped, p_audit: { port25: "open" } });
const ask = (db: TestDatabase, addresses: string[], urgent = false, wantedMs = 60_000) =>
  db.rpc<Asked>("verification_ask", {
    p_asks: addresses.map((address) => ({ address, pool: address.slice(address.indexOf("@") + 1) })),
    p_urgent: urgent,
    p_wanted_ms: wantedMs,
  });
const claim = (db: TestDatabase, more: Record<string, unknown> = {}) =>
  db.rpc<{ items: Item[]; after: string }>("verification_claim", {
    p_verifier: "v1",
    p_sender: "mx.one",
    p_limit: 100,
    p_per_pool: 100,
    p_full: [],
    p_after: "",
    p_lease_ms: 60_000,
    ...more,
  });
const settle = (db: TestDatabase, items: object[], sender = "mx.one") =>
  db.rpc<number>("verification_settle", { p_sender: sender, p_items: items });
const one = async (db: TestDatabase, address: string) => (await ask(db, [address])).items[0];
const local = (items: readonly { address: string }[]) => items.map(({ address }) => address.split("@")[0]).sort();
const first = (items: readonly Item[]): Item => {
  const [item] = items;
  if (item === undefined) throw new Error("nothing was claimed");
  return item;
};

describeBoth("the queue of the verifiers", (open) => {
  let db: TestDatabase;
  beforeEach(async () => {
    db = open();
    await db.sql("truncate public.verification_tasks, public.verifiers");
    await beat(db);
  });

  it("takes nothing where no verifier is near: none, one that cannot, one that was last seen minutes ago", async () => {
    for (const arrange of [
      "delete from public.verifiers",
      "insert into public.verifiers (sender, able) values ('mx.closed', false)",
      "insert into public.verifiers (sender, able, seen_at) values ('mx.gone', true, now() - interval '3 minutes')",
    ]) {
      await db.sql("truncate public.verifiers");
      await db.sql(arrange);
      expect(await ask(db, ["ada@a.test"])).toEqual({ able: false, items: [] });
    }
    expect(await db.sql("select 1 from public.verification_tasks")).toEqual([]);
  });

  it("holds an address once, whoever asks, and gives it to one verifier", async () => {
    await Promise.all([ask(db, ["ada@a.test", "bob@a.test"]), ask(db, ["bob@a.test", "ada@a.test"])]);
    expect(local((await claim(db)).items)).toEqual(["ada", "bob"]);
    expect((await claim(db, { p_verifier: "v2", p_sender: "mx.two" })).items).toEqual([]);
  });

  it("keeps a verdict for as long as it holds, and asks again after that", async () => {
    await ask(db, ["ada@a.test"]);
    const { id, fence } = first((await claim(db)).items);
    expect(await settle(db, [{ id, fence, do: "done", verdict: { reason: "accepted" }, keep_ms: 60_000 }])).toBe(1);
    expect(await one(db, "ada@a.test")).toMatchObject({ done: true, verdict: { reason: "accepted" }, attempts: 1 });
    expect((await claim(db)).items).toEqual([]);
    // Known verdicts are told without a verifier too.
    await db.sql("delete from public.verifiers");
    expect((await ask(db, ["ada@a.test"])).items).toHaveLength(1);
    await beat(db);
    await db.sql("update public.verification_tasks set keep_until = now()");
    expect(await one(db, "ada@a.test")).toMatchObject({ done: false, verdict: null, attempts: 0 });
    expect((await claim(db)).items).toHaveLength(1);
  });

  it("a verifier that comes too late changes nothing; one whose lease ran out unnoticed still counts", async () => {
    await ask(db, ["ada@a.test"]);
    const dead = first((await claim(db)).items);
    await db.sql("update public.verification_tasks set leased_until = now()");
    const next = first((await claim(db, { p_verifier: "v2" })).items);
    expect(next.fence).toBeGreaterThan(dead.fence);
    const done = { do: "done", verdict: { reason: "accepted" }, keep_ms: 1_000 };
    expect(await settle(db, [{ ...dead, ...done }])).toBe(0);
    await db.sql("update public.verification_tasks set leased_until = now()");
    expect(await settle(db, [{ ...next, ...done }])).toBe(1);
    expect(await settle(db, [{ ...next, ...done }])).toBe(0);
  });

  it("comes again after the wait, with the same sender; another one only when that has not come for long", async () => {
    await ask(db, ["ada@a.test"]);
    const { id, fence } = first((await claim(db)).items);
    await settle(db, [{ id, fence, do: "retry", verdict: { reason: "greylisted" }, delay_ms: 300_000 }]);
    expect(await one(db, "ada@a.test")).toMatchObject({ done: false, verdict: { reason: "greylisted" }, attempts: 1 });
    expect((await one(db, "ada@a.test"))?.due_ms).toBeGreaterThan(290_000);
    expect((await claim(db)).items).toEqual([]);
    await db.sql("update public.verification_tasks set run_at = now()");
    expect((await claim(db, { p_sender: "mx.two" })).items).toEqual([]);
    expect((await claim(db)).items).toMatchObject([{ attempts: 1 }]);
    await settle(db, [{ id, fence: fence + 1, do: "release" }]);
    await db.sql("update public.verification_tasks set run_at = now() - interval '31 minutes'");
    expect((await claim(db, { p_sender: "mx.two" })).items).toHaveLength(1);
  });

  it("gives back what was not tried, and the lease is renewed only for who has it", async () => {
    await ask(db, ["ada@a.test"]);
    const { id, fence } = first((await claim(db)).items);
    const renew = (verifier: string) =>
      db.rpc("verification_renew", { p_verifier: verifier, p_ids: [id], p_lease_ms: 60_000 });
    expect(await renew("v2")).toBe(0);
    expect(await renew("v1")).toBe(1);
    expect(await settle(db, [{ id, fence, do: "release" }])).toBe(1);
    expect(await renew("v1")).toBe(0);
    expect((await claim(db)).items).toMatchObject([{ id, attempts: 0 }]);
  });

  it("refuses a settled address without a verdict or with an unknown word", async () => {
    for (const item of [{ do: "done" }, { do: "retry", verdict: null }, { do: "perhaps", verdict: {} }]) {
      await expect(settle(db, [{ id: 1, fence: 1, ...item }])).rejects.toMatchObject({ code: "unprocessable" });
    }
  });

  it("is fair to pools: few of each, none of the full ones, going on where the last claim ended", async () => {
    const of = (pool: string, count: number) => Array.from({ length: count }, (_, at) => `p${at}@${pool}.test`);
    await ask(db, [...of("big", 50), ...of("mid", 3), ...of("small", 1)]);
    const pools = ({ items }: { items: Item[] }) => items.map(({ pool }) => pool.split(".")[0]).sort();
    const round = await claim(db, { p_limit: 4, p_per_pool: 2 });
    expect(pools(round)).toEqual(["big", "big", "mid", "mid"]);
    const next = await claim(db, { p_limit: 4, p_per_pool: 2, p_after: round.after });
    expect(pools(next)).toEqual(["big", "big", "mid", "small"]);
    expect(pools(await claim(db, { p_full: ["big.test"], p_after: next.after }))).toEqual([]);
    expect(pools(await claim(db, { p_limit: 1, p_after: "zzz" }))).toEqual(["big"]);
  });

  it("takes first what somebody waits for, for half of the places", async () => {
    await ask(
      db,
      Array.from({ length: 10 }, (_, at) => `p${at}@a${at}.test`),
    );
    await ask(
      db,
      Array.from({ length: 10 }, (_, at) => `u${at}@z${at}.test`),
      true,
    );
    const { items } = await claim(db, { p_limit: 6 });
    expect(items.filter(({ address }) => address.startsWith("u"))).toHaveLength(3);
    expect(items).toHaveLength(6);
  });

  it("does not probe what nobody wants any more, and forgets it", async () => {
    await ask(db, ["ada@a.test"], false, 1);
    await db.sql("update public.verification_tasks set keep_until = now() - interval '2 hours'");
    expect((await claim(db)).items).toEqual([]);
    await beat(db);
    expect(await db.sql("select 1 from public.verification_tasks")).toEqual([]);
  });

  it("tells who verifies, the one that runs first, and how many addresses wait", async () => {
    const state = () =>
      db.rpc<{ verifiers: { sender: string; running: boolean }[]; waiting: number }>("verification_state", {});
    await ask(db, ["ada@a.test"]);
    expect(await state()).toMatchObject({ verifiers: [{ sender: "mx.one", running: true }], waiting: 1 });
    await beat(db, "mx.one", false, true);
    expect(await state()).toMatchObject({ verifiers: [{ running: false }] });
    await beat(db);
    await db.sql("update public.verifiers set seen_at = now() - interval '2 minutes'");
    expect(await state()).toMatchObject({ verifiers: [{ running: false }] });
  });
});

describe("several verifiers at once", () => {
  it("share the queue without taking an address twice, and callers do not deadlock", async () => {
    const db = await clonePostgres();
    try {
      await beat(db);
      const addresses = Array.from({ length: 300 }, (_, at) => `p${at}@d${at % 40}.test`);
      await Promise.all(
        Array.from({ length: 8 }, () =>
          ask(
            db,
            addresses.toSorted(() => 0.5 - Math.random()),
            true,
          ),
        ),
      );
      const taken: string[] = [];
      const verifier = async () => {
        const p_verifier = randomUUID();
        for (;;) {
          const { items } = await claim(db, { p_verifier, p_limit: 20, p_per_pool: 3 });
          if (items.length === 0) return;
          taken.push(...items.map(({ address }) => address));
          await settle(
            db,
            items.map(({ id, fence }) => ({ id, fence, do: "done", verdict: {}, keep_ms: 60_000 })),
          );
        }
      };
      await Promise.all(Array.from({ length: 6 }, verifier));
      await verifier();
      expect(taken.toSorted()).toEqual(addresses.toSorted());
    } finally {
      await db.close();
    }
  }, 30_000);
});

it("npm run verifier works on the Postgres of DATABASE_URL", async () => {
  const { url, drop } = await createPostgresDatabase();
  const mail = await startMailServer({ rcpt: withMailboxes("ada") });
  const dns = await startDnsServer(
    new Map([["orchard.test", { MX: [[10, "mx.orchard.test"]], A: { "mx.orchard.test": ["127.0.0.1"] } }]]),
  );
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const verifier = await startVerifier({ env: { DATABASE_URL: url }, dnsPort: dns.port, smtpPort: mail.port });
  try {
    const { rpc } = directRpc(pool);
    const asks = ["ada", "bob"].map((name) => ({ address: `${name}@orchard.test`, pool: "orchard.test" }));
    const look = () => rpc<Asked>("verification_ask", { p_asks: asks, p_urgent: true, p_wanted_ms: 60_000 });
    await expect
      .poll(async () => (await look()).items.map(({ verdict }) => verdict?.reason), { timeout: 20_000 })
      .toEqual(["accepted", "mailbox_not_found"]);
    expect(await verifier.end("SIGTERM")).toBe(0);
  } finally {
    await verifier.end("SIGKILL");
    await pool.end();
    await dns.close();
    await mail.close();
    await drop();
  }
}, 40_000);
