import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTokenQueue } from "#functions/_shared/providers/token-queue.ts";

/** A clock that only moves when somebody sleeps, and a bucket that refills with it. */
function world(capacity: number, perMs: number) {
  let now = 0;
  const granted: { at: number; count: number }[] = [];
  const asked: number[] = [];
  return {
    granted,
    asked,
    take: async (_: string, count: number) => {
      asked.push(count);
      const recent = granted.filter(({ at }) => at > now - perMs);
      const free = capacity - recent.reduce((sum, entry) => sum + entry.count, 0);
      const given = Math.min(count, Math.max(0, free));
      if (given > 0) granted.push({ at: now, count: given });
      const oldest = recent[0];
      return { granted: given, wait_ms: oldest === undefined ? perMs : oldest.at + perMs - now };
    },
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

describe("token queue", () => {
  it("asks once for everybody who waits at the same time", async () => {
    const { take, sleep, asked } = world(100, 1_000);
    const queue = createTokenQueue({ take, sleep, signal: new AbortController().signal, maxWaitMs: 60_000 });
    const refusals = await Promise.all(Array.from({ length: 40 }, () => queue.take("finder")));
    expect(refusals.every((refusal) => refusal === null)).toBe(true);
    expect(asked).toEqual([40]);
  });

  it("lets everybody through in the end and never more than the bucket gives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 120 }), async (capacity, callers) => {
        const { take, sleep, granted } = world(capacity, 1_000);
        const queue = createTokenQueue({ take, sleep, signal: new AbortController().signal, maxWaitMs: 10_000_000 });
        const order: number[] = [];
        await Promise.all(
          Array.from({ length: callers }, async (_, index) => {
            expect(await queue.take("finder")).toBeNull();
            order.push(index);
          }),
        );
        expect(granted.reduce((sum, { count }) => sum + count, 0)).toBe(callers);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        for (const { at } of granted) {
          const window = granted.filter((entry) => entry.at > at - 1_000 && entry.at <= at);
          expect(window.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(capacity);
        }
      }),
      { seed: 20261001, numRuns: 60 },
    );
  });

  it("gives up those who would wait too long and serves the rest", async () => {
    const { take, sleep } = world(2, 1_000);
    const queue = createTokenQueue({ take, sleep, signal: new AbortController().signal, maxWaitMs: 1_500 });
    const refusals = await Promise.all(Array.from({ length: 6 }, () => queue.take("finder")));
    expect(refusals.map((refusal) => refusal?.reason ?? null)).toEqual([
      null,
      null,
      null,
      null,
      "too_long",
      "too_long",
    ]);
  });

  it("keeps routes apart", async () => {
    const asked: string[] = [];
    const queue = createTokenQueue({
      take: async (route, count) => {
        asked.push(route);
        return { granted: route === "blocked" ? 0 : count, wait_ms: 100_000 };
      },
      sleep: async () => {},
      signal: new AbortController().signal,
      maxWaitMs: 50_000,
    });
    expect(await Promise.all([queue.take("blocked"), queue.take("free")])).toMatchObject([
      { reason: "too_long" },
      null,
    ]);
    expect(asked).toEqual(["blocked", "free"]);
  });

  it("lets nobody through once stopped, and tells those who wait", async () => {
    const stop = new AbortController();
    const queue = createTokenQueue({
      take: async () => ({ granted: 0, wait_ms: 1_000 }),
      sleep: async () => stop.abort(),
      signal: stop.signal,
      maxWaitMs: 60_000,
    });
    expect(await queue.take("finder")).toMatchObject({ reason: "stopped" });
    expect(await queue.take("finder")).toMatchObject({ reason: "stopped" });
  });
});
