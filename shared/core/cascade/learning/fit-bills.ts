import type { OpenModel } from "./model.ts";
import type { Trail } from "./situations.ts";
import type { ProviderPrior } from "./snapshot.ts";
import { sumOf } from "./yields.ts";

/** What a provider charges, micro-dollars: for an ask as such, and besides where it answers as often as at first asks. */
export interface Bill {
  ask: number;
  reach: number;
}

/** How many asks the catalogue's price list weighs: what it charges for nothing is better known than what it finds and is refused. */
const weights = { ask: 100, reach: 16 };

/**
 * Bills by provider: least squares over all that was charged. Whatever a provider takes for matches, answers and answers
 * that our checks refuse, part of it goes with how often it answers in a situation, and part does not.
 */
export function fitBills(trail: Trail, open: OpenModel): Bill[] {
  const sums = trail.providers.map(({ prior }) => {
    const belief = believedBill(prior);
    return {
      n: weights.ask,
      x: 0,
      xx: weights.reach,
      y: weights.ask * belief.ask,
      xy: weights.reach * belief.reach,
    };
  });
  for (const { situation, provider, asked, costMicros } of trail.seen) {
    const sum = sums[provider];
    if (!sum) continue;
    const reach = open.reach(situation, provider);
    sum.n += asked;
    sum.x += asked * reach;
    sum.xx += asked * reach ** 2;
    sum.y += costMicros;
    sum.xy += costMicros * reach;
  }
  return sums.map(({ n, x, xx, y, xy }) => {
    const determinant = n * xx - x ** 2;
    const ask = (y * xx - xy * x) / determinant;
    const reach = (xy * n - y * x) / determinant;
    // Nobody pays for being asked.
    if (ask < 0) return { ask: 0, reach: xy / xx };
    return reach < 0 ? { ask: y / n, reach: 0 } : { ask, reach };
  });
}

function believedBill({ bill, match, quality, refused }: ProviderPrior): Bill {
  const hit = sumOf(quality) + refused;
  return { ask: bill.ask, reach: bill.match * Math.max(hit, match) + bill.hit * hit };
}
