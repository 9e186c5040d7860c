import { unlearned } from "#core/cascade/learning/priors.ts";
import { openPolicy } from "#core/cascade/policy/open-policy.ts";
import { measurePolicyTime } from "./policy-time.ts";
import { report } from "./report.ts";
import { type Decider, deciders, jobSize, pinnedRule, type Run, rulesOf, simulate } from "./spend-run.ts";
import { truthOf } from "./spend-truth.ts";
import type { Outcome, World } from "./spend-world.ts";
import { collapsed, drawnWorld, unlike, usual } from "./spend-worlds.ts";

/**
 * What a cascade spends and brings, by who decides: the pinned order, the learned policy, an oracle that knows the true
 * odds, and asking everybody. A run of the core's own code over made-up people; each asks the same people, whose answers
 * do not depend on who asked before. Jobs of 500 contacts follow each other; each plans by what was counted before it.
 *
 * Two aims are about small differences, which a sample of people would drown: what a policy falls short of the oracle, and
 * what it wins back after a collapse. There the value of each job's plan is calculated from the true odds; only what was
 * learned is drawn by lot. Windows are counted over the people as they came.
 */
const contacts = 20_000;
const learnedAfter = 10_000;
/** Nothing was tuned on these. */
const seeds = [601, 602, 603, 604, 605, 606, 607, 608];
const drawnSeeds = [701, 702, 703, 704, 705, 706, 707, 708, 709, 710, 711, 712];
const collapseAt = 8_000;
const afterCollapse = 3_000;
const windowSize = 2_000;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const net = (outcomes: readonly Outcome[]): number => sum(outcomes.map(({ netMicros }) => netMicros));

/** The order of the catalogue, and the best one that somebody who knew this world could pin. */
const catalogueOrder = [0, 1, 2, 3];
function ordersOf(world: World): { fixed: number[]; best: number[] } {
  const truth = truthOf(world);
  const { auto } = rulesOf(world, openPolicy(unlearned()), truth);
  const orders = permutations(catalogueOrder);
  const worth = orders.map((order) => truth.value((segment) => pinnedRule(order, auto(segment))));
  return { fixed: catalogueOrder, best: orders[worth.indexOf(Math.max(...worth))] ?? catalogueOrder };
}

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

/** By how much auto stays below another in its worst window, as a share; below 0 it never does. */
function worstWindow({ outcomes }: Run, other: Decider): number {
  const [auto, theirs] = [outcomes.auto, outcomes[other]];
  let worst = Number.NEGATIVE_INFINITY;
  let [mine, his] = [net(auto.slice(0, windowSize)), net(theirs.slice(0, windowSize))];
  for (let end = windowSize; end <= auto.length; end++) {
    worst = Math.max(worst, (his - mine) / Math.abs(his));
    mine += (auto[end]?.netMicros ?? 0) - (auto[end - windowSize]?.netMicros ?? 0);
    his += (theirs[end]?.netMicros ?? 0) - (theirs[end - windowSize]?.netMicros ?? 0);
  }
  return worst;
}

function reportSpend(name: string, world: World, runs: readonly Run[], from: number, best: readonly number[]): void {
  const notes: Record<Decider, string> = {
    fixed: "the catalogue's order",
    best: `the best order to pin: ${best.map((place) => world.providers[place]?.name).join(", ")}`,
    auto: "learned",
    oracle: "knows the true odds",
    all: "everybody is asked",
  };
  for (const key of deciders) {
    const outcomes = runs.flatMap((run) => run.outcomes[key].slice(from));
    const accepted = outcomes.filter(({ isAccepted }) => isAccepted).length;
    const asks = mean(outcomes.map((outcome) => outcome.asks));
    report({
      name: `spend_${name}_${key === "best" ? "best_fixed" : key}`,
      value: sum(outcomes.map(({ billMicros }) => billMicros)) / accepted / 1e6,
      unit: "USD/e-mail",
      note: `${notes[key]}; coverage ${((100 * accepted) / outcomes.length).toFixed(1)} %, ${asks.toFixed(2)} asks and ${(net(outcomes) / outcomes.length / 1e6).toFixed(4)} USD of net value a contact`,
    });
  }
}

function reportWindows(name: string, runs: readonly Run[], others: readonly ("fixed" | "best")[]): void {
  for (const key of others) {
    report({
      name: `auto_worst_window_${name}${key === "best" ? "_best_fixed" : ""}`,
      value: Math.max(...runs.map((run) => worstWindow(run, key))),
      unit: "share of net value",
      aim: "<= 0.02",
      note: `the worst of ${runs.length} runs below ${key === "best" ? "the best order to pin" : "the catalogue's order"}, over any ${windowSize} contacts from the very first on; below 0: always ahead`,
    });
  }
}

const jobsFrom = (values: readonly number[], from: number, to = contacts) => values.slice(from / jobSize, to / jobSize);
/** How far the learned policy's plans are from the oracle's, from some contact on. */
const belowOracle = ({ expected }: Run): number =>
  1 - mean(jobsFrom(expected.auto, learnedAfter)) / mean(jobsFrom(expected.oracle, learnedAfter));
/** Of what those lose who go on as before, the share that the learned policy wins back, some time after a collapse. */
const recovered = (runs: readonly Run[], collapseAt: number, from: number, to: number): number => {
  const [best, auto, oracle] = (["best", "auto", "oracle"] as const).map((key) =>
    mean(runs.flatMap(({ expected }) => jobsFrom(expected[key], collapseAt + from, collapseAt + to))),
  ) as [number, number, number];
  return (auto - best) / (oracle - best);
};
/** The last thousand contacts that the aim leaves for it. */
const lastThousand = [afterCollapse - 1_000, afterCollapse] as const;
const spread = (values: readonly number[], digits: number): string =>
  `from ${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;

function measureStationary(world: World): void {
  const orders = ordersOf(world);
  const runs = seeds.map((seed) => simulate(seed, contacts, [{ from: 0, world }], orders));
  reportSpend(world.name, world, runs, learnedAfter, orders.best);
  const gaps = runs.map(belowOracle);
  const all = (key: Decider) => net(runs.flatMap((run) => run.outcomes[key].slice(learnedAfter)));
  report({
    name: `auto_below_oracle_${world.name}`,
    value: mean(gaps),
    unit: "share of net value",
    aim: "<= 0.01",
    note: `plans of contacts ${learnedAfter} to ${contacts}, mean of ${runs.length} runs (${spread(gaps, 4)}), what is tried out included; over the people as they came ${(1 - all("auto") / all("oracle")).toFixed(4)}`,
  });
  reportWindows(world.name, runs, ["fixed", "best"]);
}

function measureCollapse(name: string): void {
  const orders = ordersOf(usual);
  const after = collapsed(usual, name);
  const phases = [
    { from: 0, world: usual },
    { from: collapseAt, world: after },
  ];
  const runs = seeds.map((seed) => simulate(seed, collapseAt + 2 * afterCollapse, phases, orders));
  reportSpend(`collapse_${name}`, after, runs, collapseAt, orders.best);
  const shares = runs.map((run) => recovered([run], collapseAt, ...lastThousand));
  report({
    name: `gap_recovered_${name}`,
    value: recovered(runs, collapseAt, ...lastThousand),
    unit: "share",
    aim: ">= 0.7",
    note: `contacts 2,000 to 3,000 after ${name} began to make addresses up, between the order pinned before and the oracle; over ${runs.length} runs (${spread(shares, 2)}); contacts ${jobSize} to 1,000: ${recovered(runs, collapseAt, jobSize, 1_000).toFixed(2)}`,
  });
  reportWindows(`collapse_${name}`, runs, ["best"]);
}

/** Worlds drawn by lot; after all the contacts, whoever is asked first in the best order collapses. */
function measureDrawn(): void {
  const runs = drawnSeeds.map((seed) => {
    const world = drawnWorld(seed);
    const orders = ordersOf(world);
    const first = world.providers[orders.best[0] ?? 0]?.name ?? "";
    const phases = [
      { from: 0, world },
      { from: contacts, world: collapsed(world, first) },
    ];
    return simulate(seed, contacts + afterCollapse, phases, orders);
  });
  const gaps = runs.map(belowOracle);
  report({
    name: "auto_below_oracle_drawn",
    value: mean(gaps),
    unit: "share of net value",
    aim: "<= 0.01",
    note: `${runs.length} worlds drawn by lot (${spread(gaps, 4)})`,
  });
  const shares = runs.map((run) => recovered([run], contacts, ...lastThousand));
  report({
    name: "gap_recovered_drawn",
    value: recovered(runs, contacts, ...lastThousand),
    unit: "share",
    aim: ">= 0.7",
    note: `contacts 2,000 to 3,000 after the best order's first source collapsed; over the same worlds (${spread(shares, 2)})`,
  });
  reportWindows("drawn", runs, ["fixed", "best"]);
}

export function measureSpend(): void {
  measureStationary(usual);
  measureStationary(unlike);
  measureCollapse("icypeas");
  measureCollapse("hunter");
  measureDrawn();
  measurePolicyTime();
}
