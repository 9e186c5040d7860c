import type { Channel } from "../../providers/provider-port.ts";
import { bandEdges, bandOf, heldContext } from "../policy/quality.ts";
import { evidenceOf, goOnTesting } from "./collapse.ts";
import type { Cell } from "./snapshot.ts";

/** After so many contacts an observation counts half. */
export const halfLifeContacts = 1_400;

/** What was counted. `policy_counts` and `policy_evidence` in SQL. */
export interface Counts {
  cells: readonly Cell[];
  /** How much speaks for a collapse (`collapse.ts`), by "channel provider". */
  evidence: Readonly<Record<string, number>>;
}

export const nothingCounted: Counts = { cells: [], evidence: {} };

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
 * counts a little less. Of a provider that collapsed, only what it answered since is kept. `policy_learn` in SQL does the
 * same; a test compares the two.
 */
export function foldAsks(counts: Counts, asks: readonly LearnedAsk[]): Counts {
  const time: Record<Channel, number> = { email: 0, phone: 0 };
  for (const ask of asks) if (ask.before.length === 0) time[ask.channel] += 1;
  const cells = new Map(
    counts.cells.map((cell) => [keyOf(cell), scale(cell, 0.5 ** (time[cell.channel] / halfLifeContacts))]),
  );
  const fresh = asks.map((ask) => {
    if (ask.before.length === 0) time[ask.channel] -= 1;
    return { cell: cellOf(ask), weight: 0.5 ** (time[ask.channel] / halfLifeContacts) };
  });

  const records = new Map(counts.cells.map((cell) => [keyOf(cell), cell]));
  const evidence = { ...counts.evidence };
  for (const [who, own] of Map.groupBy(fresh, ({ cell }) => whoOf(cell))) {
    const says = own.map(({ cell }) => evidenceOf(records.get(keyOf(cell)), cell));
    const verdict = goOnTesting(evidence[who] ?? 0, says);
    evidence[who] = verdict.evidence;
    if (verdict.changedAt !== null) for (const [key, cell] of cells) if (whoOf(cell) === who) cells.delete(key);
    for (const { cell, weight } of own.slice(verdict.changedAt ?? 0)) {
      cells.set(keyOf(cell), add(cells.get(keyOf(cell)), scale(cell, weight)));
    }
  }
  return { cells: [...cells.values()], evidence };
}

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
