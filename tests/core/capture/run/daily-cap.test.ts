import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capUse, chooseCap, dailyCap, dayMs } from "#core/capture/run/daily-cap.ts";

const hour = 60 * 60_000;

describe("the day's limit", () => {
  it.each([
    [undefined, dailyCap.usual],
    ["900", dailyCap.usual],
    [Number.NaN, dailyCap.usual],
    [Infinity, dailyCap.usual],
    [0, dailyCap.least],
    [-5, dailyCap.least],
    [99_999, dailyCap.most],
    [500.4, 500],
  ])("is %s at most what is allowed: %s", (wanted, cap) => expect(chooseCap(wanted)).toBe(cap));

  it("slides: what is older than a day no longer counts", () => {
    const now = 10 * dayMs;
    const takings = [
      { at: now - 25 * hour, people: 500 },
      { at: now - 20 * hour, people: 90 },
      { at: now - hour, people: 10 },
    ];
    expect(capUse(takings, 100, now)).toEqual({ cap: 100, used: 100, left: 0, resets_at: now + 4 * hour });
    expect(capUse(takings, 100, now + 4 * hour)).toMatchObject({ used: 10, left: 90 });
    expect(capUse([], 100, now)).toEqual({ cap: 100, used: 0, left: 100, resets_at: null });
  });

  it("says when a whole page has room again, not when one person has", () => {
    const now = 10 * dayMs;
    const takings = [
      { at: now - 20 * hour, people: 5 },
      { at: now - 10 * hour, people: 95 },
    ];
    expect(capUse(takings, 100, now).resets_at).toBe(now + 14 * hour);
  });

  it("never lets more through than the cap, wherever the takings lie, and its reset time keeps its word", () => {
    const taking = fc.record({ at: fc.integer({ min: 0, max: 3 * dayMs }), people: fc.integer({ min: -5, max: 300 }) });
    fc.assert(
      fc.property(
        fc.array(taking, { maxLength: 60 }),
        fc.integer({ min: 25, max: 2_500 }),
        fc.integer({ min: 2 * dayMs, max: 3 * dayMs }),
        (takings, cap, now) => {
          const use = capUse(takings, cap, now);
          expect(use.left).toBe(Math.max(0, cap - use.used));
          expect(use.left).toBeLessThanOrEqual(cap);
          if (use.left > 0 || use.resets_at === null) return;
          const past = takings.filter(({ at }) => at <= now);
          expect(use.resets_at).toBeGreaterThan(now);
          expect(capUse(past, cap, use.resets_at).left).toBeGreaterThanOrEqual(Math.min(25, cap));
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
