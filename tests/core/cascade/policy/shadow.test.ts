import { describe, expect, it } from "vitest";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { openPolicy } from "#core/cascade/policy/open-policy.ts";
import { type Path, shadowOf } from "#core/cascade/policy/shadow.ts";

const policy = openPolicy(unlearned());
const order = ["dropcontact", "icypeas", "hunter", "apollo"];
const job = { threshold: 90, order };
const costs = [
  { provider: "dropcontact", band: 6, mean_micros: 80_000 },
  { provider: "icypeas", band: 6, mean_micros: 19_000 },
  { provider: "icypeas", band: 0, mean_micros: 0 },
];
const path = (contacts: number, ...asks: [string, number][]): Path => ({ segment: "elsewhere", contacts, asks });

describe("shadowOf", () => {
  it("says nothing of nobody", () => {
    expect(shadowOf(policy, job, [], [])).toEqual({
      contacts: 0,
      actual: { asks: 0, costMicros: 0, accepted: 0 },
      auto: { asks: 0, costMicros: 0, accepted: 0 },
      otherFirst: 0,
      known: 1,
    });
  });

  it("counts known answers at their price, in the policy's own order", () => {
    const shadow = shadowOf(policy, job, [path(10, ["dropcontact", 0], ["icypeas", 6])], costs);
    expect(shadow).toMatchObject({
      contacts: 10,
      actual: { asks: 20, costMicros: 190_000, accepted: 10 },
      auto: { asks: 10, costMicros: 190_000, accepted: 10 },
      otherFirst: 10,
      known: 1,
    });
  });

  it("expects what nobody asked, and is never surer than the odds", () => {
    const shadow = shadowOf(policy, job, [path(100, ["dropcontact", 6])], costs);
    expect(shadow.actual).toEqual({ asks: 100, costMicros: 8_000_000, accepted: 100 });
    expect(shadow.known).toBe(0);
    expect(shadow.auto.costMicros).toBeLessThan(shadow.actual.costMicros);
    expect(shadow.auto.accepted).toBeGreaterThan(60);
    expect(shadow.auto.accepted).toBeLessThan(100);
  });

  it("does not ask who could not be asked", () => {
    const able = shadowOf(policy, job, [path(1, ["dropcontact", 0], ["icypeas", 0])], costs);
    const unable = shadowOf(policy, job, [path(1, ["dropcontact", 0], ["icypeas", -1], ["hunter", 0])], costs);
    expect(unable.actual.asks).toBe(2);
    expect(unable.auto.accepted).toBeLessThan(1);
    expect(able.auto.asks).toBeGreaterThan(unable.auto.asks - 1);
  });

  it("splits a band that the threshold cuts, but knows of an answer that somebody was asked after", () => {
    // Of answers from 90 to 94 a threshold of 92 accepts three in five.
    const cut = { threshold: 92, order: ["icypeas"] };
    const last = shadowOf(policy, cut, [path(10, ["icypeas", 5])], costs);
    expect(last.actual.accepted).toBeCloseTo(6, 9);
    expect(last.auto).toMatchObject({ asks: 10, accepted: last.actual.accepted });
    const both = { threshold: 92, order: ["icypeas", "dropcontact"] };
    const asked = shadowOf(policy, both, [path(10, ["icypeas", 5], ["dropcontact", 6])], costs);
    expect(asked.actual).toMatchObject({ asks: 20, accepted: 10 });
    const missed = shadowOf(policy, both, [path(10, ["icypeas", 5], ["dropcontact", 0])], costs);
    expect(missed.actual).toMatchObject({ asks: 20, accepted: 0 });
    expect(missed.auto.accepted).toBe(0);
  });

  it("changes nothing where the order is the policy's own", () => {
    const own = ["icypeas", "hunter", "apollo", "dropcontact"];
    const first = policy.prospect(
      { ref: "", segment: "elsewhere", channel: "email", threshold: 90 },
      { missed: [], confidence: null, among: own },
    ).next;
    const shadow = shadowOf(policy, { threshold: 90, order: own }, [path(7, [first ?? "", 6])], costs);
    expect(shadow.auto).toEqual(shadow.actual);
    expect(shadow.otherFirst).toBe(0);
  });
});
