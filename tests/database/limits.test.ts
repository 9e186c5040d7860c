import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeBoth, type TestDatabase, useDatabase } from "#tests/support/database/test-database.ts";

interface Taken {
  granted: number;
  wait_ms: number;
}

const take = (db: TestDatabase, bucket: string, count: number, windows: { capacity: number; per_ms: number }[]) =>
  db.rpc<Taken>("rate_take", { p_bucket: bucket, p_count: count, p_windows: windows });

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describeBoth("rate limits", (open) => {
  it("grants up to the capacity and says how long to wait", async () => {
    const windows = [{ capacity: 3, per_ms: 60_000 }];
    expect(await take(open(), "a", 5, windows)).toEqual({ granted: 3, wait_ms: 0 });
    const refused = await take(open(), "a", 1, windows);
    expect(refused.granted).toBe(0);
    expect(refused.wait_ms).toBeGreaterThan(50_000);
    expect(refused.wait_ms).toBeLessThanOrEqual(60_000);
    expect(await take(open(), "a", 0, windows)).toMatchObject({ granted: 0, wait_ms: 0 });
    expect(await take(open(), "another", 1, windows)).toMatchObject({ granted: 1 });
  });

  it("asks all windows at once and takes from none of them what another refuses", async () => {
    const windows = [
      { capacity: 100, per_ms: 60_000 },
      { capacity: 2, per_ms: 60_000 },
    ];
    expect(await take(open(), "both", 50, windows)).toMatchObject({ granted: 2 });
    expect(await take(open(), "both", 50, windows)).toMatchObject({ granted: 0 });
    expect(
      await open().sql(
        "select sum(g)::int as used from public.rate_buckets, unnest(granted) g where bucket = 'both' and window_index = 0",
      ),
    ).toEqual([{ used: 2 }]);
  });

  it("lets in again exactly when the first grant has aged out, and follows a changed capacity", async () => {
    const windows = [{ capacity: 1, per_ms: 150 }];
    expect(await take(open(), "age", 1, windows)).toMatchObject({ granted: 1 });
    const { wait_ms } = await take(open(), "age", 1, windows);
    await sleep(wait_ms + 5);
    expect(await take(open(), "age", 1, windows)).toMatchObject({ granted: 1 });
    expect(await take(open(), "age", 1, [{ capacity: 3, per_ms: 60_000 }])).toMatchObject({ granted: 1 });
  });

  it("keeps its log short under a steady trickle", async () => {
    const windows = [{ capacity: 10_000, per_ms: 3_600_000 }];
    for (let index = 0; index < 300; index++) await take(open(), "trickle", 1, windows);
    const [row] = await open().sql<{ entries: number }>(
      "select cardinality(granted_at) as entries from public.rate_buckets where bucket = 'trickle'",
    );
    expect(row?.entries).toBeLessThanOrEqual(102);
  });
});

describe("rate limits with eight callers", () => {
  const open = useDatabase("postgres");

  it("never let more than the capacity into any interval", async () => {
    const db = open();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 60, max: 250 }),
        fc.uuid(),
        async (capacity, perMs, bucket) => {
          // The log itself says when something was granted; callers see their answer later, by a delay of their own.
          await db.sql("drop table if exists public.grants");
          await db.sql("create table public.grants (at timestamptz, n int)");
          const caller = async (count: number) => {
            const until = performance.now() + 400;
            while (performance.now() < until) {
              // In one transaction with the grant: updated_at is the moment of the grant while the row is still locked.
              await db
                .sql(
                  `with taken as materialized (select public.rate_take($1, $2, $3) as answer)
               select answer from taken`,
                  [bucket, count, JSON.stringify([{ capacity, per_ms: perMs }])],
                )
                .then(async (rows) => {
                  const answer = rows[0]?.answer as Taken;
                  if (answer.granted === 0) await sleep(Math.min(answer.wait_ms, 20));
                });
            }
          };
          await db.sql(
            `create or replace function public.note_grant() returns trigger language plpgsql as $$ begin
             insert into public.grants select new.updated_at, new.capacity - new.tokens - coalesce((
               select sum(g.n) from unnest(old.granted_at, old.granted) g (at, n) where g.at > new.updated_at - new.per_ms * interval '1 millisecond'), 0);
             return new; end $$`,
          );
          await db.sql("drop trigger if exists note_grant on public.rate_buckets");
          await db.sql(
            "create trigger note_grant after update on public.rate_buckets for each row execute function public.note_grant()",
          );
          await Promise.all([1, 1, 1, 2, 2, 3, 5, 1].map(caller));
          const worst = await db.sql<{ most: number; total: number }>(
            `select max(inside)::int as most, sum(n)::int as total from (
             select a.n, (select sum(b.n) from public.grants b where b.at >= a.at and b.at < a.at + $1 * interval '1 millisecond') as inside
             from public.grants a) w`,
            [perMs],
          );
          expect(worst[0]?.most).toBeLessThanOrEqual(capacity);
          // And it is no wall: the windows that fitted into the time were used.
          expect(worst[0]?.total).toBeGreaterThanOrEqual(capacity);
        },
      ),
      { seed: 20261123, numRuns: 6 },
    );
  }, 60_000);
});
