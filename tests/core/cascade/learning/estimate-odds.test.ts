import { describe, expect, it } from "vitest";
import { estimateOdds } from "#core/cascade/learning/estimate-odds.ts";
import { foldAsks, type LearnedAsk, nothingCounted } from "#core/cascade/learning/fold-asks.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import type { AskOdds } from "#core/cascade/policy/ask-odds.ts";

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
    expect(first).toBeCloseTo(0.36, 5);
    const second = good(odds("elsewhere", ["icypeas"], "none", "hunter"));
    const third = good(odds("elsewhere", ["apollo", "icypeas"], "none", "hunter"));
    expect(second / first).toBeGreaterThan(0.7);
    expect(second / first).toBeLessThan(0.9);
    expect(third).toBeLessThan(second);
    expect(good(odds("elsewhere", ["icypeas"], "fair", "hunter"))).toBeLessThan(first / 2.5);
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

  it("learns bills: whoever charges for nothing becomes dear", () => {
    const odds = learned(asks(500, 0.02, { provider: "icypeas", costMicros: 19_000 }));
    const after = odds("elsewhere", [], "none", "icypeas");
    expect(after?.billMicros).toBeGreaterThan(17_000);
    expect(good(after)).toBeLessThan(0.05);
  });
});
