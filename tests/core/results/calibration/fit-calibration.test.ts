import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AnswerEvidence,
  agreements,
  mailboxKinds,
  scoreSteps,
  verificationClasses,
} from "#core/results/answer-evidence.ts";
import { calibrate, readCurve, uncalibrated } from "#core/results/calibration/calibration.ts";
import { defaultProbability } from "#core/results/calibration/default-probability.ts";
import { fitCalibration } from "#core/results/calibration/fit-calibration.ts";
import { assessEvidence } from "#core/results/confidence.ts";
import { domainMatches } from "#core/results/match-domain.ts";
import { nameMatches } from "#core/results/match-name.ts";

const evidence: fc.Arbitrary<AnswerEvidence> = fc.record({
  provider: fc.constantFrom("icypeas", "hunter"),
  label: fc.constantFrom("verified", "probable", "catch_all", "weak"),
  score: fc.constantFrom(...scoreSteps),
  verification: fc.constantFrom(...verificationClasses),
  mailbox: fc.constantFrom(...mailboxKinds),
  name: fc.constantFrom(...nameMatches),
  domain: fc.constantFrom(...domainMatches),
  sources: fc.constantFrom(...agreements),
});
const counts = fc.array(
  fc.record({ evidence, good: fc.integer({ min: 0, max: 400 }), bad: fc.integer({ min: 0, max: 400 }) }),
  { maxLength: 25 },
);
const settings = { seed: 8, numRuns: 200 };

describe("fitCalibration", () => {
  it("changes nothing where nothing was counted", () => {
    const empty = fitCalibration({ id: 1, counts: [] });
    for (const x of [0.05, 0.5, 0.9, 0.99]) expect(calibrate(empty, "icypeas", "verified", x)).toBeCloseTo(x, 2);
    expect(calibrate(uncalibrated, "icypeas", "verified", 0.42)).toBe(0.42);
  });

  it("leaves out counts that nobody can read, and counts that are no numbers", () => {
    const good = assessed();
    const snapshot = {
      id: 2,
      counts: [
        { evidence: null, good: 5, bad: 5 },
        { evidence: { ...good, label: "certain" }, good: 500, bad: 0 },
        { evidence: good, good: Number.NaN, bad: 4 },
        { evidence: good, good: -3, bad: 9 },
        { evidence: { ...good, verification: "refused" }, good: 0, bad: 999 },
      ],
    };
    expect(fitCalibration(snapshot)).toEqual(fitCalibration({ id: 2, counts: [] }));
  });

  it("keeps the order of the evidence, stays a probability, and is the same each time", () => {
    fc.assert(
      fc.property(counts, fc.array(evidence, { minLength: 2, maxLength: 8 }), (counted, asked) => {
        const calibration = fitCalibration({ id: 3, counts: counted });
        const own = asked.filter(({ verification }) => verification !== "refused");
        const judged = own
          .filter(({ provider, label }) => provider === own[0]?.provider && label === own[0]?.label)
          .map((one) => ({ x: defaultProbability(one), ...assessEvidence(one, calibration) }))
          .toSorted((a, b) => a.x - b.x);
        for (const [index, one] of judged.entries()) {
          expect(one.confidence).toBeGreaterThanOrEqual(Math.max(1, judged[index - 1]?.confidence ?? 0));
          expect(one.confidence).toBeLessThanOrEqual(99);
          expect(one.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(one.confidence);
        }
        expect(fitCalibration({ id: 3, counts: counted.toReversed() }).overall.length).toBe(calibration.overall.length);
      }),
      settings,
    );
  });

  it("comes as near to the counted share as there are counts", () => {
    const shareOf = (good: number, bad: number) => {
      const calibration = fitCalibration({ id: 4, counts: [{ evidence: assessed(), good, bad }] });
      return calibrate(calibration, "icypeas", "probable", defaultProbability(assessed()));
    };
    expect(shareOf(3, 3)).toBeGreaterThan(0.8);
    expect(shareOf(300, 300)).toBeCloseTo(0.5, 1);
    expect(shareOf(3_000, 3_000)).toBeCloseTo(0.5, 2);
  });

  it("learns for one label of one provider more than for the others", () => {
    const calibration = fitCalibration({ id: 5, counts: [{ evidence: assessed(), good: 0, bad: 60 }] });
    const x = defaultProbability(assessed());
    const own = calibrate(calibration, "icypeas", "probable", x);
    const other = calibrate(calibration, "hunter", "probable", x);
    expect(own).toBeLessThan(other);
    expect(other).toBeLessThan(x);
  });
});

describe("readCurve", () => {
  it("goes straight between the knots and stays level beyond them", () => {
    const curve = [
      { x: 0.2, y: 0.1, weight: 1 },
      { x: 0.6, y: 0.5, weight: 1 },
      { x: 0.8, y: 0.9, weight: 1 },
    ];
    expect([0, 0.2, 0.4, 0.7, 0.8, 1].map((x) => readCurve(curve, x))).toEqual([
      0.1,
      0.1,
      expect.closeTo(0.3),
      expect.closeTo(0.7),
      0.9,
      0.9,
    ]);
    expect(readCurve([], 0.3)).toBe(0.3);
  });
});

function assessed(): AnswerEvidence {
  return {
    provider: "icypeas",
    label: "probable",
    score: "none",
    verification: "takes_mail",
    mailbox: "personal",
    name: "full",
    domain: "same",
    sources: "one",
  };
}
