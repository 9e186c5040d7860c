import { foldAsks, type LearnedAsk, nothingCounted } from "#core/cascade/learning/fold-asks.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { openPolicy, type Policy } from "#core/cascade/policy/open-policy.ts";
import { bandOf } from "#core/cascade/policy/quality.ts";
import type { Segment } from "#core/cascade/policy/segment.ts";
import { stateIndex } from "#core/cascade/policy/solve.ts";
import { type Truth, truthOf } from "./spend-truth.ts";
import {
  type Contact,
  carryOut,
  generator,
  makeContact,
  type Outcome,
  type Rule,
  settings,
  threshold,
  type World,
} from "./spend-world.ts";

export const jobSize = 500;

/** Who decides: the catalogue's order, the best order to pin, the learned policy, the oracle, nobody (all are asked). */
export const deciders = ["fixed", "best", "auto", "oracle", "all"] as const;
export type Decider = (typeof deciders)[number];

export interface Run {
  /** What came of each contact: the same people for all. */
  outcomes: Record<Decider, Outcome[]>;
  /** By job: expected net value of a contact, micro-dollars, by calculation. The learned policy's with what it tries out. */
  expected: Record<"best" | "auto" | "oracle", number[]>;
}

/** A world that lasts from one contact to the next phase. */
export interface Phase {
  from: number;
  world: World;
}

/** Leads contacts through their cascades, in jobs that follow each other; each plans by what was counted before it. */
export function simulate(
  seed: number,
  contacts: number,
  phases: readonly Phase[],
  orders: { fixed: readonly number[]; best: readonly number[] },
): Run {
  const run: Run = {
    outcomes: { fixed: [], best: [], auto: [], oracle: [], all: [] },
    expected: { best: [], auto: [], oracle: [] },
  };
  const truths = phases.map(({ world }) => truthOf(world));
  const random = generator(seed);
  const base = unlearned();
  let counts = nothingCounted;
  for (let job = 0; job < contacts / jobSize; job++) {
    const phase = phases.findLastIndex(({ from }) => job * jobSize >= from);
    const [world, truth] = [phases[phase]?.world, truths[phase]];
    if (!world || !truth) throw new Error("a run has to begin with a phase");
    // The snapshot's number decides who is tried out on whom.
    const policy = openPolicy({ ...base, id: seed * 1_000 + job, cells: [...counts.cells] });
    const rules = rulesOf(world, policy, truth);
    const pinned = (order: readonly number[]) => (segment: Segment) => pinnedRule(order, rules.auto(segment));
    run.expected.oracle.push(truth.value(rules.oracle));
    run.expected.auto.push(valueWithLots(world, truth, rules.auto));
    run.expected.best.push(truth.value(pinned(orders.best)));

    const asks: LearnedAsk[] = [];
    for (let index = job * jobSize; index < Math.min(contacts, (job + 1) * jobSize); index++) {
      const contact = makeContact(world, index, random);
      const { outcomes } = run;
      outcomes.fixed.push(carryOut(world, contact, pinned(orders.fixed)(contact.segment)));
      outcomes.best.push(carryOut(world, contact, pinned(orders.best)(contact.segment)));
      outcomes.oracle.push(carryOut(world, contact, rules.oracle(contact.segment)));
      outcomes.all.push(everybody(world, contact));
      outcomes.auto.push(
        carryOut(world, contact, rules.choosing(contact), (place, before, held) =>
          asks.push(learnedAsk(world, contact, place, before, held)),
        ),
      );
    }
    counts = foldAsks(counts, asks);
  }
  return run;
}

/** The product's order as it carries it out: to its end, or until what is in hand cannot be bettered at its price. */
export const pinnedRule =
  (order: readonly number[], auto: Rule): Rule =>
  (asked, held) =>
    held > 0 && auto(asked, held) === -1 ? -1 : (order.find((place) => (asked & (1 << place)) === 0) ?? -1);

/** What a policy and the oracle of a world say, by place. */
export function rulesOf(world: World, policy: Policy, truth: Truth) {
  const names = world.providers.map(({ name }) => name);
  const standing = (asked: number, held: number) => ({
    missed: names.filter((_, place) => (asked & (1 << place)) !== 0),
    confidence: held === 0 ? null : held,
    among: names.filter((_, place) => (asked & (1 << place)) === 0),
  });
  const placeOf = (name: string | null) => (name === null ? -1 : names.indexOf(name));
  const person = (segment: Segment, ref = "") => ({ ref, segment, channel: "email" as const, threshold });
  return {
    auto: (segment: Segment): Rule => {
      const known = new Map<string, number>();
      return (asked, held) => {
        const key = `${asked} ${held}`;
        const place = known.get(key) ?? placeOf(policy.prospect(person(segment), standing(asked, held)).next);
        known.set(key, place);
        return place;
      };
    },
    choosing:
      ({ ref, segment }: Contact): Rule =>
      (asked, held) =>
        placeOf(policy.choose(person(segment, ref), standing(asked, held))),
    oracle: (segment: Segment): Rule => {
      const { next } = truth.oracle(segment);
      return (asked, held) => next[stateIndex(asked, bandOf(held))] ?? -1;
    },
  };
}

/** A small share of first asks goes to a provider drawn by lot. */
function valueWithLots(world: World, truth: Truth, auto: (segment: Segment) => Rule): number {
  const { exploreShare } = settings;
  const drawn = world.providers.map((_, first) =>
    truth.value((segment) => {
      const rule = auto(segment);
      return (asked, held) => (asked === 0 ? first : rule(asked, held));
    }),
  );
  const mean = drawn.reduce((total, value) => total + value, 0) / drawn.length;
  return (1 - exploreShare) * truth.value(auto) + exploreShare * mean;
}

function learnedAsk(world: World, contact: Contact, place: number, asked: number, held: number): LearnedAsk {
  const answer = contact.answers[place];
  const names = world.providers.map(({ name }) => name);
  return {
    segment: contact.segment,
    channel: "email",
    before: names.filter((_, other) => (asked & (1 << other)) !== 0),
    heldConfidence: held,
    provider: names[place] ?? "",
    confidence: answer?.confidence ?? null,
    costMicros: answer?.billMicros ?? 0,
  };
}

/** Everybody is asked, whatever came before; the best answer counts. */
function everybody(world: World, contact: Contact): Outcome {
  const first = contact.answers.findIndex(({ confidence }) => confidence >= threshold);
  const inTurn = carryOut(world, contact, (asked) => {
    if (first !== -1) return asked === 0 ? first : -1;
    return world.providers.findIndex((_, place) => (asked & (1 << place)) === 0);
  });
  const billMicros = contact.answers.reduce(
    (total, answer) => total + answer.billMicros + (answer.confidence > 0 ? settings.verifyMicros : 0),
    0,
  );
  return {
    ...inTurn,
    asks: world.providers.length,
    billMicros,
    netMicros: inTurn.netMicros + inTurn.billMicros - billMicros,
  };
}
