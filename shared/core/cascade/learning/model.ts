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
  /** How easily the people of a situation are found, over how easily people are at first; segment's level included. */
  ease(situation: Situation, provider: number): number;
}

export function openModel({ mix, yields, levels }: Model): OpenModel {
  const kinds = kindsOf(mix);
  const providers = yields.length;
  const level = (segment: number, provider: number) => levels[segment * providers + provider] ?? 1;
  const traits = yields.map(({ ordinary, catchAll }) => ({
    ordinary: traitsOf(ordinary),
    catchAll: traitsOf(catchAll),
  }));
  const traitsFor = (kind: Kind, provider: number) =>
    traits[provider]?.[kind.isCatchAll ? "catchAll" : "ordinary"] ?? none;
  const byKind = new Map<number, Float64Array>();
  const shares = new Map<Situation, Float64Array>();

  /** How often a provider answers, by kind. */
  const ratesOf = (segment: number, provider: number): Float64Array => {
    const key = segment * providers + provider;
    const before = byKind.get(key);
    if (before) return before;
    const fresh = Float64Array.from(kinds, (kind) =>
      rateFor(kind, traitsFor(kind, provider).rate * level(segment, provider)),
    );
    byKind.set(key, fresh);
    return fresh;
  };

  /** The kinds among people who came into a situation (Bayes' rule). */
  const sharesIn = (situation: Situation): Float64Array => {
    const before = shares.get(situation);
    if (before) return before;
    const { segment, missed, held } = situation;
    const fresh = Float64Array.from(kinds, (kind, index) => {
      let nothing = 1;
      let weakAtBest = 1;
      let noneGood = 1;
      for (const provider of missed) {
        const rate = at(ratesOf(segment, provider), index);
        const { weak, good } = traitsFor(kind, provider);
        nothing *= 1 - rate;
        weakAtBest *= 1 - rate * (1 - weak);
        noneGood *= 1 - rate * good;
      }
      return kind.share * { none: nothing, weak: weakAtBest - nothing, fair: noneGood - weakAtBest }[held];
    });
    const total = sumOf(fresh);
    const settled = total > 1e-9 ? fresh.map((share) => share / total) : whoeverHasOne(kinds, held);
    shares.set(situation, settled);
    return settled;
  };

  const rates = (situation: Situation, provider: number): Rates => {
    const answers = ratesOf(situation.segment, provider);
    const result = { ordinary: 0, catchAll: 0 };
    const among = sharesIn(situation);
    for (let index = 0; index < kinds.length; index++) {
      const rate = at(among, index) * at(answers, index);
      if (kinds[index]?.isCatchAll) result.catchAll += rate;
      else result.ordinary += rate;
    }
    return result;
  };

  return {
    rates,
    quality: (situation, provider) => {
      const { ordinary, catchAll } = rates(situation, provider);
      const of = traits[provider];
      return Array.from(
        { length: bandCount },
        (_, band) => ordinary * at(of?.ordinary.shape ?? [], band) + catchAll * at(of?.catchAll.shape ?? [], band),
      );
    },
    ease: (situation, provider) => {
      const among = sharesIn(situation);
      return (
        kinds.reduce((sum, kind, index) => sum + at(among, index) * kind.ease, 0) * level(situation.segment, provider)
      );
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

const none: Traits = { rate: 0, shape: new Float64Array(bandCount), weak: 0, good: 0 };

function traitsOf(yields: Float64Array): Traits {
  const rate = sumOf(yields);
  if (rate === 0) return none;
  return { rate, shape: yields.map((share) => share / rate), weak: at(yields, 1) / rate, good: goodOf(yields) / rate };
}

/** Where the model thinks nobody can be: people who can be found, at a catch-all if a fair answer is in hand. */
function whoeverHasOne(kinds: readonly Kind[], held: HeldContext): Float64Array {
  const weights = kinds.map(({ share, ease, isCatchAll }) => (isCatchAll === (held === "fair") ? share * ease : 0));
  return Float64Array.from(weights, (weight) => weight / sumOf(weights));
}
