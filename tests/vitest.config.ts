import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

/** One project for each folder of tests, so that only database tests wait for a Postgres. */
function project(name: string, more: TestProjectInlineConfiguration["test"] = {}): TestProjectInlineConfiguration {
  return {
    root,
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      environment: "node",
      pool: "forks",
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // A wrong setting of the machine must not change what is tested.
      env: { TZ: "UTC", DEBUG: "" },
      unstubEnvs: true,
      unstubGlobals: true,
      restoreMocks: true,
      ...more,
    },
  };
}

/** For code without state of its own: one process for many files, so that the same modules are not loaded for each. */
const pure = { isolate: false };

/** Unit, SQL and function tests. The browser's tests are Playwright's, in tests/e2e. */
export default defineConfig({
  root,
  test: {
    // Vitest leaves one core to its main process; these tests wait more than they compute.
    maxWorkers: Math.max(2, availableParallelism()),
    reporters: ["default"],
    projects: [
      project("core", pure),
      project("contracts", pure),
      project("files", pure),
      project("functions"),
      project("cli"),
      project("local"),
      project("web", pure),
      project("extension", { setupFiles: ["tests/support/extension/fake-browser.ts"] }),
      project("database", { globalSetup: ["tests/support/database/global-setup.ts"] }),
    ],
  },
});
