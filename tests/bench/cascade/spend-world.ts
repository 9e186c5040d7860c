import { unlearned } from "#core/cascade/learning/priors.ts";
import { bandOf } from "#core/cascade/policy/quality.ts";
import { type Segment, segments } from "#core/cascade/policy/segment.ts";
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
  /** Of what it finds: called doubtful (confidence 70) although the mailbox can be proved. */
  doubts?: number;
  /** Of addresses at catch-all domains: claimed to be sure all the same. */
  sureOfCatchAll: number;
  /** Of people at catch-all domains whom it would find: keeps silent, because it cannot prove the address. */
  silentOnCatchAll?: number;
  /** Knows people without their address: what a bill by match costs. */
  knows?: number;
  /** Added for the half of people who are in registers and taken for the others: those who draw on them find the same people. */
  listed?: number;
}

export interface World {
  name: string;
  providers: Nature[];
  people: People;
}

/** How people differ, whoever is asked. */
export interface People {
  /** Shares: with a mail server that takes every address; found by nobody. */
  catchAll: number;
  unfindable: number;
  /** Between what bounds around 0 a provider's chance moves, evenly. */
  easeWidth: number;
}

/** What each provider would answer for a contact, whoever asked before it. */
export interface Contact {
  ref: string;
  segment: Segment;
  /** By place in the world's providers. */
  answers: Answer[];
}

export const settings = { ...defaultSettings };
export const threshold = 90;
const { priors } = unlearned();

const priorOf = (name: string) => {
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

/** Whom a provider is asked about. */
export interface Person {
  segment: Segment;
  unfindable: boolean;
  /** Added to each provider's chance. */
  ease: number;
  catchAll: boolean;
  listed: boolean;
}

/** One way a provider may answer. */
export interface Answer {
  share: number;
  confidence: number;
  billMicros: number;
}

/** Segments are not equally frequent: a draw to this power picks one. */
const segmentSkew = 1.5;
export const segmentShares: readonly [Segment, number][] = segments.map((segment, index) => [
  segment,
  ((index + 1) / segments.length) ** (1 / segmentSkew) - (index / segments.length) ** (1 / segmentSkew),
]);

/** All that a provider may answer for a person, with its probability. */
export function answersOf(nature: Nature, person: Person): Answer[] {
  const { bill } = priorOf(nature.name);
  const { inSegment, listed = 0 } = nature;
  const chance = nature.finds + (inSegment?.[person.segment] ?? 0) + person.ease + (person.listed ? listed : -listed);
  const speaks = person.catchAll ? 1 - (nature.silentOnCatchAll ?? 0) : 1;
  const finds = person.unfindable ? 0 : speaks * Math.min(0.97, Math.max(0, chance));
  const { knows = 0, refused, guesses, doubts = 0, sureOfCatchAll } = nature;
  const good = finds * (1 - refused);
  const hit = bill.ask + bill.match + bill.hit;
  const found = (share: number, confidence: number) => ({ share, confidence, billMicros: hit });
  const missed = (share: number, billMicros: number) => ({ share, confidence: 0, billMicros });
  return [
    missed((1 - finds) * (1 - knows), bill.ask),
    missed((1 - finds) * knows, bill.ask + bill.match),
    found(finds * refused, 0),
    ...(person.catchAll
      ? [found(good * sureOfCatchAll, 93), found(good * (1 - sureOfCatchAll), 70)]
      : [found(good * guesses, 50), found(good * doubts, 70), found(good * (1 - guesses - doubts), 97)]),
  ];
}

/** All kinds of people of a segment, with their shares; ease, which is continuous, in steps. */
export function kindsOf({ people, providers }: World, segment: Segment): { share: number; person: Person }[] {
  const steps = 12;
  const inRegisters = providers.some(({ listed }) => listed) ? [true, false] : [false];
  const kinds: { share: number; person: Person }[] = [];
  for (const listed of inRegisters) {
    for (const catchAll of [true, false]) {
      const share = (catchAll ? people.catchAll : 1 - people.catchAll) / inRegisters.length;
      const of = { segment, catchAll, listed };
      kinds.push({ share: share * people.unfindable, person: { ...of, unfindable: true, ease: 0 } });
      for (let step = 0; step < steps; step++) {
        const ease = ((step + 0.5) / steps - 0.5) * people.easeWidth;
        kinds.push({ share: (share * (1 - people.unfindable)) / steps, person: { ...of, unfindable: false, ease } });
      }
    }
  }
  return kinds;
}

/** One person, drawn, and what each provider would answer. */
export function makeContact({ name, people, providers }: World, index: number, random: () => number): Contact {
  const person: Person = {
    segment: segments[Math.floor(random() ** segmentSkew * segments.length)] ?? "elsewhere",
    unfindable: random() < people.unfindable,
    ease: (random() - 0.5) * people.easeWidth,
    catchAll: random() < people.catchAll,
    listed: random() < 0.5,
  };
  const answers = providers.map((nature) => draw(answersOf(nature, person), random()));
  return { ref: `${name} ${index}`, segment: person.segment, answers };
}

function draw(answers: readonly Answer[], lot: number): Answer {
  let left = lot;
  const drawn = answers.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  // Shares add up to 1 but for the noise of adding floats.
  const last = drawn ?? answers.findLast(({ share }) => share > 0);
  if (!last) throw new Error("no answer is possible");
  return last;
}

/** What a contact's cascade came to. */
export interface Outcome {
  asks: number;
  billMicros: number;
  isAccepted: boolean;
  /** Value of what was given, less bill, verification and waiting: what the policy is to make as large as it can. */
  netMicros: number;
}

/** Whom to ask next, by place, or -1, where those of the bit set were asked and the best answer has this confidence. */
export type Rule = (asked: number, held: number) => number;

/** Carries a cascade out. */
export function carryOut(
  world: World,
  contact: Contact,
  next: Rule,
  onAsk: (place: number, asked: number, held: number) => void = () => {},
): Outcome {
  let asks = 0;
  let asked = 0;
  let held = 0;
  let bill = 0;
  let waited = 0;
  while (held < threshold) {
    const place = next(asked, held);
    const answer = contact.answers[place];
    const nature = world.providers[place];
    if (!answer || !nature) break;
    onAsk(place, asked, held);
    bill += answer.billMicros + (answer.confidence > 0 ? settings.verifyMicros : 0);
    waited += waitMicros(nature.name);
    asks++;
    asked |= 1 << place;
    held = Math.max(held, answer.confidence);
  }
  const isAccepted = held >= threshold;
  const worth = isAccepted ? settings.acceptedMicros.email : (settings.heldMicros[bandOf(held)] ?? 0);
  return { asks, billMicros: bill, isAccepted, netMicros: worth - bill - waited };
}
