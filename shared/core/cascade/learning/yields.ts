import { bandCount } from "../policy/quality.ts";
import type { ProviderPrior } from "./snapshot.ts";

/**
 * How often a provider answers in each band (index 0 unused), for people of average ease: apart for those whose
 * mailboxes can be proved and those at catch-all domains.
 */
export interface Yields {
  ordinary: Float64Array;
  catchAll: Float64Array;
}

/** First bands of answers that are fair, and of those that are good; a lower one is a guess. */
const [fair, good] = [2, 5] as const;
/** Of answers, those that are no better than fair although the mailbox could be proved. */
const fairAllTheSame = 0.02;
/** Of answers at catch-all domains, those that are good all the same. Rather high: what is not asked is never learned. */
const sureOfCatchAll = 0.35;

export function priorYields({ quality }: ProviderPrior): Yields {
  const answers = sumOf(quality);
  const shape = Float64Array.from([0, ...quality]);
  shape.fill((fairAllTheSame * answers) / (good - fair), fair, good);
  const ordinary = shape.map((share) => (share * answers) / (sumOf(shape) || 1));
  const catchAll = Float64Array.from([0, ...quality], (share) => share * sureOfCatchAll);
  catchAll[fair] = at(catchAll, fair) + answers * (1 - sureOfCatchAll);
  return { ordinary, catchAll };
}

export const isGood = (band: number): boolean => band >= good;

/** Answers of the good bands. */
export function goodOf(yields: Float64Array): number {
  let total = 0;
  for (let band = good; band < bandCount; band++) total += at(yields, band);
  return total;
}

export function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
  return total;
}

/** A number of an array of known length. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] ?? 0;
