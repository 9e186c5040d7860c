import { runChecks } from "./support/run/checks.ts";
import { runDenoSmoke } from "./support/run/deno.ts";
import { runPlaywright } from "./support/run/playwright.ts";
import { noTests, sum, type Tally, tallyLine } from "./support/run/tally.ts";
import { runVitest } from "./support/run/vitest.ts";

/** `npm test`: everything that must hold, in sections; the last line is the sum. */
const sections: [string, () => Promise<Tally>][] = [
  ["Check: format, lint, types, dead code, sizes", runChecks],
  ["Functions under Deno", runDenoSmoke],
  ["Unit, database and function tests", runVitest],
  ["Browser", runPlaywright],
];

const tallies: [string, Tally][] = [];
for (const [title, run] of sections) {
  console.log(`\n── ${title} ──`);
  const from = performance.now();
  const tally = await run();
  tallies.push([`${title} (${((performance.now() - from) / 1000).toFixed(0)} s)`, tally]);
}

const total = sum([noTests, ...tallies.map(([, tally]) => tally)]);
console.log("\n── Summary ──");
for (const [title, tally] of tallies) console.log(`${tally.failed === 0 ? "✓" : "✗"} ${title}: ${tallyLine(tally)}`);
console.log(`\n${tallyLine(total)}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
