import type { WeightedPoint } from "./pool-adjacent-violators.ts";

/** Counted outcomes of answers with the same evidence. Weights, not whole numbers: silence counts for less than a word. */
export interface CalibrationCount {
  evidence: unknown;
  good: number;
  bad: number;
}

/** What the database keeps of one fitting: never changed once written, so that a result's number can be worked out again. */
export interface CalibrationSnapshot {
  id: number;
  counts: CalibrationCount[];
}

/** Knots of a curve that never falls, from the default probability to the counted one. */
export type Curve = readonly WeightedPoint[];

export interface Calibration {
  /** Of the snapshot; null: the defaults alone. */
  id: number | null;
  /** For every answer. */
  overall: Curve;
  /** By `<provider> <label>`. */
  curves: ReadonlyMap<string, Curve>;
}

/** Before anything has been counted. */
export const uncalibrated: Calibration = { id: null, overall: [], curves: new Map() };

export const curveKey = (provider: string, label: string): string => `${provider} ${label}`;

/** The curve's value at `x`, straight between its knots; `x` itself where there is no curve. */
export function readCurve(curve: Curve, x: number): number {
  const first = curve[0];
  const last = curve.at(-1);
  if (first === undefined || last === undefined) return x;
  if (x <= first.x) return first.y;
  if (x >= last.x) return last.y;
  let low = 0;
  let high = curve.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((curve[middle]?.x ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [a, b] = [curve[low] ?? first, curve[high] ?? last];
  return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

/** The counted probability for a default one. */
export function calibrate(calibration: Calibration, provider: string, label: string, x: number): number {
  return readCurve(calibration.curves.get(curveKey(provider, label)) ?? calibration.overall, x);
}
