import { bandCount, type HeldContext } from "../policy/quality.ts";
import type { ProviderPrior } from "./snapshot.ts";

/** At a catch-all few can be sure: of the answers that would be good, so many still are. Rather high: what is not asked is never learned. */
const sureAfterFair = 0.35;

export interface Expected {
  /** Probability by band; index 0 unused. */
  quality: number[];
  billMicros: number;
}

/** What the first beliefs say of an ask, for people who are so easy to find, with such an answer in hand. */
export function priorOdds(prior: ProviderPrior, ease: number, held: HeldContext): Expected {
  // Somebody whose address one has found is findable.
  const findable = held === "fair" ? 1 : ease;
  const quality = [0, ...prior.quality.map((share) => share * findable)];
  const answers = sumOf(quality);
  if (held === "fair") {
    for (let band = 1; band < bandCount; band++) quality[band] = (quality[band] ?? 0) * sureAfterFair;
    quality[2] = (quality[2] ?? 0) + answers * (1 - sureAfterFair);
  }
  const hit = answers + prior.refused * findable;
  const match = Math.max(hit, prior.match * findable);
  return { quality, billMicros: prior.bill.ask + prior.bill.match * match + prior.bill.hit * hit };
}

export const sumOf = (shares: readonly number[]): number => shares.reduce((total, share) => total + share, 0);
