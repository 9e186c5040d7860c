import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import type { Cell, PolicySnapshot } from "#core/cascade/learning/snapshot.ts";
import { snapshotSchema } from "#core/cascade/learning/snapshot.ts";
import { openPolicy, type Person, type Policy } from "#core/cascade/policy/open-policy.ts";

const person: Person = { ref: "c-1", segment: "elsewhere", channel: "email", threshold: 90 };
const four = ["apollo", "dropcontact", "hunter", "icypeas"];
const never = { ...unlearned(), settings: { ...unlearned().settings, exploreShare: 0 } };

const cell = (provider: string, asked: number, sure: number, costMicros: number, more: Partial<Cell> = {}): Cell => ({
  segment: "elsewhere",
  channel: "email",
  missed: "",
  held: "none",
  provider,
  asked,
  quality: [0, 0, 0, 0, 0, sure],
  cost_micros: costMicros,
  ...more,
});

function orderOf(policy: Policy, about: Person = person, among: readonly string[] = four): string[] {
  const missed: string[] = [];
  for (;;) {
    const left = among.filter((name) => !missed.includes(name));
    const next = policy.choose(about, { missed, confidence: null, among: left });
    if (next === null) return missed;
    missed.push(next);
  }
}

describe("openPolicy", () => {
  it("begins with what is published: cheapest answer first, the dear one last", () => {
    const order = orderOf(openPolicy(never));
    expect(order[0]).toBe("icypeas");
    expect(order.at(-1)).toBe("dropcontact");
    expect(order).toHaveLength(4);
  });

  it("keeps a catch-all address when only sources are left that cannot prove it, and asks one that may", () => {
    const policy = openPolicy(never);
    const held = (among: string[]) => policy.prospect(person, { missed: ["hunter"], confidence: 70, among }).next;
    expect(held(["dropcontact"])).toBeNull();
    expect(held(["dropcontact", "icypeas"])).toBe("icypeas");
  });

  it("learns who is good, by the segment", () => {
    const policy = openPolicy({
      ...never,
      id: 1,
      cells: [
        cell("icypeas", 500, 20, 500 * 9_000),
        cell("hunter", 500, 350, 350 * 24_500),
        cell("icypeas", 500, 350, 350 * 19_000, { segment: "european" }),
        cell("hunter", 500, 20, 500 * 12_000, { segment: "european" }),
      ],
    });
    expect(orderOf(policy)[0]).toBe("hunter");
    expect(orderOf(policy, { ...person, segment: "european" })[0]).toBe("icypeas");
  });

  it("is not fooled by position: a low rate among the hard cases is no low rate", () => {
    // Hunter was only asked after the three others: 12 % there is what good providers have there.
    const late = { missed: "apollo+dropcontact+icypeas" };
    const policy = openPolicy({
      ...never,
      id: 1,
      cells: [
        ...["apollo", "dropcontact", "icypeas"].map((name) => cell(name, 800, 340, 340 * 60_000)),
        cell("hunter", 300, 90, 90 * 24_500, late),
      ],
    });
    const pooledRate = 90 / 300;
    expect(pooledRate).toBeLessThan(340 / 800);
    expect(orderOf(policy)[0]).toBe("hunter");
  });

  it("stops asking a source that bills and brings nothing", () => {
    const policy = openPolicy({
      ...never,
      id: 1,
      cells: [
        cell("icypeas", 2_000, 10, 2_000 * 10_000),
        ...["apollo", "dropcontact", "hunter"].map((name) => cell(name, 1_000, 500, 500 * 20_000)),
        cell("icypeas", 400, 2, 400 * 10_000, { missed: "apollo+dropcontact+hunter" }),
      ],
    });
    expect(orderOf(policy)).not.toContain("icypeas");
  });

  it("gives the same plan for the same snapshot and contact, and tries others out on a small share", () => {
    const snapshot = { ...unlearned(), id: 12 };
    const firsts = Array.from({ length: 20_000 }, (_, index) => {
      const about = { ...person, ref: `contact ${index}` };
      const standing = { missed: [], confidence: null, among: four };
      const first = openedOnce.choose(about, standing);
      if (index < 50) expect(openPolicy(snapshot).choose(about, standing)).toBe(first);
      return first;
    });
    const tried = firsts.filter((name) => name !== "icypeas");
    // One in a hundred draws lots among four, one of which is the best itself.
    expect(tried.length / firsts.length).toBeGreaterThan(0.0055);
    expect(tried.length / firsts.length).toBeLessThan(0.0095);
    expect(new Set(tried)).toEqual(new Set(["apollo", "dropcontact", "hunter"]));
  });
  const openedOnce = openPolicy({ ...unlearned(), id: 12 });

  it("leaves out sources that its snapshot does not know", () => {
    const policy = openPolicy(never);
    expect(policy.prospect(person, { missed: [], confidence: null, among: ["toString", "nobody"] }).next).toBeNull();
    expect(policy.prospect(person, { missed: ["nobody"], confidence: null, among: ["hunter"] }).next).toBe("hunter");
  });

  it("asks for phones where they are worth their price", () => {
    const about: Person = { ...person, channel: "phone" };
    expect(openPolicy(never).choose(about, { missed: [], confidence: null, among: ["apollo"] })).toBe("apollo");
    const dear = { ...never, settings: { ...never.settings, acceptedMicros: { email: 250_000, phone: 100_000 } } };
    expect(openPolicy(dear).choose(about, { missed: [], confidence: null, among: ["apollo"] })).toBeNull();
  });

  it("has odds that are probabilities, whatever was counted", () => {
    const count = fc.double({ min: 0, max: 5_000, noNaN: true });
    const anyCell = fc
      .record({
        segment: fc.constantFrom("elsewhere", "european"),
        missed: fc.constantFrom("", "hunter", "apollo+hunter"),
        held: fc.constantFrom("none" as const, "weak" as const, "fair" as const),
        provider: fc.constantFrom("icypeas", "dropcontact"),
        shares: fc.array(fc.double({ min: 0, max: 1 / 6, noNaN: true }), { minLength: 6, maxLength: 6 }),
        asked: count,
        cost: count,
      })
      .map(
        ({ shares, asked, cost, ...rest }): Cell => ({
          ...rest,
          channel: "email",
          asked,
          quality: shares.map((share) => share * asked),
          cost_micros: cost * asked,
        }),
      );
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 12 }), (cells) => {
        const snapshot: PolicySnapshot = { ...never, id: 3, cells };
        const prospect = openPolicy(snapshot).prospect(person, { missed: [], confidence: null, among: four });
        expect(prospect.acceptance).toBeGreaterThanOrEqual(0);
        expect(prospect.acceptance).toBeLessThanOrEqual(1);
        expect(prospect.asks).toBeLessThanOrEqual(4);
        expect(prospect.billMicros).toBeGreaterThanOrEqual(0);
        expect(prospect.next === null || four.includes(prospect.next)).toBe(true);
      }),
      { seed: 20261123, numRuns: 25 },
    );
  });
});

describe("unlearned", () => {
  it("believes something of every provider and channel, and survives the way through the database", () => {
    const snapshot = unlearned();
    for (const entry of catalogue) {
      for (const channel of entry.channels) {
        const prior = snapshot.priors[channel][entry.name];
        if (!prior) throw new Error(`${entry.name} has no prior`);
        const answers = prior.quality.reduce((sum, share) => sum + share, 0) + prior.refused;
        expect(answers).toBeGreaterThan(0.3);
        expect(prior.match).toBeGreaterThanOrEqual(answers - 0.05);
        expect(prior.bill.ask + prior.bill.match + prior.bill.hit).toBeGreaterThan(0);
        const { ask, match, hit } = entry.charges[channel];
        expect(ask + match + hit).toBeLessThanOrEqual(entry.maxCredits[channel]);
      }
    }
    expect(snapshotSchema.parse(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
    // The table grows with two to the power of the providers.
    expect(catalogue.length).toBeLessThanOrEqual(8);
  });
});
