import type { Channel } from "../../providers/provider-port.ts";
import type { AskOdds } from "../policy/ask-odds.ts";
import type { HeldContext } from "../policy/quality.ts";
import { fitBills } from "./fit-bills.ts";
import { fitMix } from "./fit-mix.ts";
import { fitModel, unseenModel } from "./fit-model.ts";
import { openModel } from "./model.ts";
import { readTrail } from "./situations.ts";
import type { PolicySnapshot } from "./snapshot.ts";
import { sumOf } from "./yields.ts";

const rounds = 14;

export type EstimateOdds = (
  segment: string,
  missed: readonly string[],
  held: HeldContext,
  provider: string,
) => AskOdds | null;

/**
 * Turns counts into odds, through one model of people and providers: how people differ (`people-mix.ts`), how often each
 * provider answers whom and how sure it is (`yields.ts`), and where it is better or worse. What is expected in a
 * situation follows from who is still there, so that what was seen in one situation tells of all others, and the odds are
 * coherent: whatever the order, the same people are found in the end. Situations estimated each for itself would let the
 * policy chase the luckiest order. Null for a provider that the snapshot does not know.
 */
export function estimateOdds(snapshot: PolicySnapshot, channel: Channel): EstimateOdds {
  const { settings } = snapshot;
  const trail = readTrail(
    snapshot.priors[channel],
    snapshot.cells.filter((cell) => cell.channel === channel),
  );
  const { mix, yields } = fitMix(trail);
  const model = openModel(fitModel(trail, { ...unseenModel(trail), mix, yields }, rounds));
  const bills = fitBills(trail, model);

  return (segment, missed, held, provider) => {
    const place = trail.placeOf(provider);
    const of = place === undefined ? undefined : trail.providers[place];
    const bill = place === undefined ? undefined : bills[place];
    if (place === undefined || !of || !bill) return null;
    const situation = trail.situationOf(segment, missed, held);
    const quality = model.quality(situation, place);
    return {
      quality,
      billMicros: bill.ask + bill.reach * model.reach(situation, place) + sumOf(quality) * settings.verifyMicros,
      waitMicros: (of.prior.waitMs / 1_000) * settings.waitMicrosPerSecond,
    };
  };
}
