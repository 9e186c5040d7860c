import type { Delivered } from "./simulated-cascade.ts";

export interface ReliabilityRow {
  from: number;
  to: number;
  count: number;
  /** Mean confidence and share of good answers, 0–1. */
  said: number;
  was: number;
}

type Judged = Pick<Delivered, "confidence" | "good">;
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean squared distance between what was said and what was true: 0 is perfect, 0.25 a coin. */
export function brierScore(answers: readonly Judged[]): number {
  return mean(answers.map(({ confidence, good }) => (confidence / 100 - Number(good)) ** 2));
}

/** By tenths of confidence; empty tenths are left out. */
export function reliability(answers: readonly Judged[]): ReliabilityRow[] {
  return Array.from({ length: 10 }, (_, tenth) => {
    const inside = answers.filter(({ confidence }) => Math.min(Math.floor(confidence / 10), 9) === tenth);
    return {
      from: tenth * 10,
      to: tenth === 9 ? 100 : tenth * 10 + 9,
      count: inside.length,
      said: mean(inside.map(({ confidence }) => confidence / 100)),
      was: mean(inside.map(({ good }) => Number(good))),
    };
  }).filter(({ count }) => count > 0);
}

/** Expected calibration error: how far the tenths are off, weighted by how many answers they hold. */
export function calibrationError(answers: readonly Judged[]): number {
  const rows = reliability(answers);
  return rows.reduce((sum, { count, said, was }) => sum + (count / answers.length) * Math.abs(said - was), 0);
}

/** Share of good answers among those of at least that confidence. */
export function goodAmong(answers: readonly Judged[], confidence: number): number {
  return mean(answers.filter((answer) => answer.confidence >= confidence).map(({ good }) => Number(good)));
}
