import { foldAsks, type LearnedAsk, nothingCounted } from "#core/cascade/learning/fold-asks.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { openPolicy, type Policy } from "#core/cascade/policy/open-policy.ts";
import { acceptedShares } from "#core/cascade/policy/quality.ts";
import { solve } from "#core/cascade/policy/solve.ts";
import { report } from "./report.ts";
import {
  type Contact,
  carryOut,
  follow,
  generator,
  makeContact,
  type Nature,
  type Outcome,
  oracleOf,
  settings,
  threshold,
  type World,
} from "./spend-world.ts";

/**
 * What a cascade spends and brings, by who decides: the pinned order, the learned policy, an oracle that knows the true
 * odds, and asking everybody. A run of the core's own code over made-up people; each asks the same people, whose answers
 * do not depend on who asked before. Jobs of 500 contacts follow each other; each plans by what was counted before it.
 */
const contacts = 20_000;
const jobSize = 500;
const seeds = [201, 202, 203];
const collapseAt = 8_000;
const windowSize = 2_000;
const afterCollapse = 3_000;

const usual: World = {
  name: "usual",
  providers: [
    { name: "icypeas", finds: 0.52, refused: 0.08, guesses: 0.02, sureOfCatchAll: 0.2 },
    { name: "dropcontact", finds: 0.5, refused: 0.06, guesses: 0, sureOfCatchAll: 0, inSegment: { european: 0.12 } },
    { name: "hunter", finds: 0.54, refused: 0.07, guesses: 0.08, sureOfCatchAll: 0, inSegment: { no_domain: -0.1 } },
    { name: "apollo", finds: 0.6, refused: 0.06, guesses: 0.15, sureOfCatchAll: 0.4, knows: 0.3 },
  ],
};

/** Nothing is as published: the cheap one guesses, the dear one is good, one bills for people it cannot help with. */
const unlike: World = {
  name: "unlike",
  providers: [
    { name: "icypeas", finds: 0.5, refused: 0.6, guesses: 0.1, sureOfCatchAll: 0.1 },
    { name: "dropcontact", finds: 0.66, refused: 0.03, guesses: 0, sureOfCatchAll: 0, inSegment: { european: 0.15 } },
    { name: "hunter", finds: 0.68, refused: 0.04, guesses: 0.05, sureOfCatchAll: 0.1, inSegment: { no_domain: -0.3 } },
    { name: "apollo", finds: 0.25, refused: 0.15, guesses: 0.3, sureOfCatchAll: 0.2, knows: 0.6 },
  ],
};

/** The same as `usual`, but one source has begun to make addresses up: billed, and refused by our checks. */
const collapsed = (name: string): World => ({
  name: usual.name,
  providers: usual.providers.map(
    (nature): Nature => (nature.name === name ? { ...nature, refused: 0.97, guesses: 0.02 } : nature),
  ),
});

/** The order of the catalogue, and the best one that somebody who knew this world could pin. */
const catalogueOrder = [0, 1, 2, 3];

interface Run {
  fixed: Outcome[];
  best: Outcome[];
  auto: Outcome[];
  oracle: Outcome[];
  all: Outcome[];
}

const sum = (outcomes: readonly Outcome[], part: (outcome: Outcome) => number): number =>
  outcomes.reduce((total, outcome) => total + part(outcome), 0);
const net = (outcomes: readonly Outcome[]): number => sum(outcomes, ({ netMicros }) => netMicros);

/** A pinned order as the product carries it out: to its end, or until what is in hand cannot be bettered at its price. */
const pinned = (world: World, order: readonly number[], policy: Policy, contact: Contact) => {
  const person = { ref: contact.ref, segment: contact.segment, channel: "email" as const, threshold };
  const name = (place: number) => world.providers[place]?.name ?? "";
  return (asked: readonly number[], held: number): number => {
    const left = order.filter((place) => !asked.includes(place));
    const standing = { missed: asked.map(name), confidence: held, among: left.map(name) };
    if (held > 0 && policy.prospect(person, standing).next === null) return -1;
    return left[0] ?? -1;
  };
};

function simulate(seed: number, phases: { from: number; world: World }[], bestOrder: readonly number[]): Run {
  const run: Run = { fixed: [], best: [], auto: [], oracle: [], all: [] };
  const random = generator(seed);
  const base = unlearned();
  const oracles = phases.map(({ world }) => oracleOf(world, 60_000, seed + 1_000));
  let counts = nothingCounted;
  let asks: LearnedAsk[] = [];
  let policy = openPolicy({ ...base, id: 0 });
  for (let index = 0; index < contacts; index++) {
    const phase = phases.findLastIndex(({ from }) => index >= from);
    const world = phases[phase]?.world ?? usual;
    const oracle = oracles[phase];
    if (!oracle) throw new Error("no oracle");
    if (index > 0 && index % jobSize === 0) {
      counts = foldAsks(counts, asks);
      asks = [];
      policy = openPolicy({ ...base, id: index / jobSize, cells: [...counts.cells] });
    }
    const contact = makeContact(world, index, random);
    const names = world.providers.map(({ name }) => name);
    const person = { ref: contact.ref, segment: contact.segment, channel: "email" as const, threshold };
    run.fixed.push(carryOut(world, contact, pinned(world, catalogueOrder, policy, contact)));
    run.best.push(carryOut(world, contact, pinned(world, bestOrder, policy, contact)));
    run.oracle.push(carryOut(world, contact, follow(oracle(contact.segment))));
    run.all.push(everybody(world, contact));
    const learn = (place: number, before: readonly number[], held: number) => {
      const answer = contact.answers[place];
      if (!answer) return;
      asks.push({
        segment: contact.segment,
        channel: "email",
        before: before.map((other) => names[other] ?? ""),
        heldConfidence: held,
        provider: names[place] ?? "",
        confidence: answer.confidence,
        costMicros: answer.billMicros,
      });
    };
    const choose = (asked: readonly number[], held: number) => {
      const standing = {
        missed: asked.map((place) => names[place] ?? ""),
        confidence: held === 0 ? null : held,
        among: names.filter((_, place) => !asked.includes(place)),
      };
      const next = policy.choose(person, standing);
      return next === null ? -1 : names.indexOf(next);
    };
    run.auto.push(carryOut(world, contact, choose, learn));
  }
  return run;
}

/** Everybody is asked, whatever came before; the best answer counts. */
function everybody(world: World, contact: Contact): Outcome {
  const first = contact.answers.findIndex(({ confidence }) => confidence >= threshold);
  const outcome = carryOut(world, contact, (asked) =>
    first === -1 ? (asked.length < 4 ? asked.length : -1) : asked.length === 0 ? first : -1,
  );
  const billMicros = contact.answers.reduce(
    (total, answer) => total + answer.billMicros + (answer.confidence > 0 ? settings.verifyMicros : 0),
    0,
  );
  return {
    asks: world.providers.length,
    billMicros,
    isAccepted: outcome.isAccepted,
    netMicros: outcome.netMicros + outcome.billMicros - billMicros,
  };
}

/** The best pinned order of a world, by trying all of them on people of its own. */
function bestPinned(world: World): number[] {
  const orders = permutations(catalogueOrder);
  const random = generator(5);
  const people = Array.from({ length: 4_000 }, (_, index) => makeContact(world, index, random));
  const policy = openPolicy(unlearned());
  const worth = orders.map((order) =>
    net(people.map((contact) => carryOut(world, contact, pinned(world, order, policy, contact)))),
  );
  return orders[worth.indexOf(Math.max(...worth))] ?? catalogueOrder;
}

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

/** By how much auto stays below the pinned order in its worst window, as a share; below 0 it never does. */
function worstWindow(auto: readonly Outcome[], other: readonly Outcome[]): number {
  let worst = Number.NEGATIVE_INFINITY;
  let mine = net(auto.slice(0, windowSize));
  let theirs = net(other.slice(0, windowSize));
  for (let end = windowSize; end <= auto.length; end++) {
    worst = Math.max(worst, (theirs - mine) / Math.abs(theirs));
    mine += (auto[end]?.netMicros ?? 0) - (auto[end - windowSize]?.netMicros ?? 0);
    theirs += (other[end]?.netMicros ?? 0) - (other[end - windowSize]?.netMicros ?? 0);
  }
  return worst;
}

const flat = (runs: readonly Run[], key: keyof Run, from: number, to = contacts): Outcome[] =>
  runs.flatMap((run) => run[key].slice(from, to));

function reportSpend(name: string, runs: readonly Run[], from: number, order: readonly number[]): void {
  const keys: [keyof Run, string][] = [
    ["fixed", "the catalogue's order"],
    ["best", `the best order to pin: ${order.map((place) => usual.providers[place]?.name).join(", ")}`],
    ["auto", "learned"],
    ["oracle", "knows the true odds"],
    ["all", "everybody is asked"],
  ];
  for (const [key, note] of keys) {
    const outcomes = flat(runs, key, from);
    const accepted = sum(outcomes, ({ isAccepted }) => (isAccepted ? 1 : 0));
    report({
      name: `spend_${name}_${key === "best" ? "best_fixed" : key}`,
      value: sum(outcomes, ({ billMicros }) => billMicros) / accepted / 1e6,
      unit: "USD/e-mail",
      note: `${note}; coverage ${((100 * accepted) / outcomes.length).toFixed(1)} %, ${(sum(outcomes, ({ asks }) => asks) / outcomes.length).toFixed(2)} asks and ${(net(outcomes) / outcomes.length / 1e6).toFixed(4)} USD of net value a contact`,
    });
  }
}

const learnedAfter = 10_000;

function measureStationary(world: World): void {
  const order = bestPinned(world);
  const runs = seeds.map((seed) => simulate(seed, [{ from: 0, world }], order));
  reportSpend(world.name, runs, learnedAfter, order);
  report({
    name: `auto_below_oracle_${world.name}`,
    value: 1 - net(flat(runs, "auto", learnedAfter)) / net(flat(runs, "oracle", learnedAfter)),
    unit: "share of net value",
    aim: "<= 0.01",
    note: `contacts ${learnedAfter} to ${contacts}, ${seeds.length} runs; 1 % of first asks try another source`,
  });
  for (const key of ["fixed", "best"] as const) {
    report({
      name: `auto_worst_window_${world.name}${key === "best" ? "_best_fixed" : ""}`,
      value: Math.max(...runs.map((run) => worstWindow(run.auto, run[key]))),
      unit: "share of net value",
      aim: "<= 0.02",
      note: `below ${key === "best" ? "the best order to pin" : "the catalogue's order"}, over any ${windowSize} contacts from the very first on; below 0: always ahead`,
    });
  }
}

function measureCollapse(name: string): void {
  const after = collapsed(name);
  const order = bestPinned(usual);
  const runs = seeds.map((seed) =>
    simulate(
      seed,
      [
        { from: 0, world: usual },
        { from: collapseAt, world: after },
      ],
      order,
    ),
  );
  reportSpend(`collapse_${name}`, runs, collapseAt, order);
  // The gap: what those lose who go on as before.
  const recovered = (from: number, to: number) => {
    const [best, auto, oracle] = (["best", "auto", "oracle"] as const).map((key) =>
      net(flat(runs, key, collapseAt + from, collapseAt + to)),
    );
    return ((auto ?? 0) - (best ?? 0)) / ((oracle ?? 0) - (best ?? 0));
  };
  report({
    name: `gap_recovered_${name}`,
    value: recovered(afterCollapse - 1_000, afterCollapse),
    unit: "share",
    aim: ">= 0.7",
    note: `contacts 2,000 to 3,000 after ${name} began to make addresses up, between the order pinned before and the oracle; over all 3,000: ${recovered(0, afterCollapse).toFixed(2)}, first 1,000: ${recovered(0, 1_000).toFixed(2)}`,
  });
  report({
    name: `auto_worst_window_collapse_${name}`,
    value: Math.max(...runs.map((run) => worstWindow(run.auto, run.best))),
    unit: "share of net value",
    aim: "<= 0.02",
    note: `below the best order to pin, over any ${windowSize} contacts`,
  });
}

/** How long one question takes, and one table. */
function measureTime(): void {
  const person = { ref: "x", segment: "elsewhere", channel: "email" as const, threshold };
  const among = ["icypeas", "dropcontact", "hunter", "apollo", "findymail"];
  const tables: number[] = [];
  const questions: number[] = [];
  const solutions: number[] = [];
  const quality = [0, 0.05, 0.05, 0, 0, 0.05, 0.3];
  const problem = {
    providers: 5,
    odds: (_asked: number, _held: number, provider: number) => ({
      billMicros: 9_000 + 1_000 * provider,
      waitMicros: 10,
      quality,
    }),
    acceptedMicros: settings.acceptedMicros.email,
    heldMicros: settings.heldMicros,
    accepted: acceptedShares(threshold),
  };
  for (let round = 0; round < 200; round++) {
    const policy = openPolicy(unlearned());
    const started = performance.now();
    policy.choose(person, { missed: [], confidence: null, among });
    tables.push((performance.now() - started) * 1_000);
    const solving = performance.now();
    solve(problem);
    solutions.push((performance.now() - solving) * 1_000);
    const before = performance.now();
    for (let repeat = 0; repeat < 1_000; repeat++) {
      policy.choose(person, { missed: ["icypeas"], confidence: 70, among: among.slice(1) });
    }
    questions.push(performance.now() - before);
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  report({
    name: "policy_solve",
    value: median(solutions),
    unit: "µs",
    note: "five providers, 224 states, odds known",
  });
  report({
    name: "policy_question",
    value: median(questions),
    unit: "µs",
    note: "next step of a contact, table known",
  });
  report({
    name: "policy_table",
    value: median(tables),
    unit: "µs",
    note: "five providers: odds of all situations and the solution; once for each snapshot and segment",
  });
}

export function measureSpend(): void {
  measureStationary(usual);
  measureStationary(unlike);
  measureCollapse("icypeas");
  measureCollapse("hunter");
  measureTime();
}
