import { unlearned } from "#core/cascade/learning/priors.ts";
import type { AskOdds } from "#core/cascade/policy/ask-odds.ts";
import { acceptedShares, bandCount, bandOf } from "#core/cascade/policy/quality.ts";
import { type Segment, segments } from "#core/cascade/policy/segment.ts";
import { type PolicyTable, solve, stateIndex } from "#core/cascade/policy/solve.ts";
import { defaultSettings } from "#core/cascade/policy/values.ts";

/** How a provider of a made-up world is. Probabilities. */
export interface Nature {
  name: string;
  /** Finds an average person; people differ, and what is hard for one is hard for all. */
  finds: number;
  /** Added in some segments. */
  inSegment?: Partial<Record<Segment, number>>;
  /** Of what it finds: billed, but refused by our checks. */
  refused: number;
  /** Of what it finds: a guess (confidence 50). */
  guesses: number;
  /** Of addresses at catch-all domains: claimed to be sure all the same. */
  sureOfCatchAll: number;
  /** Knows people without their address: what a bill by match costs. */
  knows?: number;
}

export interface World {
  name: string;
  providers: Nature[];
}

/** What each provider would answer for a contact, whoever asked before it. */
export interface Contact {
  ref: string;
  segment: Segment;
  /** By place in the world's providers. */
  answers: { confidence: number; billMicros: number; found: boolean }[];
}

export const settings = { ...defaultSettings };
export const threshold = 90;
export const { priors } = unlearned();
const accepted = acceptedShares(threshold);

export const priorOf = (name: string) => {
  const prior = priors.email[name];
  if (!prior) throw new Error(`no prior of ${name}`);
  return prior;
};
export const waitMicros = (name: string): number => (priorOf(name).waitMs / 1_000) * settings.waitMicrosPerSecond;

/** A small generator of even numbers in [0, 1) (mulberry32): the same seed, the same people. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

const catchAllShare = 0.16;
const unfindable = 0.12;

/** People who differ: in segment, in how hard they are to find, and in what their mail servers tell. */
export function makeContact(world: World, index: number, random: () => number): Contact {
  const segment = segments[Math.floor(random() ** 1.5 * segments.length)] ?? "elsewhere";
  const hard = random() < unfindable;
  const ease = (random() - 0.5) * 0.5;
  const catchAll = random() < catchAllShare;
  const answers = world.providers.map((nature) => {
    const { bill } = priorOf(nature.name);
    const [finds, quality, knows] = [random(), random(), random()];
    const chance = hard ? 0 : Math.min(0.97, Math.max(0, nature.finds + (nature.inSegment?.[segment] ?? 0) + ease));
    const found = finds < chance;
    const known = found || knows < (nature.knows ?? 0);
    const billMicros = bill.ask + (known ? bill.match : 0) + (found ? bill.hit : 0);
    if (!found) return { confidence: 0, billMicros, found };
    return { confidence: confidenceOf(nature, catchAll, quality), billMicros, found };
  });
  return { ref: `${world.name} ${index}`, segment, answers };
}

function confidenceOf(nature: Nature, catchAll: boolean, quality: number): number {
  if (quality < nature.refused) return 0;
  const rest = (quality - nature.refused) / (1 - nature.refused);
  if (catchAll) return rest < nature.sureOfCatchAll ? 93 : 70;
  return rest < nature.guesses ? 50 : 97;
}

/** What a contact's cascade came to. */
export interface Outcome {
  asks: number;
  billMicros: number;
  isAccepted: boolean;
  /** Value of what was given, less bill, verification and waiting: what the policy is to make as large as it can. */
  netMicros: number;
}

/** Carries a cascade out: `next` tells whom to ask, by place, or -1. */
export function carryOut(
  world: World,
  contact: Contact,
  next: (asked: readonly number[], confidence: number) => number,
  onAsk: (place: number, before: readonly number[], held: number) => void = () => {},
): Outcome {
  const asked: number[] = [];
  let held = 0;
  let bill = 0;
  let waited = 0;
  while (held < threshold) {
    const place = next(asked, held);
    const answer = contact.answers[place];
    const nature = world.providers[place];
    if (!answer || !nature) break;
    onAsk(place, asked, held);
    bill += answer.billMicros + (answer.found && answer.confidence > 0 ? settings.verifyMicros : 0);
    waited += waitMicros(nature.name);
    asked.push(place);
    held = Math.max(held, answer.confidence);
  }
  const isAccepted = held >= threshold;
  const worth = isAccepted ? settings.acceptedMicros.email : (settings.heldMicros[bandOf(held)] ?? 0);
  return { asks: asked.length, billMicros: bill, isAccepted, netMicros: worth - bill - waited };
}

/**
 * The oracle: knows the true odds of every situation (counted over many thousand people of the same world, not the ones
 * it is judged on), and solves for the best way exactly.
 */
export function oracleOf(world: World, people: number, seed: number): (segment: Segment) => PolicyTable {
  const count = world.providers.length;
  const size = (1 << count) * bandCount * count * (bandCount + 2);
  const seen = new Map(segments.map((segment) => [segment, new Float64Array(size)]));
  const at = (asked: number, held: number, provider: number) =>
    ((asked * bandCount + held) * count + provider) * (bandCount + 2);
  const random = generator(seed);
  for (let index = 0; index < people; index++) {
    const contact = makeContact(world, index, random);
    const cells = seen.get(contact.segment);
    if (!cells) continue;
    for (let asked = 0; asked < 1 << count; asked++) {
      const before = contact.answers.filter((_, place) => (asked & (1 << place)) !== 0);
      const best = Math.max(0, ...before.map(({ confidence }) => confidence));
      if (best >= threshold) continue;
      for (const [place, answer] of contact.answers.entries()) {
        if ((asked & (1 << place)) !== 0) continue;
        const cell = at(asked, bandOf(best), place);
        cells[cell + bandCount] = (cells[cell + bandCount] ?? 0) + 1;
        cells[cell + bandCount + 1] = (cells[cell + bandCount + 1] ?? 0) + answer.billMicros;
        const band = cell + bandOf(answer.confidence);
        cells[band] = (cells[band] ?? 0) + 1;
      }
    }
  }
  const odds = (cells: Float64Array, asked: number, held: number, provider: number): AskOdds => {
    const cell = at(asked, held, provider);
    const asks = Math.max(1, cells[cell + bandCount] ?? 1);
    const quality = Array.from({ length: bandCount }, (_, band) => (band === 0 ? 0 : (cells[cell + band] ?? 0) / asks));
    const answers = quality.reduce((sum, share) => sum + share, 0);
    return {
      quality,
      billMicros: (cells[cell + bandCount + 1] ?? 0) / asks + answers * settings.verifyMicros,
      waitMicros: waitMicros(world.providers[provider]?.name ?? ""),
    };
  };
  const tables = new Map(
    [...seen].map(([segment, cells]) => [
      segment,
      solve({
        providers: count,
        odds: (asked, held, provider) => odds(cells, asked, held, provider),
        acceptedMicros: settings.acceptedMicros.email,
        heldMicros: settings.heldMicros,
        accepted,
      }),
    ]),
  );
  return (segment) => {
    const table = tables.get(segment);
    if (!table) throw new Error(segment);
    return table;
  };
}

/** The oracle's step, for `carryOut`. */
export const follow =
  (table: PolicyTable) =>
  (asked: readonly number[], held: number): number =>
    table.next[
      stateIndex(
        asked.reduce((set, place) => set | (1 << place), 0),
        bandOf(held),
      )
    ] ?? -1;
