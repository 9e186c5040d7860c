import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { packageFile, runNode } from "./command.ts";
import type { Tally } from "./tally.ts";

const reportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** Playwright in Chromium. Skipped and flaky tests count as failed. */
export async function runPlaywright(): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "captely-playwright-"));
  const file = join(folder, "report.json");
  try {
    const args = ["test", "-c", "tests/e2e/playwright.config.ts", "--reporter=list,json"];
    const { status } = await runNode([packageFile("@playwright/test/cli.js"), ...args], {
      live: true,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    });
    const { stats, errors } = reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
    return { passed: stats.expected, failed: status !== 0 && failed === 0 ? 1 : failed };
  } catch (error) {
    console.log(`Playwright left no report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
