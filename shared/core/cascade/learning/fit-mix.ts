import { fitModel, unseenModel } from "./fit-model.ts";
import { type Model, openModel } from "./model.ts";
import { usualMix } from "./people-mix.ts";
import { overSegments, type Trail } from "./situations.ts";
import { at, sumOf } from "./yields.ts";

/** What is tried, and how far from the usual it may be before it has to be much likelier (in log-likelihood, one at this distance). */
const tried = {
  spread: { values: [0.1, 0.3, 0.5, 0.7, 0.9], far: 0.3 },
  hidden: { values: [0.02, 0.06, 0.1, 0.14, 0.18, 0.24], far: 0.06 },
} as const;
const rounds = { first: 10, each: 6 };

/**
 * The mix of people that makes what was seen most likely, and the yields that go with it: one trait after the other, twice,
 * from the usual mix on. It is taken to be the same in all segments.
 */
export function fitMix(trail: Trail): Model {
  const pooled = overSegments(trail);
  const start = fitModel(pooled, unseenModel(pooled), rounds.first);
  // Who was asked first only tells nothing of the mix.
  if (!pooled.seen.some(({ situation }) => situation.missed.length > 0)) return start;
  const known = new Map<string, { model: Model; fit: number }>();
  const attempt = (hidden: number, spread: number) => {
    const key = `${hidden} ${spread}`;
    const before = known.get(key);
    if (before) return before;
    const model = fitModel(pooled, { ...start, mix: { ...start.mix, hidden, spread } }, rounds.each);
    const fresh = { model, fit: logLikelihood(pooled, model) - distance(hidden, spread) };
    known.set(key, fresh);
    return fresh;
  };
  let best = attempt(usualMix.hidden, usualMix.spread);
  for (let pass = 0; pass < 2; pass++) {
    const { hidden } = best.model.mix;
    for (const spread of tried.spread.values) best = better(best, attempt(hidden, spread));
    const { spread } = best.model.mix;
    for (const value of tried.hidden.values) best = better(best, attempt(value, spread));
  }
  return best.model;
}

const better = <T extends { fit: number }>(a: T, b: T): T => (b.fit > a.fit ? b : a);

const distance = (hidden: number, spread: number): number =>
  ((hidden - usualMix.hidden) / tried.hidden.far) ** 2 + ((spread - usualMix.spread) / tried.spread.far) ** 2;

function logLikelihood(trail: Trail, model: Model): number {
  const open = openModel(model);
  let total = 0;
  for (const { situation, provider, asked, answers } of trail.seen) {
    const quality = open.quality(situation, provider);
    for (const [band, probability] of quality.entries()) {
      const count = at(answers, band);
      if (count > 0) total += count * Math.log(Math.max(1e-4, probability));
    }
    total += Math.max(0, asked - sumOf(answers)) * Math.log(Math.max(1e-3, 1 - sumOf(quality)));
  }
  return total;
}
