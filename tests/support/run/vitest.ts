import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { packageFile, runNode } from "./command.ts";
import type { Tally } from "./tally.ts";

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** Vitest over everything but the browser. A skipped test, and a file that could not be loaded, count as failed. */
export async function runVitest(): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "captely-vitest-"));
  const file = join(folder, "report.json");
  try {
    const args = ["run", "-c", "tests/vitest.config.ts", "--reporter=default", "--reporter=json"];
    const { status } = await runNode([packageFile("vitest/vitest.mjs"), ...args, `--outputFile.json=${file}`], {
      live: true,
      env: process.stdout.isTTY ? { FORCE_COLOR: "1" } : {},
    });
    const report = reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const unloaded = report.testResults.filter(
      (result) => result.status === "failed" && result.assertionResults.length === 0,
    );
    const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + unloaded.length;
    return { passed: report.numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed };
  } catch (error) {
    console.log(`Vitest left no report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
