import { expect, it } from "vitest";
import { listStatuses, rowStatuses } from "#core/verification/list-words.ts";
import { createWorkspace } from "#tests/support/database/factories.ts";
import { describeBoth, type TestDatabase } from "#tests/support/database/test-database.ts";

interface List {
  id: string;
  status: string;
  row_count: number;
  checked_count: number;
  counts: Record<string, number>;
  finished_at: string | null;
}

interface Claim {
  claim: string;
  list_id: string;
  rows: { row_number: number; value: string; attempts: number }[];
}

const most = 1_000;

async function createList(db: TestDatabase, workspace: string, values: readonly string[]): Promise<string> {
  const list = { name: "List", kind: "email", columns: ["Name", "E-mail"], value_column: 1, region: null };
  const { list_id } = await db.rpc<{ list_id: string }>("verification_list_create", {
    p_workspace: workspace,
    p_actor: null,
    p_list: list,
  });
  await addRows(db, workspace, list_id, values);
  return list_id;
}

const rowsOf = (values: readonly string[]) =>
  values.map((value, index) => ({ row_number: index + 1, cells: [`Name ${index}`, value] }));

const addRows = (db: TestDatabase, workspace: string, list: string, values: readonly string[], p_most = most) =>
  db.rpc<{ added: number; rows: number }>("verification_list_add_rows", {
    p_workspace: workspace,
    p_list: list,
    p_rows: rowsOf(values),
    p_most,
  });
const start = (db: TestDatabase, workspace: string, list: string) =>
  db.rpc<List>("verification_list_start", { p_workspace: workspace, p_list: list });
const get = (db: TestDatabase, workspace: string, list: string) =>
  db.rpc<List>("verification_list_get", { p_workspace: workspace, p_list: list });
const claim = (db: TestDatabase, limit: number, leaseMs = 60_000) =>
  db.rpc<Claim | null>("verification_list_claim", { p_limit: limit, p_lease_ms: leaseMs });
const settle = (db: TestDatabase, claimed: Claim, status = "unknown") =>
  db.rpc<{ settled: number }>("verification_list_settle", {
    p_list: claimed.list_id,
    p_claim: claimed.claim,
    p_results: claimed.rows.map(({ row_number }) => ({ row_number, status, verdict: { reason: "test" } })),
  });

/** Nothing of an earlier test waits when the next begins. */
async function drained(db: TestDatabase, work: () => Promise<void>): Promise<void> {
  await work();
  await db.sql("delete from public.verification_lists");
}

describeBoth("verification lists", (open) => {
  it("refuses strangers, rows after the start, too many rows and lists with nothing in them", () =>
    drained(open(), async () => {
      const db = open();
      const [mine, other] = [await createWorkspace(db), await createWorkspace(db)];
      const list = await createList(db, mine, ["a@one.example", ""]);
      for (const call of [
        () => get(db, other, list),
        () => start(db, other, list),
        () => addRows(db, other, list, ["x"]),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: "not_found" });
      }
      await expect(addRows(db, mine, list, Array(5).fill("b@one.example"), 4)).rejects.toMatchObject({
        code: "payload_too_large",
      });
      const nothing = await createList(db, mine, ["", " \t"]);
      await expect(start(db, mine, nothing)).rejects.toMatchObject({ code: "unprocessable" });
      await start(db, mine, list);
      await expect(addRows(db, mine, list, ["c@one.example"])).rejects.toMatchObject({ code: "conflict" });
      expect(await start(db, mine, list)).toMatchObject({ status: "running", row_count: 2, checked_count: 1 });
    }));

  it("takes a row once, gives one verdict to rows that say the same, counts them and ends", () =>
    drained(open(), async () => {
      const db = open();
      const workspace = await createWorkspace(db);
      const values = ["a@one.example", "b@one.example", "a@one.example", ""];
      const list = await createList(db, workspace, values);
      expect(await addRows(db, workspace, list, values)).toEqual({ added: 0, rows: 4 });
      await start(db, workspace, list);
      const claimed = await claim(db, 2);
      expect(claimed?.rows.map(({ value }) => value)).toEqual(["a@one.example", "b@one.example"]);
      if (!claimed) return;
      expect(await settle(db, claimed, "risky")).toEqual({ settled: 3 });
      expect(await settle(db, claimed, "deliverable")).toEqual({ settled: 0 });
      const done = await get(db, workspace, list);
      expect(done).toMatchObject({ status: "completed", checked_count: 4, counts: { risky: 3, empty: 1 } });
      expect(done.finished_at).not.toBeNull();
      expect(await claim(db, 2)).toBeNull();
    }));

  it("takes turns between lists, gives a lost claim anew, and lets the late worker change nothing", () =>
    drained(open(), async () => {
      const db = open();
      const workspace = await createWorkspace(db);
      const lists = [
        await createList(db, workspace, ["a@one.example", "b@one.example"]),
        await createList(db, workspace, ["c@two.example"]),
      ];
      for (const list of lists) await start(db, workspace, list);
      const first = await claim(db, 1, 0);
      const second = await claim(db, 1);
      expect([first?.list_id, second?.list_id].sort()).toEqual([...lists].sort());
      // The lease of the first was over at once: its row comes again, to somebody else.
      const again = await claim(db, 1);
      if (!first || !again || !second) throw new Error("nothing claimed");
      expect(again.rows).toEqual(first.rows.map((row) => ({ ...row, attempts: 2 })));
      expect(await settle(db, first)).toEqual({ settled: 0 });
      expect(await settle(db, again)).toEqual({ settled: 1 });
    }));

  it("gives a row that ended several workers alone", () =>
    drained(open(), async () => {
      const db = open();
      const workspace = await createWorkspace(db);
      const list = await createList(db, workspace, ["a@one.example", "b@one.example"]);
      await start(db, workspace, list);
      for (let times = 0; times < 2; times += 1) expect((await claim(db, 2, 0))?.rows).toHaveLength(2);
      expect((await claim(db, 2))?.rows.map(({ value }) => value)).toEqual(["a@one.example"]);
      expect((await claim(db, 2))?.rows.map(({ value }) => value)).toEqual(["b@one.example"]);
    }));

  it("lets rows wait for a verdict without using up their attempts", () =>
    drained(open(), async () => {
      const db = open();
      const workspace = await createWorkspace(db);
      const list = await createList(db, workspace, ["a@one.example"]);
      await start(db, workspace, list);
      const wait = (claimed: Claim, delay: number) =>
        db.rpc<number>("verification_list_wait", {
          p_list: claimed.list_id,
          p_claim: claimed.claim,
          p_rows: [1],
          p_delay_ms: delay,
        });
      for (let times = 0; times < 4; times += 1) {
        const claimed = await claim(db, 1);
        if (!claimed) throw new Error("nothing claimed");
        expect(claimed.rows[0]?.attempts).toBe(1);
        expect(await wait(claimed, times < 3 ? 0 : 60_000)).toBe(1);
      }
      expect(await claim(db, 1)).toBeNull();
      expect(await db.rpc("verification_lists_waiting", {})).toBe(false);
    }));

  it("deletes a running list, after which its worker settles nothing", () =>
    drained(open(), async () => {
      const db = open();
      const workspace = await createWorkspace(db);
      const list = await createList(db, workspace, ["a@one.example"]);
      await start(db, workspace, list);
      const claimed = await claim(db, 1);
      await db.rpc("verification_list_delete", { p_workspace: workspace, p_list: list, p_actor: null });
      if (claimed) expect(await settle(db, claimed)).toEqual({ settled: 0 });
      await expect(get(db, workspace, list)).rejects.toMatchObject({ code: "not_found" });
    }));

  it("goes after 90 days without a change", () =>
    drained(open(), async () => {
      const db = open();
      const workspace = await createWorkspace(db);
      const [old, young] = [
        await createList(db, workspace, ["a@one.example"]),
        await createList(db, workspace, ["b@one.example"]),
      ];
      await db.sql("update public.verification_lists set updated_at = now() - interval '91 days' where id = $1", [old]);
      expect(await db.rpc("purge_expired", {})).toMatchObject({ verification_lists: 1 });
      expect(await get(db, workspace, young)).toMatchObject({ status: "draft" });
    }));

  it("knows the words of the code", async () => {
    const words = async (table: string, column: string) => {
      const [row] = await open().sql<{ check: string }>(
        `select pg_get_constraintdef(oid) as check from pg_constraint where conrelid = $1::regclass and contype = 'c' and conname like $2`,
        [`public.${table}`, `%${column}_check`],
      );
      return [...(row?.check ?? "").matchAll(/'(\w+)'/g)].map(([, word]) => word).sort();
    };
    expect(await words("verification_lists", "status")).toEqual([...listStatuses].sort());
    expect(await words("verification_rows", "status")).toEqual([...rowStatuses].sort());
  });
});

describeBoth("disposable domains", (open) => {
  it("replaces the whole set once per version, and refuses one that shrank to a fraction", async () => {
    const db = open();
    const replace = (version: string, domains: readonly string[]) =>
      db.rpc("disposable_replace", { p_version: version, p_domains: domains.join(" ") });
    const known = (...domains: string[]) => db.rpc<string[]>("disposable_known", { p_domains: domains });
    expect(await db.rpc("disposable_version", {})).toBeNull();
    await replace("one", [
      "thrown.example",
      "AWAY.example",
      "not a domain",
      "thrown.example",
      "three.example",
      "four.example",
    ]);
    expect((await known("thrown.example", "away.example", "kept.example")).sort()).toEqual([
      "away.example",
      "thrown.example",
    ]);
    expect(await replace("one", ["other.example"])).toEqual({ loaded: false, domains: 4 });
    await expect(replace("two", ["other.example"])).rejects.toMatchObject({ code: "unprocessable" });
    await expect(replace("two", [])).rejects.toMatchObject({ code: "unprocessable" });
    await replace("two", ["thrown.example", "new.example", "third.example"]);
    expect(await known("away.example", "new.example")).toEqual(["new.example"]);
    expect(await db.rpc("disposable_version", {})).toBe("two");
  });
});
