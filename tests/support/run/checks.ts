import { buildDashboard } from "#local/dashboard/build-dashboard.ts";
import { buildExtension } from "#local/extension/build-extension.ts";
import { type DenoPackage, denoBinary } from "#local/functions/deno-binary.ts";
import { type Finished, packageFile, runCommand, runNode } from "./command.ts";
import { lintExtension } from "./lint-extension.ts";
import { noTests, sum, type Tally } from "./tally.ts";

interface Step {
  name: string;
  run(): Promise<Finished>;
}

const tsc = (project: string): Step => ({
  name: `types of ${project}`,
  run: () => runNode([packageFile("typescript/bin/tsc"), "-p", project]),
});

const denoCheck = (level: string, packageName: DenoPackage): Step => ({
  name: `types of the functions under ${level}`,
  run: () =>
    runCommand(denoBinary(packageName), [
      "check",
      "--quiet",
      "--config=supabase/local/functions/deno.json",
      ...["api", "worker", "webhooks"].map((name) => `supabase/functions/${name}/index.ts`),
    ]),
});

const steps: Step[] = [
  {
    name: "format and lint",
    run: () => runNode([packageFile("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "--colors=off"]),
  },
  ...["shared", "shared/files", "supabase/functions", "supabase", "web", "extension", "tests"].map(tsc),
  denoCheck("the current Deno", "deno"),
  denoCheck("the hosted level of Deno", "deno-hosted"),
  { name: "dead code", run: () => runNode([packageFile("knip/bin/knip.js"), "--no-progress"]) },
  {
    name: "bundle sizes",
    run: async () => {
      const quiet = () => {};
      const built = await Promise.all([buildDashboard(quiet), buildExtension("chrome", { say: quiet })]).then(
        () => null,
        (error: Error) => error.message,
      );
      if (built !== null) return { status: 1, output: built, seconds: 0 };
      return runNode([packageFile("size-limit/bin.js")]);
    },
  },
  { name: "extension for Firefox (web-ext lint)", run: lintExtension },
];

/** Format, lint, types, dead code, sizes: two steps at a time, quiet unless a step fails. */
export async function runChecks(): Promise<Tally> {
  const waiting = [...steps];
  const tallies: Tally[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { status, output, seconds } = await step.run();
      console.log(`${status === 0 ? "✓" : "✗"} ${step.name} (${seconds.toFixed(1)} s)`);
      if (status !== 0) console.log(output.trimEnd().replace(/^/gm, "  "));
      tallies.push(status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
    }
  };
  await Promise.all([lane(), lane()]);
  return sum([noTests, ...tallies]);
}
