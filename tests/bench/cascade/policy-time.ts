import { unlearned } from "#core/cascade/learning/priors.ts";
import { openPolicy } from "#core/cascade/policy/open-policy.ts";
import { acceptedShares } from "#core/cascade/policy/quality.ts";
import { solve } from "#core/cascade/policy/solve.ts";
import { report } from "./report.ts";
import { settings, threshold } from "./spend-world.ts";
/** How long one question takes, and one table. */
export function measurePolicyTime(): void {
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
