import { readEvidence } from "../read-evidence.ts";
import { type Calibration, type CalibrationSnapshot, type Curve, curveKey, readCurve } from "./calibration.ts";
import { defaultProbability } from "./default-probability.ts";
import { poolAdjacentViolators, type WeightedPoint } from "./pool-adjacent-violators.ts";

/** Where the defaults are believed besides what was counted, so that a curve reaches from 0 to 1. */
const anchors = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99, 0.999];
/** What the defaults weigh: at each anchor; spread over what was counted; and at the least for each kind of evidence. */
const anchorWeight = 5;
const priorWeight = 40;
const leastWeight = 4;
/** How much an answer tells of the answers of another provider or label. */
const toldByOthers = 0.3;

interface Cell {
  key: string;
  x: number;
  good: number;
  bad: number;
}

/**
 * Turns counted outcomes into curves from the default probability to the counted one: one for all answers, shrunk to the
 * defaults, and one for each provider and label, shrunk to what all the others say. Isotonic: evidence that speaks more for
 * an address never lowers its number. Counts that cannot be read are left out.
 */
export function fitCalibration(snapshot: CalibrationSnapshot): Calibration {
  const cells = snapshot.counts.flatMap(({ evidence: raw, good, bad }): Cell[] => {
    const evidence = readEvidence(raw);
    if (evidence === null || evidence.verification === "refused" || !isCount(good) || !isCount(bad)) return [];
    const key = curveKey(evidence.provider, evidence.label);
    return good + bad > 0 ? [{ key, x: defaultProbability(evidence), good, bad }] : [];
  });
  const curves = new Map<string, Curve>();
  for (const key of new Set(cells.map((cell) => cell.key))) {
    const others = fitCurve(discounted(cells.filter((cell) => cell.key !== key)), (x) => x);
    const own = cells.filter((cell) => cell.key === key);
    curves.set(
      key,
      fitCurve(own, (x) => readCurve(others, x)),
    );
  }
  return { id: snapshot.id, overall: fitCurve(discounted(cells), (x) => x), curves };
}

const discounted = (cells: readonly Cell[]): Cell[] =>
  cells.map((cell) => ({ ...cell, good: cell.good * toldByOthers, bad: cell.bad * toldByOthers }));

const isCount = (value: number): boolean => Number.isFinite(value) && value >= 0;

function fitCurve(cells: readonly Cell[], prior: (x: number) => number): Curve {
  const counted = cells.reduce((sum, { good, bad }) => sum + good + bad, 0);
  const points: WeightedPoint[] = [
    ...anchors.map((x) => ({ x, y: prior(x), weight: anchorWeight })),
    ...cells.map(({ x, good, bad }) => {
      const believed = Math.max((priorWeight * (good + bad)) / counted, leastWeight);
      const weight = good + bad + believed;
      return { x, y: (good + believed * prior(x)) / weight, weight };
    }),
  ];
  return poolAdjacentViolators(points);
}
