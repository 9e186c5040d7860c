import { bandCount, type HeldContext } from "../policy/quality.ts";
import { easeAfter, type PeopleMix, possibleMixes, usualMix } from "./people-mix.ts";
import { type Expected, priorOdds, sumOf } from "./prior-odds.ts";
import type { Cell, ProviderPrior } from "./snapshot.ts";

/** How many expected answers the first beliefs weigh against a provider's record, and its record against a segment's. */
const weights = { provider: 8, segment: 25 };
/** What the usual mix of people is ahead of any other before something was seen, in log-likelihood. */
const usualAhead = 2;
const rounds = 3;

export interface Levels {
  /** What to expect of a provider for people of a segment whom these have missed. */
  expect(segment: string, missed: readonly string[], held: HeldContext, provider: string): Expected | null;
}

interface Seen extends Cell {
  missedNames: string[];
  prior: ProviderPrior;
}

type Part = number | "bill";
interface Ratio {
  seen: number;
  expected: number;
}

const contextOf = (provider: string, held: HeldContext, part: Part) => `${provider} ${held} ${part}`;

/**
 * How good each provider has proved: a factor on the first beliefs for each band and for the bill, apart for people of
 * whom nothing is in hand, a guess, or a fair answer. What the factor is taken against depends on whom the provider was
 * asked about: after misses the easy people are gone (`people-mix.ts`), so a provider that is mostly asked last is not
 * taken for a bad one. The mix of people is the one that makes what was seen most likely.
 */
export function fitLevels(priors: ReadonlyMap<string, ProviderPrior>, cells: readonly Cell[]): Levels {
  const seen = cells.flatMap((cell): Seen[] => {
    const prior = priors.get(cell.provider);
    const missedNames = cell.missed === "" ? [] : cell.missed.split("+");
    return prior && cell.asked > 0 ? [{ ...cell, missedNames, prior }] : [];
  });
  return fitMix(priors, seen, likeliestMix(priors, overSegments(seen)));
}

function likeliestMix(priors: ReadonlyMap<string, ProviderPrior>, seen: readonly Seen[]): PeopleMix {
  // Who was asked first only tells nothing of the mix.
  if (!seen.some((cell) => cell.missedNames.length > 0)) return usualMix;
  let best = usualMix;
  let likelihood = likelihoodOf(seen, fitMix(priors, seen, usualMix).expect) + usualAhead;
  for (const mix of possibleMixes) {
    const fit = likelihoodOf(seen, fitMix(priors, seen, mix).expect);
    if (fit <= likelihood) continue;
    best = mix;
    likelihood = fit;
  }
  return best;
}

/** One cell for each situation. The mix is taken to be the same everywhere. */
function overSegments(seen: readonly Seen[]): Seen[] {
  const pooled = new Map<string, Seen>();
  for (const cell of seen) {
    const key = `${cell.missed}|${cell.held}|${cell.provider}`;
    const before = pooled.get(key);
    pooled.set(key, {
      ...cell,
      segment: "",
      asked: (before?.asked ?? 0) + cell.asked,
      quality: cell.quality.map((answers, index) => answers + (before?.quality[index] ?? 0)),
      cost_micros: (before?.cost_micros ?? 0) + cell.cost_micros,
    });
  }
  return [...pooled.values()];
}

function fitMix(priors: ReadonlyMap<string, ProviderPrior>, seen: readonly Seen[], mix: PeopleMix): Levels {
  let levels = new Map<string, number>();
  let inSegment = new Map<string, number>();
  let eases = new Map<string, number>();
  const level = (segment: string, key: string) => (levels.get(key) ?? 1) * (inSegment.get(`${segment} ${key}`) ?? 1);

  /** How often a provider gives any answer at a first ask. */
  const rateOf = (segment: string, provider: string): number => {
    const quality = priors.get(provider)?.quality ?? [];
    return sumOf(quality.map((share, index) => share * level(segment, contextOf(provider, "none", index + 1))));
  };
  const easeOf = (segment: string, missed: readonly string[]): number => {
    const key = `${segment}|${missed.join("+")}`;
    const known = eases.get(key);
    if (known !== undefined) return known;
    const ease = easeAfter(
      mix,
      missed.map((name) => rateOf(segment, name)),
    );
    eases.set(key, ease);
    return ease;
  };

  for (let round = 0; round < rounds; round++) {
    const whole = new Map<string, Ratio>();
    const expectations = seen.map((cell) => {
      const prior = priorOdds(cell.prior, easeOf(cell.segment, cell.missedNames), cell.held);
      const unit = Math.max(cell.prior.bill.ask + cell.prior.bill.match + cell.prior.bill.hit, 1);
      const parts: { key: string; segment: string; seen: number; expected: number }[] = [];
      const add = (part: Part, observed: number, expected: number) => {
        if (observed === 0 && expected === 0) return;
        const key = contextOf(cell.provider, cell.held, part);
        parts.push({ key, segment: cell.segment, seen: observed, expected });
        count(whole, key, observed, expected);
      };
      for (let band = 1; band < bandCount; band++) {
        add(band, cell.quality[band - 1] ?? 0, cell.asked * (prior.quality[band] ?? 0));
      }
      add("bill", cell.cost_micros / unit, (cell.asked * prior.billMicros) / unit);
      return parts;
    });
    levels = ratios(whole, weights.provider);
    const apart = new Map<string, Ratio>();
    for (const { key, segment, seen: observed, expected } of expectations.flat()) {
      count(apart, `${segment} ${key}`, observed, expected * (levels.get(key) ?? 1));
    }
    inSegment = ratios(apart, weights.segment);
    eases = new Map();
  }

  return {
    expect: (segment, missed, held, provider) => {
      const prior = priors.get(provider);
      if (!prior) return null;
      const { quality, billMicros } = priorOdds(prior, easeOf(segment, missed), held);
      return {
        quality: quality.map((share, band) => share * level(segment, contextOf(provider, held, band))),
        billMicros: billMicros * level(segment, contextOf(provider, held, "bill")),
      };
    },
  };
}

function count(into: Map<string, Ratio>, key: string, seen: number, expected: number): void {
  const ratio = into.get(key) ?? { seen: 0, expected: 0 };
  ratio.seen += seen;
  ratio.expected += expected;
  into.set(key, ratio);
}

const ratios = (counted: ReadonlyMap<string, Ratio>, weight: number): Map<string, number> =>
  new Map([...counted].map(([key, { seen, expected }]) => [key, (weight + seen) / (weight + expected)]));

/** Of answers and misses where nothing was in hand: that is where the mix of people shows. */
function likelihoodOf(seen: readonly Seen[], expect: Levels["expect"]): number {
  let total = 0;
  for (const cell of seen) {
    if (cell.held !== "none") continue;
    const chance = sumOf(expect(cell.segment, cell.missedNames, "none", cell.provider)?.quality ?? []);
    const answers = sumOf(cell.quality);
    const bounded = Math.min(0.99, Math.max(0.001, chance));
    total += answers * Math.log(bounded) + (cell.asked - answers) * Math.log(1 - bounded);
  }
  return total;
}
