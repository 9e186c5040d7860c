import { buildDashboard, dashboardFolder } from "./dashboard/build-dashboard.ts";
import { buildExtension, extensionFolder } from "./extension/build-extension.ts";
import { StartError } from "./stack/start-error.ts";

/** `npm run build`: the production builds under `dist/`. */
const say = (line: string) => process.stderr.write(`${line}\n`);
try {
  await buildDashboard(say);
  for (const browser of ["chrome", "firefox"] as const) await buildExtension(browser, { say, pack: true });
  process.stdout.write(`${dashboardFolder}\n${extensionFolder("chrome")}\n${extensionFolder("firefox")}\n`);
} catch (error) {
  say(
    error instanceof StartError ? error.message : `The build failed: ${error instanceof Error ? error.message : error}`,
  );
  if (process.env.DEBUG) console.error(error);
  process.exitCode = 1;
}
