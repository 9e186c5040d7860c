import { describe, expect, it } from "vitest";
import { collapse } from "#core/cascade/learning/collapse.ts";
import {
  type Counts,
  foldAsks,
  halfLifeContacts,
  type LearnedAsk,
  nothingCounted,
} from "#core/cascade/learning/fold-asks.ts";

const ask = (provider: string, confidence: number | null, more: Partial<LearnedAsk> = {}): LearnedAsk => ({
  segment: "elsewhere",
  channel: "email",
  before: [],
  heldConfidence: null,
  provider,
  confidence,
  costMicros: confidence === null ? 0 : 20_000,
  ...more,
});
const times = (count: number, one: LearnedAsk): LearnedAsk[] => Array.from({ length: count }, () => one);
const of = (counts: Counts, provider: string, missed = "") =>
  counts.cells.find((cell) => cell.provider === provider && cell.missed === missed);

describe("foldAsks", () => {
  it("keeps situations apart: who was asked before, in whatever order, and what was in hand", () => {
    const counts = foldAsks(nothingCounted, [
      ask("hunter", 97),
      ask("hunter", null, { before: ["icypeas", "apollo"] }),
      ask("hunter", null, { before: ["apollo", "icypeas"] }),
      ask("hunter", 70, { before: ["apollo"], heldConfidence: 70 }),
    ]);
    expect(counts.cells.map(({ missed, held }) => [missed, held])).toEqual([
      ["", "none"],
      ["apollo+icypeas", "none"],
      ["apollo", "fair"],
    ]);
    expect(of(counts, "hunter", "apollo+icypeas")).toMatchObject({
      asked: 2,
      quality: [0, 0, 0, 0, 0, 0],
      cost_micros: 0,
    });
    expect(of(counts, "hunter", "apollo")).toMatchObject({
      asked: 1,
      quality: [0, 1, 0, 0, 0, 0],
      cost_micros: 20_000,
    });
  });

  it("halves what is a half-life of contacts old, however the contacts came", () => {
    const start = foldAsks(nothingCounted, [ask("hunter", 97)]);
    const later = times(halfLifeContacts, ask("icypeas", null));
    const atOnce = foldAsks(start, later);
    expect(of(atOnce, "hunter")?.asked).toBeCloseTo(0.5, 9);
    const inParts = [later.slice(0, 10), later.slice(10, 900), later.slice(900)].reduce(foldAsks, start);
    expect(of(inParts, "hunter")?.asked).toBeCloseTo(0.5, 9);
    expect(of(inParts, "icypeas")?.asked).toBeCloseTo(of(atOnce, "icypeas")?.asked ?? 0, 9);
    // Further asks of the same contact are no further contacts.
    expect(of(foldAsks(start, times(500, ask("icypeas", null, { before: ["hunter"] }))), "hunter")?.asked).toBe(1);
    expect(of(foldAsks(start, times(500, ask("apollo", 100, { channel: "phone" }))), "hunter")?.asked).toBe(1);
  });

  it("forgets the record of a provider that collapsed, in all situations, and not that of one who is as ever", () => {
    const half = Array.from({ length: 400 }, (_, index) => ask("hunter", index % 2 === 0 ? 97 : null));
    const known = foldAsks(nothingCounted, [
      ...half,
      ...times(50, ask("hunter", 97, { before: ["icypeas"], segment: "european" })),
      ...times(50, ask("icypeas", 97)),
      ...times(50, ask("hunter", 100, { channel: "phone" })),
    ]);
    const soon = foldAsks(known, times(35, ask("hunter", 0)));
    const left = soon.cells.filter(({ provider, channel }) => provider === "hunter" && channel === "email");
    expect(left.map(({ asked, quality }) => [Math.round(asked), quality[5]])).toEqual([[35, 0]]);
    expect(soon.evidence["email hunter"]).toBe(0);
    // What it still found in the same asks, before it collapsed, is no longer it either.
    const midway = foldAsks(known, [...times(10, ask("hunter", 97)), ...times(35, ask("hunter", 0))]);
    const after = midway.cells.filter(({ provider, channel }) => provider === "hunter" && channel === "email");
    expect(after.map(({ asked, quality }) => [Math.round(asked), quality[5]])).toEqual([[35, 0]]);
    expect(of(soon, "icypeas")?.asked).toBeGreaterThan(45);
    expect(soon.cells.find(({ channel }) => channel === "phone")?.asked).toBeGreaterThan(45);
    const asEver = foldAsks(known, half.slice(0, 300));
    expect(of(asEver, "hunter")?.asked).toBeGreaterThan(500);
  });

  it("adds up what speaks for a collapse over several counts, down to nothing while all is well", () => {
    const known = foldAsks(nothingCounted, [...times(20, ask("hunter", 97)), ...times(20, ask("hunter", null))]);
    const once = foldAsks(known, times(8, ask("hunter", null)));
    const evidence = once.evidence["email hunter"] ?? 0;
    expect(evidence).toBeCloseTo(8 * Math.log((1 - collapse.part / 2) / (1 - 1 / 2)), 1);
    expect(foldAsks(once, times(8, ask("hunter", null))).evidence["email hunter"]).toBeGreaterThan(1.7 * evidence);
    expect(foldAsks(once, times(8, ask("hunter", 97))).evidence["email hunter"]).toBe(0);
  });

  it("expects nothing of a provider in a situation that was hardly seen", () => {
    const few = foldAsks(nothingCounted, times(collapse.knownFrom - 1, ask("hunter", 97)));
    const after = foldAsks(few, times(100, ask("hunter", 0)));
    expect(of(after, "hunter")?.asked).toBeGreaterThan(100);
    expect(after.evidence["email hunter"]).toBe(0);
  });
});
