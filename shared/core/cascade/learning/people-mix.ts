/**
 * How people differ in how easily they are found, whoever is asked: a share whom nobody finds, and four equal groups
 * around the average. That is why a provider finds fewer people after others have missed. One mix for all providers keeps
 * the odds coherent: whatever order providers are asked in, the same people are found in the end.
 */
export interface PeopleMix {
  /** Share that nobody finds. */
  hidden: number;
  /** How far the easiest and hardest of the others are from the average, as a share of it. */
  spread: number;
}

/** One finds 55 %, three in a row 85 % (published waterfalls). */
export const usualMix: PeopleMix = { hidden: 0.1, spread: 0.5 };

/** Mixes that are tried against what was seen. */
export const possibleMixes: readonly PeopleMix[] = [0.02, 0.06, 0.1, 0.14, 0.2].flatMap((hidden) =>
  [0.1, 0.3, 0.5, 0.7, 0.9].map((spread) => ({ hidden, spread })),
);

const steps = [-1, -1 / 3, 1 / 3, 1] as const;

/** How easily those are found whom providers of these rates have missed, over how easily people are at first. */
export function easeAfter(mix: PeopleMix, missedRates: readonly number[]): number {
  let weights = mix.hidden;
  let ease = 0;
  const average = 1 / (1 - mix.hidden);
  for (const step of steps) {
    const factor = average * (1 + mix.spread * step);
    let weight = (1 - mix.hidden) / steps.length;
    for (const rate of missedRates) weight *= Math.max(0.02, 1 - Math.min(rate, 1) * factor);
    weights += weight;
    ease += weight * factor;
  }
  return ease / weights;
}
