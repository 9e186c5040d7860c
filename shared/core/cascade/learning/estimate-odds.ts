import type { Channel } from "../../providers/provider-port.ts";
import type { AskOdds } from "../policy/ask-odds.ts";
import { bandCount, type HeldContext } from "../policy/quality.ts";
import type { Cell, PolicySnapshot, ProviderPrior } from "./snapshot.ts";

/** How many asks the next coarser estimate weighs against what a situation has seen itself. */
const shrinkage = 40;
/** How many expected answers of a band the prior weighs against a provider's whole record. */
const priorAnswers = 8;
/** Each earlier miss lowers the chance of the next provider: one finds 55 %, three in a row 85 % (published waterfalls). */
const perMiss = 0.85;
/** What an address in hand says of the person: findable, so no discount; but at a catch-all nobody can be sure. */
const surelyAfterFair = 0.25;

export type EstimateOdds = (
  segment: string,
  missed: readonly string[],
  held: HeldContext,
  provider: string,
) => AskOdds | null;

interface Expected {
  /** By band; index 0 unused. */
  quality: number[];
  billMicros: number;
}

/** What the first beliefs say of an ask in a situation. */
function priorOdds(prior: ProviderPrior, missed: number, held: HeldContext): Expected {
  const findable = held === "fair" ? 1 : perMiss ** missed;
  const quality = [0, ...prior.quality.map((share) => share * findable)];
  if (held === "fair") {
    const sum = quality.reduce((total, share) => total + share, 0);
    for (let band = 1; band < bandCount; band++) quality[band] = (quality[band] ?? 0) * surelyAfterFair;
    quality[2] = (quality[2] ?? 0) + sum * (1 - surelyAfterFair);
  }
  const hit = quality.reduce((total, share) => total + share, 0) + prior.refused * findable;
  const match = Math.max(hit, prior.match * findable);
  return { quality, billMicros: prior.bill.ask + prior.bill.match * match + prior.bill.hit * hit };
}

const blend = (parent: Expected, cell: Cell | undefined): Expected => {
  if (!cell || cell.asked <= 0) return parent;
  const weight = shrinkage + cell.asked;
  return {
    quality: parent.quality.map((share, band) =>
      band === 0 ? 0 : (shrinkage * share + (cell.quality[band - 1] ?? 0)) / weight,
    ),
    billMicros: (shrinkage * parent.billMicros + cell.cost_micros) / weight,
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

const namesIn = (missed: string): number => (missed === "" ? 0 : missed.split("+").length);

/**
 * A provider's level: what it has brought in all situations together, over what the first beliefs would have brought in
 * just those (a standardised ratio, so free of the bias of position), by band, and the same of its bill.
 */
function levelOf(prior: ProviderPrior, cells: readonly Cell[]): { quality: number[]; bill: number } {
  const seen = Array.from({ length: bandCount }, () => priorAnswers);
  const expected = Array.from({ length: bandCount }, () => priorAnswers);
  const unit = Math.max(prior.bill.ask + prior.bill.match + prior.bill.hit, 1);
  let bill = priorAnswers * unit;
  let expectedBill = priorAnswers * unit;
  for (const cell of cells) {
    const prediction = priorOdds(prior, namesIn(cell.missed), cell.held);
    for (let band = 1; band < bandCount; band++) {
      seen[band] = (seen[band] ?? 0) + (cell.quality[band - 1] ?? 0);
      expected[band] = (expected[band] ?? 0) + cell.asked * (prediction.quality[band] ?? 0);
    }
    bill += cell.cost_micros;
    expectedBill += cell.asked * prediction.billMicros;
  }
  return { quality: seen.map((count, band) => count / (expected[band] ?? 1)), bill: bill / expectedBill };
}

/**
 * Turns counts into odds, from coarse to fine: the provider's level on top of the first beliefs, then the situation over
 * all segments, then the situation in the segment. Each step gives way to the next as that has seen more. Null for a
 * provider that the snapshot does not know.
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
  const levels = new Map(
    [...priors].map(([name, prior]) => [
      name,
      levelOf(
        prior,
        cells.filter((cell) => cell.provider === name),
      ),
    ]),
  );

  return (segment, missed, held, provider) => {
    const prior = priors.get(provider);
    const level = levels.get(provider);
    if (!prior || !level) return null;
    const first = priorOdds(prior, missed.length, held);
    const levelled: Expected = {
      quality: toProbabilities(first.quality.map((share, band) => share * (level.quality[band] ?? 1))),
      billMicros: first.billMicros * level.bill,
    };
    const situation = `${missed.join("+")}|${held}|${provider}`;
    const { quality, billMicros } = blend(blend(levelled, pooled.get(situation)), fine.get(`${segment}|${situation}`));
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
