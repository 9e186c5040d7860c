import type { Channel } from "../../providers/provider-port.ts";
import { bandEdges, bandOf, heldContext } from "../policy/quality.ts";
import type { Cell } from "./snapshot.ts";

/** After so many contacts an observation counts half. */
export const halfLifeContacts = 1_400;

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
 * counts a little less. `policy_learn` in SQL does the same; a test compares the two.
 */
export function foldAsks(cells: readonly Cell[], asks: readonly LearnedAsk[]): Cell[] {
  const folded = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const time: Record<Channel, number> = { email: 0, phone: 0 };
  for (const ask of asks) if (ask.before.length === 0) time[ask.channel] += 1;
  for (const [key, cell] of folded) folded.set(key, scale(cell, 0.5 ** (time[cell.channel] / halfLifeContacts)));
  for (const ask of asks) {
    if (ask.before.length === 0) time[ask.channel] -= 1;
    const weight = 0.5 ** (time[ask.channel] / halfLifeContacts);
    const cell: Cell = {
      segment: ask.segment,
      channel: ask.channel,
      missed: [...new Set(ask.before)].sort().join("+"),
      held: heldContext(bandOf(ask.heldConfidence)),
      provider: ask.provider,
      asked: 1,
      quality: bandEdges.map((_, index) => (bandOf(ask.confidence) === index + 1 ? 1 : 0)),
      cost_micros: ask.costMicros,
    };
    const key = keyOf(cell);
    folded.set(key, add(folded.get(key), scale(cell, weight)));
  }
  return [...folded.values()];
}

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
