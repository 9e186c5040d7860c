import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { repositoryRoot } from "../stack/settings.ts";

/** Draws the extension's icons from `extension/icon.svg`; run by hand when the mark changes. */
const folder = join(repositoryRoot, "extension");
const svg = readFileSync(join(folder, "icon.svg"), "utf8");
const installed = process.env.CHROMIUM_PATH ?? (existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined);
const browser = await chromium.launch({ ...(installed && { executablePath: installed }), args: ["--no-sandbox"] });
for (const size of [16, 32, 48, 128]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  await page.screenshot({ path: join(folder, "public/icon", `${size}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
