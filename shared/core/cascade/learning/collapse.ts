import type { Cell } from "./snapshot.ts";

/**
 * When a provider has collapsed: a CUSUM test (Page, Biometrika 41, 1954) of its good answers. Each ask adds the
 * log-likelihood ratio of a quarter of the rate that the record of its situation promises to that rate itself; the sum never
 * falls below 0. As long as the record is right, it takes e^`alarm` asks on average to come to `alarm` by chance (Lorden,
 * Ann. Math. Stat. 42, 1971): one false alarm in 100,000 asks of a provider at most. A full collapse shows after 30 asks of
 * a provider that was sure of four in ten, after 60 where it was sure of one in four. A slow decline is left to the half-life.
 */
export const collapse = { part: 0.25, alarm: Math.log(100_000), knownFrom: 20 };

/** The first band of good answers: confidence 90 or better. */
const goodBand = 5;
/** Even who always answered misses now and then. */
const bestRate = 0.95;

/** What one ask says for a collapse, against the record of the same situation. */
export function evidenceOf(record: Cell | undefined, ask: Cell): number {
  if (!record || record.asked < collapse.knownFrom) return 0;
  const rate = Math.min(bestRate, good(record) / record.asked);
  if (rate <= 0) return 0;
  return good(ask) > 0 ? Math.log(collapse.part) : Math.log((1 - collapse.part * rate) / (1 - rate));
}

const good = (cell: Cell): number => cell.quality.slice(goodBand - 1).reduce((total, count) => total + count, 0);

export interface Verdict {
  /** The sum after these asks. */
  evidence: number;
  /** Index of the first ask since the collapse, where there was one. */
  changedAt: number | null;
}

/** Goes on with the test over what further asks of a provider say, in their order. */
export function goOnTesting(evidence: number, asks: readonly number[]): Verdict {
  let sum = evidence;
  // Most likely it was when the sum began to rise for the last time.
  let changedAt = 0;
  for (const [index, more] of asks.entries()) {
    sum = Math.max(0, sum + more);
    if (sum === 0) changedAt = index + 1;
    if (sum > collapse.alarm) return { evidence: 0, changedAt };
  }
  return { evidence: sum, changedAt: null };
}
