import type { Channel } from "../../providers/provider-port.ts";
import type { AskOdds } from "../policy/ask-odds.ts";
import type { HeldContext } from "../policy/quality.ts";
import { fitLevels } from "./fit-levels.ts";
import { type Expected, sumOf } from "./prior-odds.ts";
import type { Cell, PolicySnapshot } from "./snapshot.ts";

/** How many asks the coherent estimate weighs against what a situation has seen itself. */
const shrinkage = 120;

export type EstimateOdds = (
  segment: string,
  missed: readonly string[],
  held: HeldContext,
  provider: string,
) => AskOdds | null;

const blend = (parent: Expected, cell: Cell | undefined): Expected => {
  if (!cell || cell.asked <= 0) return parent;
  const total = shrinkage + cell.asked;
  return {
    quality: parent.quality.map((share, band) =>
      band === 0 ? 0 : (shrinkage * share + (cell.quality[band - 1] ?? 0)) / total,
    ),
    billMicros: (shrinkage * parent.billMicros + cell.cost_micros) / total,
  };
};

/**
 * Turns counts into odds, from coarse to fine: first beliefs, corrected by how good the provider has proved (on the whole
 * and in the segment) and by whom the others have missed; then what was seen in the very situation. The first weighs
 * heavily because it is coherent: whatever the order, the same people are found in the end. Situations estimated each for
 * itself would let the policy chase the luckiest order. Null for a provider that the snapshot does not know.
 */
export function estimateOdds(snapshot: PolicySnapshot, channel: Channel): EstimateOdds {
  const { settings } = snapshot;
  const cells = snapshot.cells.filter((cell) => cell.channel === channel);
  const situations = new Map(
    cells.map((cell) => [`${cell.segment}|${cell.missed}|${cell.held}|${cell.provider}`, cell]),
  );
  const levels = fitLevels(new Map(Object.entries(snapshot.priors[channel])), cells);

  return (segment, missed, held, provider) => {
    const expected = levels.expect(segment, missed, held, provider);
    const waitMs = Object.hasOwn(snapshot.priors[channel], provider)
      ? snapshot.priors[channel][provider]?.waitMs
      : null;
    if (!expected || waitMs === null || waitMs === undefined) return null;
    const levelled = { ...expected, quality: toProbabilities(expected.quality) };
    const seen = situations.get(`${segment}|${missed.join("+")}|${held}|${provider}`);
    const { quality, billMicros } = blend(levelled, seen);
    return {
      quality,
      billMicros: billMicros + sumOf(quality) * settings.verifyMicros,
      waitMicros: (waitMs / 1_000) * settings.waitMicrosPerSecond,
    };
  };
}

/** Levels may push the sum above one; no provider answers more often than that. */
function toProbabilities(quality: number[]): number[] {
  const sum = sumOf(quality);
  return sum > 0.99 ? quality.map((share) => (share * 0.99) / sum) : quality;
}
