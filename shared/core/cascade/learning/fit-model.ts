import { bandCount } from "../policy/quality.ts";
import { type Model, type OpenModel, openModel } from "./model.ts";
import { usualMix } from "./people-mix.ts";
import type { Trail } from "./situations.ts";
import { at, goodOf, isGood, priorYields, sumOf, type Yields } from "./yields.ts";

/**
 * What first beliefs weigh: of a provider, and of how sure it is at catch-all domains, in asks; in answers, of the mix, and
 * of a segment, that it is like the others.
 */
const weights = { provider: 6, sureOfCatchAll: 16, mix: 30, segment: 60 };

export const unseenModel = (trail: Trail): Model => ({
  mix: usualMix,
  yields: trail.providers.map(({ prior }) => priorYields(prior)),
  levels: new Float64Array(trail.segments * trail.providers.length).fill(1),
});

/**
 * Fits yields, levels and the share of catch-all domains to what was seen, by rounds of expectation and maximisation:
 * the model so far divides what a provider answered among people of both kinds of mailboxes, and each part is compared
 * with the asks it came from. Levels and yields take turns, so that they do not both correct the same error.
 */
export function fitModel(trail: Trail, start: Model, rounds: number): Model {
  const beliefs = unseenModel(trail).yields;
  let model = start;
  for (let round = 0; round < rounds; round++) {
    const open = openModel(model);
    const isForLevels = round % 2 === 1 && trail.segments > 1;
    model = { ...model, ...(isForLevels ? fitLevels(trail, model, open) : fitYields(trail, model, open, beliefs)) };
  }
  return model;
}

function fitLevels(trail: Trail, { levels }: Model, open: OpenModel): Pick<Model, "levels"> {
  const seen = new Float64Array(levels.length);
  const expected = new Float64Array(levels.length);
  for (const { situation, provider, asked, answers } of trail.seen) {
    const place = situation.segment * trail.providers.length + provider;
    const { ordinary, catchAll } = open.rates(situation, provider);
    increase(seen, place, sumOf(answers));
    increase(expected, place, (asked * (ordinary + catchAll)) / at(levels, place));
  }
  return {
    levels: levels.map((_, place) => (weights.segment + at(seen, place)) / (weights.segment + at(expected, place))),
  };
}

/** Answers by band, and the number of asks of people of average ease that would be as good a chance for them. */
interface Tally {
  answers: Float64Array;
  exposure: number;
}
const tally = (): Tally => ({ answers: new Float64Array(bandCount), exposure: 0 });

function fitYields(
  trail: Trail,
  { mix, yields }: Model,
  open: OpenModel,
  beliefs: readonly Yields[],
): Pick<Model, "mix" | "yields"> {
  const tallies = yields.map((of) => ({
    of,
    sums: { ordinary: sumOf(of.ordinary), catchAll: sumOf(of.catchAll) },
    ordinary: tally(),
    catchAll: tally(),
    // People of whom a fair answer was in hand, so that one knows what their mailboxes are.
    known: tally(),
  }));
  const first = { answers: 0, catchAll: 0 };
  for (const { situation, provider, asked, answers } of trail.seen) {
    const to = tallies[provider];
    if (!to) continue;
    const { of, sums } = to;
    const rates = open.rates(situation, provider);
    const perYield = {
      ordinary: sums.ordinary > 0 ? rates.ordinary / sums.ordinary : 0,
      catchAll: sums.catchAll > 0 ? rates.catchAll / sums.catchAll : 0,
    };
    const isKnown = situation.held === "fair";
    to.ordinary.exposure += asked * perYield.ordinary;
    to.catchAll.exposure += asked * perYield.catchAll;
    if (isKnown) to.known.exposure += asked * perYield.catchAll;
    for (let band = 1; band < bandCount; band++) {
      const count = at(answers, band);
      if (count === 0) continue;
      const ordinary = perYield.ordinary * at(of.ordinary, band);
      const catchAll = perYield.catchAll * at(of.catchAll, band);
      const fromCatchAll = catchAll > 0 ? (count * catchAll) / (ordinary + catchAll) : 0;
      increase(to.ordinary.answers, band, count - fromCatchAll);
      increase(to.catchAll.answers, band, fromCatchAll);
      if (isKnown) increase(to.known.answers, band, fromCatchAll);
      if (situation.missed.length > 0) continue;
      first.answers += count;
      first.catchAll += fromCatchAll;
    }
  }
  const catchAll = (weights.mix * usualMix.catchAll + first.catchAll) / (weights.mix + first.answers);
  return {
    mix: { ...mix, catchAll: Math.min(0.6, Math.max(0.02, catchAll)) },
    yields: tallies.map((to, provider) => {
      const belief = beliefs[provider] ?? to.of;
      const ordinary = shrunk(to.ordinary, belief.ordinary);
      return { ordinary, catchAll: atCatchAlls(shrunk(to.catchAll, belief.catchAll), ordinary, to.known) };
    }),
  };
}

const shrunk = ({ answers, exposure }: Tally, belief: Float64Array): Float64Array =>
  belief.map((share, band) => (weights.provider * share + at(answers, band)) / (weights.provider + exposure));

/**
 * Nobody finds more people at catch-all domains than elsewhere. How many of them a provider is sure of cannot be seen where
 * nothing is in hand, where they look like all others; only asks with a fair answer in hand tell. Until they do, it is
 * believed to find as many people there as elsewhere, and to be sure of those of whom it does not say otherwise.
 */
function atCatchAlls(seen: Float64Array, ordinary: Float64Array, known: Tally): Float64Array {
  const all = sumOf(ordinary);
  const unsure = sumOf(seen) - goodOf(seen);
  const scale = unsure > all ? all / unsure : 1;
  const belief = all - unsure * scale;
  const sure = (weights.sureOfCatchAll * belief + goodOf(known.answers)) / (weights.sureOfCatchAll + known.exposure);
  const good = goodOf(ordinary);
  const perGood = good > 0 ? sure / good : 0;
  return seen.map((share, band) => (isGood(band) ? perGood * at(ordinary, band) : share * scale));
}

function increase(values: Float64Array, place: number, by: number): void {
  values[place] = at(values, place) + by;
}
