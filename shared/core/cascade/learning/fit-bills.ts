import type { OpenModel } from "./model.ts";
import type { Trail } from "./situations.ts";
import type { ProviderPrior } from "./snapshot.ts";
import { sumOf } from "./yields.ts";

/** What a provider charges, micro-dollars: for an ask as such, and besides for a person who is as easily found as people are at first. */
export interface Bill {
  ask: number;
  person: number;
}

/** How many asks the catalogue's price list weighs: what it charges for nothing is better known than what it finds and is refused. */
const weights = { ask: 100, person: 16 };

/**
 * Bills by provider: least squares over all that was charged. Whatever a provider takes for matches, answers and answers
 * that our checks refuse, part of it depends on how easily people are found, and part does not.
 */
export function fitBills(trail: Trail, open: OpenModel): Bill[] {
  const sums = trail.providers.map(({ prior }) => {
    const belief = believedBill(prior);
    return {
      n: weights.ask,
      x: 0,
      xx: weights.person,
      y: weights.ask * belief.ask,
      xy: weights.person * belief.person,
    };
  });
  for (const { situation, provider, asked, costMicros } of trail.seen) {
    const sum = sums[provider];
    if (!sum) continue;
    const ease = open.ease(situation, provider);
    sum.n += asked;
    sum.x += asked * ease;
    sum.xx += asked * ease ** 2;
    sum.y += costMicros;
    sum.xy += costMicros * ease;
  }
  return sums.map(({ n, x, xx, y, xy }) => {
    const determinant = n * xx - x ** 2;
    const ask = (y * xx - xy * x) / determinant;
    const person = (xy * n - y * x) / determinant;
    // Nobody pays for being asked.
    if (ask < 0) return { ask: 0, person: xy / xx };
    return person < 0 ? { ask: y / n, person: 0 } : { ask, person };
  });
}

function believedBill({ bill, match, quality, refused }: ProviderPrior): Bill {
  const hit = sumOf(quality) + refused;
  return { ask: bill.ask, person: bill.match * Math.max(hit, match) + bill.hit * hit };
}
