import { expect, it } from "vitest";
import { jobSize, simulate } from "#tests/bench/cascade/spend-run.ts";
import { collapsed, usual } from "#tests/bench/cascade/spend-worlds.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The bench measures this at length (`npm run bench -- cascade`). */
it("learns to plan nearly as well as who knows the truth, and comes back after a collapse", () => {
  const collapseAt = 5_000;
  const best = [0, 2, 3, 1];
  const phases = [
    { from: 0, world: usual },
    { from: collapseAt, world: collapsed(usual, "icypeas") },
  ];
  const { expected, outcomes } = simulate(2_611, collapseAt + 2_000, phases, { fixed: [0, 1, 2, 3], best });
  const jobs = (values: readonly number[], from: number, to: number) =>
    mean(values.slice(from / jobSize, to / jobSize));
  const [auto, oracle, pinned] = [expected.auto, expected.oracle, expected.best];

  expect(jobs(auto, 2_500, collapseAt)).toBeGreaterThan(0.99 * jobs(oracle, 2_500, collapseAt));
  // The job in which it happens goes on as before; the next one knows.
  const after = [collapseAt + jobSize, collapseAt + 2_000] as const;
  expect(jobs(pinned, ...after)).toBeLessThan(0.96 * jobs(oracle, ...after));
  const gap = jobs(oracle, ...after) - jobs(pinned, ...after);
  expect(jobs(auto, ...after) - jobs(pinned, ...after)).toBeGreaterThan(0.7 * gap);

  // What is calculated is what comes of it, within what chance does to five thousand people.
  const counted = mean(outcomes.oracle.slice(0, collapseAt).map(({ netMicros }) => netMicros));
  expect(counted / jobs(oracle, 0, collapseAt)).toBeGreaterThan(0.97);
  expect(counted / jobs(oracle, 0, collapseAt)).toBeLessThan(1.03);
}, 60_000);
