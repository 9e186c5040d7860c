import { bandCount, type HeldContext } from "../policy/quality.ts";
import { type Expected, priorOdds } from "./prior-odds.ts";
import type { Cell, ProviderPrior } from "./snapshot.ts";

/** How many expected answers the first beliefs weigh against a provider's record, band by band, and a position's. */
const providerWeight = 8;
const positionWeight = 150;
/**
 * Rounds of the fit. Where nobody else was asked in a position, it cannot be told from its provider: the providers come
 * first and the fit ends soon, so that such a difference is laid to the provider.
 */
const rounds = 2;

/** What weak and good answers have to do with position differs: a catch-all stays one for everybody. */
type Part = "weak" | "good" | "bill";
const partOf = (band: number): Part => (band >= 5 ? "good" : "weak");

interface Ratio {
  seen: number;
  expected: number;
}

export interface Factors {
  /** The first beliefs, corrected by what was seen. */
  apply(provider: string, missed: number, held: HeldContext, prior: Expected): Expected;
}

/**
 * How good each provider and how hard each position has proved, told apart: what was seen is taken as first belief ×
 * provider × position, and both are fitted in turns (a multiplicative model by iterative scaling). So a
 * provider that is mostly asked last, about the hard cases, is not taken for a bad one, nor the first for a good one.
 */
export function fitFactors(priors: ReadonlyMap<string, ProviderPrior>, cells: readonly Cell[]): Factors {
  const observed = cells.flatMap((cell) => {
    const prior = priors.get(cell.provider);
    if (!prior || cell.asked <= 0) return [];
    const missed = cell.missed === "" ? 0 : cell.missed.split("+").length;
    return [{ cell, prior, missed, expected: priorOdds(prior, missed, cell.held) }];
  });
  const providers = new Map<string, number>();
  const positions = new Map<string, number>();
  const providerOf = (name: string, band: number | "bill") => `${name} ${band}`;
  const positionOf = (missed: number, held: HeldContext, part: Part) => `${missed} ${held} ${part}`;

  /** One side of the model anew, the other as it stands. */
  const refit = (
    side: Map<string, number>,
    other: ReadonlyMap<string, number>,
    weight: number,
    keys: (at: (typeof observed)[number], band: number | "bill") => { own: string; others: string },
  ) => {
    const ratios = new Map<string, Ratio>();
    for (const at of observed) {
      const unit = Math.max(at.prior.bill.ask + at.prior.bill.match + at.prior.bill.hit, 1);
      const add = (band: number | "bill", seen: number, expected: number) => {
        const { own, others } = keys(at, band);
        const ratio = ratios.get(own) ?? { seen: weight, expected: weight };
        ratio.seen += seen;
        ratio.expected += expected * (other.get(others) ?? 1);
        ratios.set(own, ratio);
      };
      for (let band = 1; band < bandCount; band++) {
        add(band, at.cell.quality[band - 1] ?? 0, at.cell.asked * (at.expected.quality[band] ?? 0));
      }
      add("bill", at.cell.cost_micros / unit, (at.cell.asked * at.expected.billMicros) / unit);
    }
    for (const [key, { seen, expected }] of ratios) side.set(key, seen / expected);
  };

  for (let round = 0; round < rounds; round++) {
    refit(providers, positions, providerWeight, ({ cell, missed }, band) => ({
      own: providerOf(cell.provider, band),
      others: positionOf(missed, cell.held, band === "bill" ? "bill" : partOf(band)),
    }));
    refit(positions, providers, positionWeight, ({ cell, missed }, band) => ({
      own: positionOf(missed, cell.held, band === "bill" ? "bill" : partOf(band)),
      others: providerOf(cell.provider, band),
    }));
  }

  const factor = (provider: string, missed: number, held: HeldContext, band: number | "bill") =>
    (providers.get(providerOf(provider, band)) ?? 1) *
    (positions.get(positionOf(missed, held, band === "bill" ? "bill" : partOf(band))) ?? 1);
  return {
    apply: (provider, missed, held, prior) => ({
      quality: prior.quality.map((share, band) => share * factor(provider, missed, held, band)),
      billMicros: prior.billMicros * factor(provider, missed, held, "bill"),
    }),
  };
}
