import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poolAdjacentViolators, type WeightedPoint } from "#core/results/calibration/pool-adjacent-violators.ts";

const value = fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000);
const points = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 12 }).map((n) => n / 12),
    y: value,
    weight: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 30 },
);
const settings = { seed: 3, numRuns: 400 };

/** Squared distance of the points to a curve given at their own x. */
const distance = (given: readonly WeightedPoint[], curve: readonly { x: number; y: number }[]): number =>
  given.reduce((sum, { x, y, weight }) => {
    const at = curve.find((knot) => knot.x === x)?.y ?? Number.NaN;
    return sum + weight * (y - at) ** 2;
  }, 0);

describe("poolAdjacentViolators", () => {
  it("pools what falls and leaves what rises", () => {
    const at = (ys: number[]) => ys.map((y, x) => ({ x, y, weight: 1 }));
    expect(poolAdjacentViolators(at([0.1, 0.4, 0.2, 0.9])).map(({ y }) => y)).toEqual([
      0.1, 0.30000000000000004, 0.30000000000000004, 0.9,
    ]);
    expect(poolAdjacentViolators(at([0.9, 0.5, 0.1])).map(({ y }) => y)).toEqual([0.5, 0.5, 0.5]);
    expect(poolAdjacentViolators([])).toEqual([]);
  });

  it("never falls, has each x once, and stays within the points", () => {
    fc.assert(
      fc.property(points, (given) => {
        const curve = poolAdjacentViolators(given);
        for (const [index, knot] of curve.entries()) {
          const before = curve[index - 1];
          if (before) expect(knot.x > before.x && knot.y >= before.y).toBe(true);
        }
        const ys = given.map(({ y }) => y);
        expect(Math.min(...curve.map(({ y }) => y))).toBeGreaterThanOrEqual(Math.min(...ys) - 1e-9);
        expect(Math.max(...curve.map(({ y }) => y))).toBeLessThanOrEqual(Math.max(...ys) + 1e-9);
      }),
      settings,
    );
  });

  it("keeps the weighted mean and ignores the order of the points", () => {
    const total = (list: readonly WeightedPoint[]) => list.reduce((sum, { y, weight }) => sum + y * weight, 0);
    fc.assert(
      fc.property(points, (given) => {
        expect(total(poolAdjacentViolators(given))).toBeCloseTo(total(given), 9);
        const turned = poolAdjacentViolators(given.toReversed());
        for (const [index, knot] of poolAdjacentViolators(given).entries()) {
          expect(turned[index]?.y).toBeCloseTo(knot.y, 9);
        }
      }),
      settings,
    );
  });

  it("is nearer to the points than any other rising curve", () => {
    fc.assert(
      fc.property(points, fc.array(value, { minLength: 13, maxLength: 13 }), (given, other) => {
        const rising = other.toSorted((a, b) => a - b).map((y, n) => ({ x: n / 12, y }));
        expect(distance(given, poolAdjacentViolators(given))).toBeLessThanOrEqual(distance(given, rising) + 1e-9);
      }),
      settings,
    );
  });
});
