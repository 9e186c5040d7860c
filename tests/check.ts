import { runChecks } from "./support/run/checks.ts";
import { tallyLine } from "./support/run/tally.ts";

/** `npm run check`: format, lint, types (Node, browser, Deno), dead code, bundle sizes. */
const tally = await runChecks();
console.log(tallyLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
