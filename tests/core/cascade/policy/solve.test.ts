import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AskOdds } from "#core/cascade/policy/ask-odds.ts";
import { acceptedShares, bandCount } from "#core/cascade/policy/quality.ts";
import { type Problem, solve, stateIndex } from "#core/cascade/policy/solve.ts";
import { type Box, boxArb, bruteForce, coin, independent, micros, orderOf, qualityArb } from "./problems.ts";

const runs = { seed: 20261123, numRuns: 200 };
const value = 250_000;
const rising = fc
  .tuple(...Array.from({ length: bandCount - 1 }, () => micros(200_000)))
  .map((values) => [0, ...values.sort((a, b) => a - b)]);

describe("one level of quality (Zhou et al., IJCAI 2018)", () => {
  it("asks in the order of cost ÷ acceptance probability", () => {
    // 30,000 ÷ 0.3 = 100,000; 20,000 ÷ 0.5 = 40,000; 6,000 ÷ 0.1 = 60,000.
    expect(orderOf(independent([coin(30_000, 0.3), coin(20_000, 0.5), coin(6_000, 0.1)], value))).toEqual([1, 2, 0]);
  });

  it("asks only if probability × value exceeds the cost", () => {
    const worth = (cost: number) => orderOf(independent([coin(cost, 0.2)], 100_000)).length;
    expect(worth(19_999)).toBe(1);
    expect(worth(20_000)).toBe(0);
    expect(worth(20_001)).toBe(0);
  });

  it("holds for any providers", () => {
    const coins = fc.array(fc.tuple(micros(60_000), fc.double({ min: 0.01, max: 0.95, noNaN: true })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(coins, micros(400_000), (drawn, worth) => {
        const boxes = drawn.map(([cost, p]) => coin(cost, p));
        const ratio = (index: number) => (drawn[index]?.[0] ?? 0) / (drawn[index]?.[1] ?? 1);
        const order = orderOf(independent(boxes, worth));
        const asked = order.map(ratio);
        expect(asked).toEqual(asked.toSorted((a, b) => a - b));
        for (const index of boxes.keys()) {
          const gain = worth - ratio(index);
          if (gain > 1) expect(order).toContain(index);
          if (gain < -1) expect(order).not.toContain(index);
        }
      }),
      runs,
    );
  });
});

describe("paid on success", () => {
  it("the hit rate cancels: whatever it is, the cheapest hit comes first", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1_000, max: 90_000 }), { minLength: 2, maxLength: 5 }),
        fc.infiniteStream(fc.double({ min: 0.05, max: 0.9, noNaN: true })),
        (prices, rates) => {
          const boxes = prices.map((price) => {
            const rate: number = rates.next().value;
            return coin(price * rate, rate);
          });
          const order = orderOf(independent(boxes, value));
          expect(order.map((index) => prices[index])).toEqual(prices.toSorted((a, b) => a - b));
        },
      ),
      runs,
    );
  });
});

/** Weitzman's reservation value: the σ with E[(X − σ)+] = c, by bisection. */
function reservation(box: Box, worthOf: (band: number) => number): number {
  const surplus = (sigma: number) =>
    box.quality.reduce((sum, probability, band) => sum + probability * Math.max(0, worthOf(band) - sigma), 0);
  let low = -1e6;
  let high = 1e6;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (surplus(middle) > box.cost) low = middle;
    else high = middle;
  }
  return low;
}

describe("several levels of quality (Weitzman, Econometrica 47, 1979)", () => {
  it("asks who has the highest reservation value, as long as it exceeds what is in hand", () => {
    fc.assert(
      fc.property(fc.array(boxArb, { minLength: 1, maxLength: 4 }), rising, (boxes, held) => {
        // A miss is a draw of value 0, and an acceptance worth more than anything held.
        const full = boxes.map((box) => ({ ...box, cost: box.cost + 1 }));
        const problem = independent(full, value, held);
        const worthOf = (band: number) => (band === 0 ? 0 : band >= 5 ? value : (held[band] ?? 0));
        const table = solve(problem);
        const sigmas = full.map((box) =>
          reservation(
            { ...box, quality: [1 - box.quality.reduce((a, b) => a + b, 0), ...box.quality.slice(1)] },
            worthOf,
          ),
        );
        for (let asked = 0; asked < 1 << boxes.length; asked++) {
          for (let band = 0; band < 5; band++) {
            const left = sigmas.map((sigma, index) =>
              (asked & (1 << index)) === 0 ? sigma : Number.NEGATIVE_INFINITY,
            );
            const best = Math.max(...left);
            const next = table.next[stateIndex(asked, band)] ?? -1;
            // Within a micro-dollar either is right.
            if (next === -1) expect(best).toBeLessThanOrEqual((held[band] ?? 0) + 1);
            else {
              expect(left[next]).toBeGreaterThan(best - 1);
              expect(best).toBeGreaterThan((held[band] ?? 0) - 1);
            }
          }
        }
      }),
      runs,
    );
  });
});

describe("every way of asking", () => {
  /** Odds that depend on everything: who was asked, what is in hand. */
  const tangled = fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(fc.tuple(micros(90_000), micros(3_000), qualityArb)),
      rising,
    )
    .map(([providers, draws, heldMicros]): Problem => {
      const known = new Map<string, AskOdds>();
      return {
        providers,
        odds: (asked, held, provider) => {
          const key = `${asked} ${held} ${provider}`;
          const [billMicros, waitMicros, quality] = draws.next().value;
          const odds = known.get(key) ?? { billMicros, waitMicros, quality };
          known.set(key, odds);
          return odds;
        },
        acceptedMicros: value,
        heldMicros,
        accepted: acceptedShares(87),
      };
    });

  it("walked one by one brings no more, for up to four providers whose odds depend on all that happened", () => {
    fc.assert(
      fc.property(tangled, (problem) => {
        const table = solve(problem);
        expect(table.value[stateIndex(0, 0)]).toBeCloseTo(bruteForce(problem), 2);
        expect(table.value[stateIndex(0, 2)]).toBeCloseTo(bruteForce(problem, [], 2), 2);
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it("all orders with a stop at every place: the best of them is the table's, at one level", () => {
    const coins = fc.array(fc.tuple(micros(60_000), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(coins, (drawn) => {
        const worthOf = (order: readonly number[]): number => {
          const [first, ...rest] = order;
          const drawnFirst = first === undefined ? undefined : drawn[first];
          if (!drawnFirst) return 0;
          const [cost, p] = drawnFirst;
          return -cost + p * value + (1 - p) * worthOf(rest);
        };
        const best = Math.max(...ordersOf(drawn.map((_, index) => index)).map(worthOf));
        const table = solve(
          independent(
            drawn.map(([cost, p]) => coin(cost, p)),
            value,
          ),
        );
        expect(table.value[0]).toBeCloseTo(best, 2);
      }),
      runs,
    );
  });
});

/** Every order of every selection. */
function ordersOf(items: readonly number[]): number[][] {
  return [
    [],
    ...items.flatMap((item) => ordersOf(items.filter((other) => other !== item)).map((rest) => [item, ...rest])),
  ];
}

describe("the table", () => {
  it("tells what is to be expected on the way it takes", () => {
    const table = solve(independent([coin(10_000, 0.5), coin(20_000, 0.5)], value));
    expect(table.asks[0]).toBeCloseTo(1.5);
    expect(table.billMicros[0]).toBeCloseTo(20_000);
    expect(table.acceptance[0]).toBeCloseTo(0.75);
    expect(table.value[0]).toBeCloseTo(0.75 * value - 20_000);
  });

  it("prices waiting: of equals the faster one comes first, and nobody waits for nothing", () => {
    const odds = (waitMicros: number): AskOdds => ({ billMicros: 10_000, waitMicros, quality: coin(0, 0.5).quality });
    const waits = [600, 20];
    const problem = {
      ...independent([coin(0, 0.5), coin(0, 0.5)], value),
      odds: (_a: number, _h: number, p: number) => odds(waits[p] ?? 0),
    };
    expect(orderOf(problem)).toEqual([1, 0]);
    expect(orderOf({ ...problem, odds: () => ({ billMicros: 0, waitMicros: 1, quality: [] }) })).toEqual([]);
  });

  it("keeps an answer that another ask cannot improve enough", () => {
    // In hand: 60,000. Another ask: 10 % of 250,000, so a gain of 19,000.
    const ask = (cost: number) =>
      solve(independent([coin(cost, 0.1)], value, [0, 0, 60_000, 0, 0, 0, 0])).next[stateIndex(0, 2)];
    expect(ask(18_999)).toBe(0);
    expect(ask(19_001)).toBe(-1);
  });
});
