import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { countAgain, estimate, maxAskMicros } from "#core/credits/estimate.ts";

const emailProviders = catalogue.filter((entry) => entry.channels.includes("email"));
const phoneProviders = catalogue.filter((entry) => entry.channels.includes("phone"));
const base = { contacts: 100, want: "email", order: emailProviders, phoneOrder: [], maxCostMicros: null } as const;

describe("estimate", () => {
  it("costs nothing for nobody, and nothing where nobody can be asked", () => {
    const nothing = {
      max_cost_micros: 0,
      max_credits_milli: 0,
      likely_cost_micros: 0,
      likely_credits_milli: 0,
      seconds: 0,
    };
    expect(estimate({ ...base, contacts: 0 })).toEqual(nothing);
    expect(estimate({ ...base, order: [] })).toEqual(nothing);
    expect(estimate({ ...base, want: "phone" })).toEqual(nothing);
  });

  it("bounds the cost by every provider answering at its full price", () => {
    const each = emailProviders.reduce((sum, entry) => sum + maxAskMicros(entry, "email"), 0);
    expect(estimate(base).max_cost_micros).toBe(100 * each);
    expect(estimate(base).max_credits_milli).toBe(100_000);
  });

  it("never goes above the budget", () => {
    const capped = estimate({ ...base, maxCostMicros: 5 });
    expect(capped.max_cost_micros).toBe(5);
    expect(capped.likely_cost_micros).toBeLessThanOrEqual(5);
  });

  it("adds phones where somebody has them", () => {
    const both = estimate({ ...base, want: "both", phoneOrder: phoneProviders });
    expect(both.max_credits_milli).toBe(900_000);
    expect(both.max_cost_micros).toBeGreaterThan(estimate(base).max_cost_micros);
    expect(estimate({ ...base, want: "both" }).max_credits_milli).toBe(100_000);
  });

  it("asks people it knows for nothing but what they lack", () => {
    const again = { email: 10, phone: 5, both: 2 };
    const known = { ...base, contacts: 0, again, phoneOrder: phoneProviders };
    for (const [want, emails, phones] of [
      ["email", 12, 0],
      ["phone", 0, 7],
      ["both", 12, 7],
    ] as const) {
      const own = estimate({ ...known, want });
      const apart = [
        estimate({ ...base, contacts: emails, want: "email" }),
        estimate({ ...base, contacts: phones, want: "phone", phoneOrder: phoneProviders }),
      ];
      for (const amount of ["max_cost_micros", "max_credits_milli"] as const) {
        expect(own[amount], want).toBe((apart[0]?.[amount] ?? 0) + (apart[1]?.[amount] ?? 0));
      }
      expect(estimate({ ...known, want, maxContactCostMicros: 1 }).max_cost_micros).toBe(countAgain(again, want));
    }
    expect(["email", "phone", "both"].map((want) => countAgain(again, want as "both"))).toEqual([12, 7, 17]);
  });

  it("is never exceeded, whoever is asked and whatever each answer costs", () => {
    /** How far an ask goes: nobody, a miss that costs nothing, or a share of the most it can cost. */
    const asks = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        asks,
        fc.constantFrom("email" as const, "phone" as const, "both" as const),
        fc.shuffledSubarray(emailProviders),
        fc.option(fc.nat({ max: 100_000 })),
        (people, want, order, maxContactCostMicros) => {
          const bound = estimate({
            contacts: people.length,
            want,
            order,
            phoneOrder: phoneProviders,
            maxCostMicros: null,
            maxContactCostMicros,
          });
          const lines = [
            ...(want === "phone" ? [] : order.map((entry) => ({ entry, channel: "email" as const }))),
            ...(want === "email" ? [] : phoneProviders.map((entry) => ({ entry, channel: "phone" as const }))),
          ];
          let spent = 0;
          for (const shares of people) {
            let own = 0;
            for (const [index, { entry, channel }] of lines.entries()) {
              // As the worker does: no ask that could go beyond the contact's budget.
              if (own + maxAskMicros(entry, channel) > (maxContactCostMicros ?? Number.POSITIVE_INFINITY)) continue;
              own += Math.round(entry.maxCredits[channel] * (shares[index] ?? 0) * entry.usdMicrosPerCredit);
            }
            spent += own;
          }
          expect(spent).toBeLessThanOrEqual(bound.max_cost_micros);
        },
      ),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it("keeps the likely figures below the bounds and grows with the number of contacts", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 100_000 }),
        fc.constantFrom("email" as const, "phone" as const, "both" as const),
        fc.shuffledSubarray(emailProviders),
        (contacts, want, order) => {
          const input = { contacts, want, order, phoneOrder: phoneProviders, maxCostMicros: null };
          const now = estimate(input);
          const more = estimate({ ...input, contacts: contacts + 1_000 });
          expect(now.likely_cost_micros).toBeLessThanOrEqual(now.max_cost_micros);
          expect(now.likely_credits_milli).toBeLessThanOrEqual(now.max_credits_milli);
          expect(more.max_cost_micros).toBeGreaterThanOrEqual(now.max_cost_micros);
          expect(more.seconds).toBeGreaterThanOrEqual(now.seconds);
          expect(Object.values(now).every((value) => Number.isSafeInteger(value) && value >= 0)).toBe(true);
        },
      ),
      { seed: 20, numRuns: 200 },
    );
  });
});
