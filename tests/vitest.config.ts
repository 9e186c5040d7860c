import { defineConfig } from "vitest/config";

/** Unit, SQL and function tests. The browser's tests are Playwright's, in tests/e2e. */
export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    exclude: ["tests/e2e/**", "tests/bench/**", "**/node_modules/**"],
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A wrong setting of the machine must not change what is tested.
    env: { TZ: "UTC", DEBUG: "" },
    unstubEnvs: true,
    unstubGlobals: true,
    restoreMocks: true,
    reporters: ["default"],
  },
});
