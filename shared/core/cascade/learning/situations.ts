import { bandCount, type HeldContext } from "../policy/quality.ts";
import type { Cell, ProviderPrior } from "./snapshot.ts";

/** Where somebody is asked: about whom, after whom, with what in hand. Numbers are places in `Trail`. */
export interface Situation {
  /** -1: a segment of which nothing was seen. */
  segment: number;
  missed: readonly number[];
  held: HeldContext;
}

/** What a provider was seen to answer in a situation. */
export interface Seen {
  situation: Situation;
  provider: number;
  asked: number;
  /** By band; index 0 unused. */
  answers: Float64Array;
  costMicros: number;
}

/** The counts of a channel with names turned into places. Equal situations are one object. */
export interface Trail {
  providers: readonly { name: string; prior: ProviderPrior }[];
  segments: number;
  seen: readonly Seen[];
  situationOf(segment: string, missed: readonly string[], held: HeldContext): Situation;
  placeOf(provider: string): number | undefined;
}

export function readTrail(priors: Readonly<Record<string, ProviderPrior>>, cells: readonly Cell[]): Trail {
  const providers = Object.entries(priors).map(([name, prior]) => ({ name, prior }));
  const places = new Map(providers.map(({ name }, place) => [name, place]));
  const known = cells.filter((cell) => places.has(cell.provider) && cell.asked > 0);
  const segments = new Map([...new Set(known.map(({ segment }) => segment))].map((name, place) => [name, place]));
  const situations = new Map<string, Situation>();

  const situationOf = (segmentName: string, names: readonly string[], held: HeldContext): Situation => {
    const segment = segments.get(segmentName) ?? -1;
    const missed = names.flatMap((name) => places.get(name) ?? []).sort((a, b) => a - b);
    const key = `${segment} ${missed} ${held}`;
    const situation = situations.get(key) ?? { segment, missed, held };
    situations.set(key, situation);
    return situation;
  };
  const seen = known.map(
    (cell): Seen => ({
      situation: situationOf(cell.segment, cell.missed === "" ? [] : cell.missed.split("+"), cell.held),
      provider: places.get(cell.provider) ?? 0,
      asked: cell.asked,
      answers: Float64Array.from([0, ...cell.quality]),
      costMicros: cell.cost_micros,
    }),
  );
  return { providers, segments: segments.size, seen, situationOf, placeOf: (provider) => places.get(provider) };
}

/** The same with all segments taken together. */
export function overSegments(trail: Trail): Trail {
  const situations = new Map<string, Situation>();
  const pooled = new Map<string, Seen>();
  for (const { situation, provider, asked, answers, costMicros } of trail.seen) {
    const place = `${situation.missed} ${situation.held}`;
    const shared = situations.get(place) ?? { ...situation, segment: 0 };
    situations.set(place, shared);
    const key = `${place} ${provider}`;
    const sum = pooled.get(key) ?? {
      situation: shared,
      provider,
      asked: 0,
      answers: new Float64Array(bandCount),
      costMicros: 0,
    };
    pooled.set(key, sum);
    sum.asked += asked;
    sum.costMicros += costMicros;
    for (const [band, count] of answers.entries()) sum.answers[band] = (sum.answers[band] ?? 0) + count;
  }
  return { ...trail, segments: 1, seen: [...pooled.values()] };
}
