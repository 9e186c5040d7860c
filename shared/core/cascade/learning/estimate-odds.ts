import type { Channel } from "../../providers/provider-port.ts";
import type { AskOdds } from "../policy/ask-odds.ts";
import type { HeldContext } from "../policy/quality.ts";
import { fitFactors } from "./fit-factors.ts";
import { type Expected, priorOdds } from "./prior-odds.ts";
import type { Cell, PolicySnapshot } from "./snapshot.ts";

/** How many asks the coarser estimate weighs against what a situation has seen, over all segments and in one. */
const shrinkage = { situation: 40, segment: 200 };
export type EstimateOdds = (
  segment: string,
  missed: readonly string[],
  held: HeldContext,
  provider: string,
) => AskOdds | null;

const blend = (parent: Expected, cell: Cell | undefined, weight: number): Expected => {
  if (!cell || cell.asked <= 0) return parent;
  const total = weight + cell.asked;
  return {
    quality: parent.quality.map((share, band) =>
      band === 0 ? 0 : (weight * share + (cell.quality[band - 1] ?? 0)) / total,
    ),
    billMicros: (weight * parent.billMicros + cell.cost_micros) / total,
  };
};

function addTo(pool: Map<string, Cell>, key: string, cell: Cell): void {
  const before = pool.get(key);
  pool.set(key, {
    ...cell,
    asked: (before?.asked ?? 0) + cell.asked,
    quality: cell.quality.map((count, index) => count + (before?.quality[index] ?? 0)),
    cost_micros: (before?.cost_micros ?? 0) + cell.cost_micros,
  });
}

/**
 * Turns counts into odds, from coarse to fine: first beliefs, corrected by how good the provider and how hard the position
 * have proved; then the situation over all segments; then the situation in the segment. Each step gives way to the next
 * as that has seen more. Null for a provider that the snapshot does not know.
 */
export function estimateOdds(snapshot: PolicySnapshot, channel: Channel): EstimateOdds {
  const { settings } = snapshot;
  const priors = new Map(Object.entries(snapshot.priors[channel]));
  const cells = snapshot.cells.filter((cell) => cell.channel === channel);
  const fine = new Map<string, Cell>();
  const pooled = new Map<string, Cell>();
  for (const cell of cells) {
    const situation = `${cell.missed}|${cell.held}|${cell.provider}`;
    addTo(pooled, situation, cell);
    addTo(fine, `${cell.segment}|${situation}`, cell);
  }
  const factors = fitFactors(priors, cells);

  return (segment, missed, held, provider) => {
    const prior = priors.get(provider);
    if (!prior) return null;
    const expected = factors.apply(provider, missed.length, held, priorOdds(prior, missed.length, held));
    const levelled = { ...expected, quality: toProbabilities(expected.quality) };
    const situation = `${missed.join("+")}|${held}|${provider}`;
    const everywhere = blend(levelled, pooled.get(situation), shrinkage.situation);
    const { quality, billMicros } = blend(everywhere, fine.get(`${segment}|${situation}`), shrinkage.segment);
    const answers = quality.reduce((total, share) => total + share, 0);
    return {
      quality,
      billMicros: billMicros + answers * settings.verifyMicros,
      waitMicros: (prior.waitMs / 1_000) * settings.waitMicrosPerSecond,
    };
  };
}

/** Levels may push the sum above one; no provider answers more often than that. */
function toProbabilities(quality: number[]): number[] {
  const sum = quality.reduce((total, share) => total + share, 0);
  return sum > 0.99 ? quality.map((share) => (share * 0.99) / sum) : quality;
}
