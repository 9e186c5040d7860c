import { describe, expect, it } from "vitest";
import { collapse, evidenceOf, goOnTesting } from "#core/cascade/learning/collapse.ts";
import { type Counts, foldAsks, type LearnedAsk, nothingCounted } from "#core/cascade/learning/fold-asks.ts";
import { generator } from "#tests/bench/cascade/spend-world.ts";

const asks = (count: number, isGood: (index: number) => boolean): LearnedAsk[] =>
  Array.from({ length: count }, (_, index) => ({
    segment: "elsewhere",
    channel: "email",
    before: [],
    heldConfidence: null,
    provider: "hunter",
    confidence: isGood(index) ? 97 : null,
    costMicros: 0,
  }));
const recordOf = (counts: Counts) => counts.cells[0]?.asked ?? 0;

/** A long record of a provider that is sure of this share. */
const known = (rate: number): Counts =>
  foldAsks(
    nothingCounted,
    asks(1_000, (index) => Math.floor((index + 1) * rate) > Math.floor(index * rate)),
  );

/** Asks of a provider from now on until its record is dropped. */
function asksToAlarm(start: Counts, isGood: () => boolean, batch: number, most: number): number {
  let counts = start;
  for (let asked = batch; asked <= most; asked += batch) {
    const before = recordOf(counts);
    counts = foldAsks(counts, asks(batch, isGood));
    if (recordOf(counts) < before / 2) return asked;
  }
  return Number.POSITIVE_INFINITY;
}

describe("a collapse", () => {
  it("shows within the number of asks that is said, counted one by one or together", () => {
    for (const batch of [1, 5, 15]) {
      expect(asksToAlarm(known(0.4), () => false, batch, 100)).toBe(30);
      expect(asksToAlarm(known(0.25), () => false, batch, 100)).toBeLessThanOrEqual(60);
    }
  });

  it("shows when one good answer in twenty is left, on average within 45 asks", () => {
    const random = generator(1);
    const delays = Array.from({ length: 300 }, () => asksToAlarm(known(0.4), () => random() < 0.02, 1, 2_000));
    expect(delays.reduce((sum, delay) => sum + delay, 0) / delays.length).toBeLessThan(45);
    expect(Math.max(...delays)).toBeLessThan(150);
  });

  it("is not seen in a provider that is as good as its record: at most once in 100,000 asks", () => {
    for (const rate of [0.1, 0.4, 0.8]) {
      const random = generator(rate * 100);
      let counts = known(rate);
      let alarms = 0;
      for (let asked = 0; asked < 100_000; asked += 20) {
        const before = recordOf(counts);
        counts = foldAsks(
          counts,
          asks(20, () => random() < rate),
        );
        if (recordOf(counts) < before / 2) alarms++;
      }
      expect([rate, alarms]).toEqual([rate, expect.toSatisfy((count: number) => count <= 1)]);
    }
  });

  it("is not seen in a provider that finds a fifth less than before", () => {
    const random = generator(3);
    expect(asksToAlarm(known(0.5), () => random() < 0.4, 20, 20_000)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("evidenceOf", () => {
  const cell = (asked: number, good: number) => ({
    segment: "",
    channel: "email" as const,
    missed: "",
    held: "none" as const,
    provider: "hunter",
    asked,
    quality: [0, 0, 0, 0, good, 0],
    cost_micros: 0,
  });

  it("is the log-likelihood ratio of a quarter of the rate", () => {
    expect(evidenceOf(cell(100, 40), cell(1, 1))).toBeCloseTo(Math.log(0.1 / 0.4), 9);
    expect(evidenceOf(cell(100, 40), cell(1, 0))).toBeCloseTo(Math.log(0.9 / 0.6), 9);
  });

  it("is nothing without a record, with a short one, or where nothing was ever good; and stays finite", () => {
    expect(evidenceOf(undefined, cell(1, 0))).toBe(0);
    expect(evidenceOf(cell(collapse.knownFrom - 1, 10), cell(1, 0))).toBe(0);
    expect(evidenceOf(cell(100, 0), cell(1, 1))).toBe(0);
    expect(evidenceOf(cell(100, 100), cell(1, 0))).toBeLessThan(3);
  });
});

describe("goOnTesting", () => {
  const rise = (count: number) => Array.from({ length: count }, () => 1);

  it("never falls below nothing, and goes on from where it was", () => {
    expect(goOnTesting(0, [1, -3, 1, 1])).toEqual({ evidence: 2, changedAt: null });
    expect(goOnTesting(4, [1, -3, 1, 1])).toEqual({ evidence: 4, changedAt: null });
    expect(goOnTesting(3, [])).toEqual({ evidence: 3, changedAt: null });
  });

  it("dates a collapse where the sum began to rise, and begins anew", () => {
    expect(goOnTesting(0, [1, 1, -5, 0, ...rise(12), -5])).toEqual({ evidence: 0, changedAt: 4 });
    expect(goOnTesting(5, rise(7))).toEqual({ evidence: 0, changedAt: 0 });
    expect(goOnTesting(5, [-9, ...rise(12)])).toEqual({ evidence: 0, changedAt: 1 });
  });
});
