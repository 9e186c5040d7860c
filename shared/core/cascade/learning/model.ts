import { bandCount, type HeldContext } from "../policy/quality.ts";
import { type Kind, kindsOf, type PeopleMix, rateFor } from "./people-mix.ts";
import type { Situation } from "./situations.ts";
import { at, goodOf, sumOf, type Yields } from "./yields.ts";

/** What is believed of people and providers; everything that is expected of an ask follows from it. */
export interface Model {
  mix: PeopleMix;
  /** By provider. */
  yields: readonly Yields[];
  /** By segment × provider: how often it answers there, over how often on the whole. */
  levels: Float64Array;
}

/** How often a provider answers somebody in a situation, apart for people of both kinds of mailboxes; they add up. */
export interface Rates {
  ordinary: number;
  catchAll: number;
}

export interface OpenModel {
  rates(situation: Situation, provider: number): Rates;
  /** Probability by band; index 0 unused. */
  quality(situation: Situation, provider: number): number[];
  /** How often a provider answers in a situation, over how often it does at a first ask on the whole. */
  reach(situation: Situation, provider: number): number;
}

export function openModel({ mix, yields, levels }: Model): OpenModel {
  const kinds = kindsOf(mix);
  const providers = yields.length;
  const level = (segment: number, provider: number) => levels[segment * providers + provider] ?? 1;
  const traits = yields.map(({ ordinary, catchAll }) => {
    const both = { ordinary: traitsOf(ordinary), catchAll: traitsOf(catchAll) };
    return { ...both, byKind: kinds.map(({ isCatchAll }) => (isCatchAll ? both.catchAll : both.ordinary)) };
  });
  const byPlace: (readonly number[])[] = [];
  const bySituation = new Map<Situation, readonly number[]>();

  /** How often a provider answers, by kind. */
  const ratesOf = (segment: number, provider: number): readonly number[] => {
    const place = (segment + 1) * providers + provider;
    const before = byPlace[place];
    if (before) return before;
    const here = level(segment, provider);
    const of = traits[provider]?.byKind ?? [];
    const fresh = kinds.map((kind, index) => rateFor(kind, (of[index]?.rate ?? 0) * here));
    byPlace[place] = fresh;
    return fresh;
  };

  /** The kinds among people who came into a situation (Bayes' rule). */
  const sharesIn = (situation: Situation): readonly number[] => {
    const before = bySituation.get(situation);
    if (before) return before;
    const { segment, missed, held } = situation;
    const rates = missed.map((provider) => ratesOf(segment, provider));
    const of = missed.map((provider) => traits[provider]?.byKind ?? []);
    const came = kinds.map(({ share }, kind) => {
      let nothing = 1;
      let weakAtBest = 1;
      let fairAtBest = 1;
      for (let other = 0; other < missed.length; other++) {
        const rate = rates[other]?.[kind] ?? 0;
        const { weak, good } = of[other]?.[kind] ?? none;
        nothing *= 1 - rate;
        weakAtBest *= 1 - rate * (1 - weak);
        fairAtBest *= 1 - rate * good;
      }
      if (held === "none") return share * nothing;
      return share * (held === "weak" ? weakAtBest - nothing : fairAtBest - weakAtBest);
    });
    const total = sumOf(came);
    const shares = total > 1e-9 ? came.map((share) => share / total) : whoeverHasOne(kinds, held);
    bySituation.set(situation, shares);
    return shares;
  };

  const rates = (situation: Situation, provider: number): Rates => {
    const answers = ratesOf(situation.segment, provider);
    const among = sharesIn(situation);
    let ordinary = 0;
    let catchAll = 0;
    for (let kind = 0; kind < kinds.length; kind++) {
      const rate = at(among, kind) * at(answers, kind);
      if (kinds[kind]?.isCatchAll) catchAll += rate;
      else ordinary += rate;
    }
    return { ordinary, catchAll };
  };

  return {
    rates,
    quality: (situation, provider) => {
      const { ordinary, catchAll } = rates(situation, provider);
      const { ordinary: one, catchAll: other } = traits[provider] ?? { ordinary: none, catchAll: none };
      return Array.from(
        { length: bandCount },
        (_, band) => ordinary * at(one.shape, band) + catchAll * at(other.shape, band),
      );
    },
    reach: (situation, provider) => {
      const here = rates(situation, provider);
      const first = rates(atFirst, provider);
      const answers = first.ordinary + first.catchAll;
      return answers > 0 ? (here.ordinary + here.catchAll) / answers : 0;
    },
  };
}

interface Traits {
  /** How often it answers people of average ease. */
  rate: number;
  /** Shares of its answers, by band, and of the weak and the good ones. */
  shape: Float64Array;
  weak: number;
  good: number;
}

const atFirst: Situation = { segment: -1, missed: [], held: "none" };

const none: Traits = { rate: 0, shape: new Float64Array(bandCount), weak: 0, good: 0 };

function traitsOf(yields: Float64Array): Traits {
  const rate = sumOf(yields);
  if (rate === 0) return none;
  return { rate, shape: yields.map((share) => share / rate), weak: at(yields, 1) / rate, good: goodOf(yields) / rate };
}

/** Where the model thinks nobody can be: people who can be found, at a catch-all if a fair answer is in hand. */
function whoeverHasOne(kinds: readonly Kind[], held: HeldContext): number[] {
  const weights = kinds.map(({ share, ease, isCatchAll }) => (isCatchAll === (held === "fair") ? share * ease : 0));
  return weights.map((weight) => weight / sumOf(weights));
}
