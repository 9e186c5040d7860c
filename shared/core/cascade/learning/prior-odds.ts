import { bandCount, type HeldContext } from "../policy/quality.ts";
import type { ProviderPrior } from "./snapshot.ts";

/** Each earlier miss lowers the chance of the next provider: one finds 55 %, three in a row 85 % (published waterfalls). */
const perMiss = 0.85;
/** An address in hand says that the person is findable, so nothing is taken off; but at a catch-all few can be sure. */
const sureAfterFair = 0.25;

export interface Expected {
  /** Probability by band; index 0 unused. */
  quality: number[];
  billMicros: number;
}

/** What the first beliefs say of an ask after so many misses, with such an answer in hand. */
export function priorOdds(prior: ProviderPrior, missed: number, held: HeldContext): Expected {
  const findable = held === "fair" ? 1 : perMiss ** missed;
  const quality = [0, ...prior.quality.map((share) => share * findable)];
  const answers = quality.reduce((total, share) => total + share, 0);
  if (held === "fair") {
    for (let band = 1; band < bandCount; band++) quality[band] = (quality[band] ?? 0) * sureAfterFair;
    quality[2] = (quality[2] ?? 0) + answers * (1 - sureAfterFair);
  }
  const hit = answers + prior.refused * findable;
  const match = Math.max(hit, prior.match * findable);
  return { quality, billMicros: prior.bill.ask + prior.bill.match * match + prior.bill.hit * hit };
}
