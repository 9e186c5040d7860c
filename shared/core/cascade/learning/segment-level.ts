/**
 * How much a provider may differ from segment to segment: hardly at all, somewhat, or much; as the number of expected
 * answers that the provider's whole record weighs against those of the segment, and how often each is the case.
 */
const kinds = [
  { weight: 10_000, share: 0.6 },
  { weight: 60, share: 0.25 },
  { weight: 10, share: 0.15 },
] as const;

/**
 * How often a provider answers in a segment over how often it does on the whole, from the answers seen and expected there.
 * Which of the three kinds it is shows in how far both are apart (empirical Bayes): noise is shrunk away, a real
 * difference is not.
 */
export function segmentLevel(seen: number, expected: number): number {
  if (expected <= 0) return 1;
  const fits = kinds.map(({ weight, share }) => {
    const variance = expected + expected ** 2 / weight;
    return {
      level: (weight + seen) / (weight + expected),
      log: Math.log(share) - (Math.log(variance) + (seen - expected) ** 2 / variance) / 2,
    };
  });
  const best = Math.max(...fits.map(({ log }) => log));
  let total = 0;
  let level = 0;
  for (const fit of fits) {
    const likelihood = Math.exp(fit.log - best);
    total += likelihood;
    level += likelihood * fit.level;
  }
  return level / total;
}
