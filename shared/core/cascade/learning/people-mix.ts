/**
 * How people differ, whoever is asked: a share whom nobody finds, four equal groups around the average, and a share whose
 * mail servers take every address (catch-all), so that hardly anybody is sure of one. That is why a provider finds fewer
 * people after others have missed, and proves fewer after another could not. One mix for all providers keeps the odds
 * coherent: whatever order providers are asked in, the same people are found in the end.
 */
export interface PeopleMix {
  /** Share that nobody finds. */
  hidden: number;
  /** How far the easiest and hardest of the others are from the average, as a share of it. */
  spread: number;
  /** Share at catch-all domains, as easily found as the others. */
  catchAll: number;
}

/** One finds 55 %, three in a row 85 % (published waterfalls); one address in seven is a catch-all. */
export const usualMix: PeopleMix = { hidden: 0.1, spread: 0.5, catchAll: 0.15 };

/** People who are alike: between their answers nothing is left that would tell of each other. */
export interface Kind {
  share: number;
  /** A provider's rate of answers for them, over its rate for all. */
  ease: number;
  isCatchAll: boolean;
}

const steps = [-1, -1 / 3, 1 / 3, 1] as const;

export function kindsOf({ hidden, spread, catchAll }: PeopleMix): Kind[] {
  const seen = 1 - hidden;
  const eases = [
    { share: hidden, ease: 0 },
    ...steps.map((step) => ({ share: seen / steps.length, ease: (1 + spread * step) / seen })),
  ];
  return [false, true].flatMap((isCatchAll) =>
    eases.map(({ share, ease }) => ({ share: share * (isCatchAll ? catchAll : 1 - catchAll), ease, isCatchAll })),
  );
}

/** The most often that anybody answers. */
const bestRate = 0.97;

/** How often a provider of this rate answers for people of this kind. */
export const rateFor = (kind: Kind, rate: number): number => Math.min(bestRate, rate * kind.ease);
