import { describe, expect, it } from "vitest";
import { segmentLevel } from "#core/cascade/learning/segment-level.ts";

describe("segmentLevel", () => {
  it("is 1 where nothing was expected or just what was seen", () => {
    expect(segmentLevel(0, 0)).toBe(1);
    expect(segmentLevel(50, 50)).toBeCloseTo(1, 9);
  });

  it("shrinks noise away and keeps a real difference", () => {
    // One standard deviation of chance either way.
    expect(segmentLevel(110, 100)).toBeLessThan(1.03);
    expect(segmentLevel(90, 100)).toBeGreaterThan(0.97);
    // Six of them: a third less is found here.
    expect(segmentLevel(200, 300)).toBeLessThan(0.75);
    expect(segmentLevel(200, 300)).toBeGreaterThan(0.66);
    expect(segmentLevel(0, 200)).toBeLessThan(0.1);
  });

  it("rises with what is seen, and is never negative", () => {
    let before = 0;
    for (let seen = 0; seen <= 400; seen += 5) {
      const level = segmentLevel(seen, 150);
      expect(level).toBeGreaterThan(before);
      before = level;
    }
  });
});
