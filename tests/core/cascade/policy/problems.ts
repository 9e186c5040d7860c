import fc from "fast-check";
import type { AskOdds } from "#core/cascade/policy/ask-odds.ts";
import { acceptedShares, bandCount } from "#core/cascade/policy/quality.ts";
import { type PolicyTable, type Problem, solve, stateIndex } from "#core/cascade/policy/solve.ts";

/** A provider that is asked with the same odds whatever happened before. */
export interface Box {
  cost: number;
  /** Probability by band, index 0 unused. */
  quality: number[];
}

/** A provider of one quality level: accepted with probability `p`, else nothing. */
export const coin = (cost: number, p: number): Box => ({ cost, quality: [0, 0, 0, 0, 0, 0, p] });

export const independent = (boxes: readonly Box[], value: number, heldMicros?: number[]): Problem => ({
  providers: boxes.length,
  odds: (_asked, _held, provider): AskOdds => ({
    billMicros: boxes[provider]?.cost ?? 0,
    waitMicros: 0,
    quality: boxes[provider]?.quality ?? [],
  }),
  acceptedMicros: value,
  heldMicros: heldMicros ?? Array.from({ length: bandCount }, () => 0),
  accepted: acceptedShares(90),
});

/** The table's way while nobody has anything. */
export function orderOf(problem: Problem, table: PolicyTable = solve(problem)): number[] {
  const order: number[] = [];
  for (let asked = 0; ; ) {
    const next = table.next[stateIndex(asked, 0)] ?? -1;
    if (next === -1) return order;
    order.push(next);
    asked |= 1 << next;
  }
}

/** The best that any way of asking can bring, by walking every one of them: no sets, no memory, no bit tricks. */
export function bruteForce(problem: Problem, asked: readonly number[] = [], held = 0): number {
  let best = problem.heldMicros[held] ?? 0;
  for (let provider = 0; provider < problem.providers; provider++) {
    if (asked.includes(provider)) continue;
    const set = asked.reduce((bits, index) => bits + 2 ** index, 0);
    const { billMicros, waitMicros, quality } = problem.odds(set, held, provider);
    let value = -billMicros - waitMicros;
    let missed = 1;
    for (let band = 1; band < bandCount; band++) {
      const probability = quality[band] ?? 0;
      const accepted = problem.accepted[band] ?? 0;
      missed -= probability;
      value += probability * accepted * problem.acceptedMicros;
      if (probability > 0 && accepted < 1)
        value += probability * (1 - accepted) * bruteForce(problem, [...asked, provider], Math.max(held, band));
    }
    value += missed * bruteForce(problem, [...asked, provider], held);
    best = Math.max(best, value);
  }
  return best;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
export const micros = (max: number) => fc.integer({ min: 0, max });

/** Seven weights that leave something for a miss. */
export const qualityArb = fc.tuple(share, share, share, share, share, share, share).map(([miss, ...weights]) => {
  const sum = miss + 0.01 + weights.reduce((total, weight) => total + weight, 0);
  return [0, ...weights.map((weight) => weight / sum)];
});

export const boxArb = fc.record({ cost: micros(120_000), quality: qualityArb });
