import type { Channel } from "../../providers/provider-port.ts";
import { bandEdges, bandOf, heldContext } from "../policy/quality.ts";
import type { Cell } from "./snapshot.ts";

/** After so many contacts an observation counts half. */
export const halfLifeContacts = 1_400;

/**
 * When a provider has collapsed: it owes more than so many good answers (confidence 90 or better) beyond a quarter of
 * what its record made us expect. A full collapse shows after some 35 asks; a provider as good as ever comes there about
 * once in a hundred thousand times.
 */
export const collapse = { owes: 12, tolerance: 0.25, keeps: 0.1, knownFrom: 20, goodBand: 5 };

/** What was counted. `policy_counts` and `policy_shortfalls` in SQL. */
export interface Counts {
  cells: readonly Cell[];
  /** Good answers that a provider owes, by "channel provider". */
  shortfalls: Readonly<Record<string, number>>;
}

export const nothingCounted: Counts = { cells: [], shortfalls: {} };

/** One answered ask of the trail (outcome "found" or "miss"; nothing else is learned from). */
export interface LearnedAsk {
  segment: string;
  channel: Channel;
  /** Providers that had answered for this contact and channel before. */
  before: readonly string[];
  /** Best confidence among their answers, or null. */
  heldConfidence: number | null;
  provider: string;
  confidence: number | null;
  costMicros: number;
}

/**
 * Adds answered asks, oldest first, to the counts. A contact's first ask moves time on by one: everything seen before
 * counts a little less. A provider that collapsed keeps a tenth of its record. `policy_learn` in SQL does the same; a test
 * compares the two.
 */
export function foldAsks(counts: Counts, asks: readonly LearnedAsk[]): Counts {
  const time: Record<Channel, number> = { email: 0, phone: 0 };
  for (const ask of asks) if (ask.before.length === 0) time[ask.channel] += 1;
  const old = new Map(
    counts.cells.map((cell) => [keyOf(cell), scale(cell, 0.5 ** (time[cell.channel] / halfLifeContacts))]),
  );
  const fresh = asks.map((ask) => {
    if (ask.before.length === 0) time[ask.channel] -= 1;
    return { cell: cellOf(ask), weight: 0.5 ** (time[ask.channel] / halfLifeContacts) };
  });

  const shortfalls = {
    ...counts.shortfalls,
    ...owed(
      counts,
      fresh.map(({ cell }) => cell),
    ),
  };
  const collapsed = new Set(Object.keys(shortfalls).filter((who) => (shortfalls[who] ?? 0) > collapse.owes));
  for (const [key, cell] of old) if (collapsed.has(whoOf(cell))) old.set(key, scale(cell, collapse.keeps));
  for (const who of collapsed) shortfalls[who] = 0;

  for (const { cell, weight } of fresh) {
    const key = keyOf(cell);
    old.set(key, add(old.get(key), scale(cell, weight)));
  }
  return { cells: [...old.values()], shortfalls };
}

/** What the providers of these asks owe now, where their record was long enough to expect something. */
function owed(counts: Counts, fresh: readonly Cell[]): Record<string, number> {
  const records = new Map(counts.cells.map((cell) => [keyOf(cell), cell]));
  const balance: Record<string, number> = {};
  for (const cell of fresh) {
    const record = records.get(keyOf(cell));
    if (!record || record.asked < collapse.knownFrom) continue;
    const expected = (1 - collapse.tolerance) * (good(record) / record.asked);
    balance[whoOf(cell)] = (balance[whoOf(cell)] ?? 0) + expected - good(cell);
  }
  return Object.fromEntries(
    Object.entries(balance).map(([who, change]) => [who, Math.max(0, (counts.shortfalls[who] ?? 0) + change)]),
  );
}

const good = (cell: Cell): number =>
  cell.quality.slice(collapse.goodBand - 1).reduce((total, count) => total + count, 0);

const whoOf = (cell: Cell): string => `${cell.channel} ${cell.provider}`;

const cellOf = (ask: LearnedAsk): Cell => ({
  segment: ask.segment,
  channel: ask.channel,
  missed: [...new Set(ask.before)].sort().join("+"),
  held: heldContext(bandOf(ask.heldConfidence)),
  provider: ask.provider,
  asked: 1,
  quality: bandEdges.map((_, index) => (bandOf(ask.confidence) === index + 1 ? 1 : 0)),
  cost_micros: ask.costMicros,
});

const keyOf = (cell: Cell): string => [cell.segment, cell.channel, cell.missed, cell.held, cell.provider].join("|");

const scale = (cell: Cell, factor: number): Cell => ({
  ...cell,
  asked: cell.asked * factor,
  quality: cell.quality.map((count) => count * factor),
  cost_micros: cell.cost_micros * factor,
});

const add = (before: Cell | undefined, cell: Cell): Cell =>
  before
    ? {
        ...cell,
        asked: before.asked + cell.asked,
        quality: cell.quality.map((count, index) => count + (before.quality[index] ?? 0)),
        cost_micros: before.cost_micros + cell.cost_micros,
      }
    : cell;
