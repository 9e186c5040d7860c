import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateOdds } from "#core/cascade/learning/estimate-odds.ts";
import { foldAsks, type LearnedAsk, nothingCounted } from "#core/cascade/learning/fold-asks.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import type { AskOdds } from "#core/cascade/policy/ask-odds.ts";
import { heldContext } from "#core/cascade/policy/quality.ts";
import { truthOf } from "#tests/bench/cascade/spend-truth.ts";
import { carryOut, generator, makeContact } from "#tests/bench/cascade/spend-world.ts";
import { usual } from "#tests/bench/cascade/spend-worlds.ts";

const good = (odds: AskOdds | null) => (odds?.quality[5] ?? 0) + (odds?.quality[6] ?? 0);
const learned = (asks: LearnedAsk[]) =>
  estimateOdds({ ...unlearned(), id: 1, cells: [...foldAsks(nothingCounted, asks).cells] }, "email");

/** `count` asks in one situation, of which a share brings a good answer. */
function asks(count: number, share: number, more: Partial<LearnedAsk> & { provider: string }): LearnedAsk[] {
  return Array.from({ length: count }, (_, index) => {
    const hit = Math.floor((index + 1) * share) > Math.floor(index * share);
    return {
      segment: "elsewhere",
      channel: "email",
      before: [],
      heldConfidence: null,
      confidence: hit ? 97 : null,
      costMicros: hit ? 20_000 : 0,
      ...more,
    };
  });
}

describe("estimateOdds", () => {
  it("says what is published while nothing was seen, and less after each miss", () => {
    const odds = learned([]);
    const first = good(odds("elsewhere", [], "none", "hunter"));
    expect(first).toBeGreaterThan(0.33);
    expect(first).toBeLessThan(0.39);
    const second = good(odds("elsewhere", ["icypeas"], "none", "hunter"));
    const third = good(odds("elsewhere", ["apollo", "icypeas"], "none", "hunter"));
    expect(second / first).toBeGreaterThan(0.7);
    expect(second / first).toBeLessThan(0.9);
    expect(third).toBeLessThan(second);
    expect(good(odds("elsewhere", ["icypeas"], "fair", "hunter"))).toBeLessThan(first / 1.5);
    expect(odds("elsewhere", [], "none", "nobody")).toBeNull();
    expect(odds("elsewhere", [], "none", "constructor")).toBeNull();
  });

  it("gives way to what was seen, in the segment where enough was", () => {
    const odds = learned([
      ...asks(600, 0.6, { provider: "hunter", segment: "european" }),
      ...asks(600, 0.2, { provider: "hunter", segment: "elsewhere" }),
    ]);
    const at = (segment: string) => good(odds(segment, [], "none", "hunter"));
    expect(at("european")).toBeGreaterThan(0.5);
    expect(at("elsewhere")).toBeLessThan(0.3);
    expect(at("no_domain")).toBeGreaterThan(0.33);
    expect(at("no_domain")).toBeLessThan(0.47);
  });

  it("tells a provider from its position: 30 % after three misses is no worse than 50 % at first", () => {
    const before = ["apollo", "dropcontact", "icypeas"];
    const odds = learned([
      ...["apollo", "dropcontact", "icypeas"].flatMap((provider) => asks(300, 0.5, { provider })),
      ...asks(300, 0.3, { provider: "hunter", before }),
    ]);
    expect(good(odds("elsewhere", before, "none", "hunter"))).toBeLessThan(0.34);
    expect(good(odds("elsewhere", [], "none", "hunter"))).toBeGreaterThan(0.4);
  });

  it("tells from one situation what to expect in others: a source that proved catch-alls after one proves them after all", () => {
    const before = ["icypeas"];
    const firsts = ["apollo", "dropcontact", "hunter", "icypeas"].flatMap((provider) => [
      ...asks(300, 0.4, { provider }),
      ...asks(20, 1, { provider, confidence: 70 }),
    ]);
    const afterFair = (share: number) => asks(60, share, { provider: "apollo", before, heldConfidence: 70 });
    const proves = learned([...firsts, ...afterFair(0.5)]);
    const cannot = learned([...firsts, ...afterFair(0)]);
    for (const missed of [["icypeas"], ["hunter"], ["dropcontact", "hunter"]]) {
      expect(good(proves("european", missed, "fair", "apollo"))).toBeGreaterThan(0.35);
      expect(good(cannot("european", missed, "fair", "apollo"))).toBeLessThan(0.27);
    }
  });

  it("is coherent: whoever of two is asked first, they answer as many people together", () => {
    const share = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (a, b, afterA, afterB) => {
        const odds = learned([
          ...asks(200, a, { provider: "hunter" }),
          ...asks(200, b, { provider: "icypeas" }),
          ...asks(100, afterA, { provider: "icypeas", before: ["hunter"] }),
          ...asks(100, afterB, { provider: "hunter", before: ["icypeas"] }),
        ]);
        const misses = (provider: string, missed: string[]) =>
          1 - (odds("elsewhere", missed, "none", provider)?.quality ?? []).reduce((sum, part) => sum + part, 0);
        const oneWay = misses("hunter", []) * misses("icypeas", ["hunter"]);
        const otherWay = misses("icypeas", []) * misses("hunter", ["icypeas"]);
        expect(oneWay).toBeCloseTo(otherWay, 9);
      }),
      { seed: 20261129, numRuns: 20 },
    );
  });

  it("comes near the truth where it was seen and where it was not, in a world of its own kind", () => {
    const world = usual;
    const names = world.providers.map(({ name }) => name);
    const random = generator(11);
    const trail: LearnedAsk[] = [];
    for (let index = 0; index < 3_000; index++) {
      const contact = makeContact(world, index, random);
      // Two orders are pinned; of the states that lie on neither nothing is seen.
      const order = index % 2 === 0 ? [0, 2, 3, 1] : [3, 0, 2, 1];
      const next = (asked: number) => order.find((place) => (asked & (1 << place)) === 0) ?? -1;
      carryOut(world, contact, next, (place, asked, held) =>
        trail.push({
          segment: contact.segment,
          channel: "email",
          before: names.filter((_, other) => (asked & (1 << other)) !== 0),
          heldConfidence: held,
          provider: names[place] ?? "",
          confidence: contact.answers[place]?.confidence ?? null,
          costMicros: contact.answers[place]?.billMicros ?? 0,
        }),
      );
    }
    const odds = learned(trail);
    const truth = truthOf(world).odds("elsewhere");
    const errors: number[] = [];
    for (let asked = 0; asked < 15; asked++) {
      for (const held of [0, 2]) {
        for (const [place, name] of names.entries()) {
          const real = truth(asked, held, place);
          if ((asked & (1 << place)) !== 0 || real.quality.length === 0) continue;
          const missed = names.filter((_, other) => (asked & (1 << other)) !== 0).sort();
          const said = odds("elsewhere", missed, heldContext(held), name);
          errors.push(Math.abs(good(said) - good(real)));
          expect(Math.abs((said?.billMicros ?? 0) - real.billMicros)).toBeLessThan(0.2 * real.billMicros + 3_000);
        }
      }
    }
    expect(errors.length).toBeGreaterThan(40);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.025);
    expect(Math.max(...errors)).toBeLessThan(0.09);
  });

  it("learns bills: whoever charges for nothing becomes dear", () => {
    const odds = learned(asks(500, 0.02, { provider: "icypeas", costMicros: 19_000 }));
    const after = odds("elsewhere", [], "none", "icypeas");
    expect(after?.billMicros).toBeGreaterThan(17_000);
    expect(good(after)).toBeLessThan(0.05);
  });
});
