import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, expect, type Page, type Worker } from "@playwright/test";
import { packageFile, runNode } from "#tests/support/run/command.ts";
import { answerSite } from "#tests/support/salesnav/site.ts";
import { newAddress, readCode } from "./captely.ts";

interface BuiltExtension {
  /** The folder to load. */
  folder: string;
  drop(): void;
}

/** Builds the extension for an installation, as `npm run build` does. */
export async function buildExtension(url: string): Promise<BuiltExtension> {
  const out = mkdtempSync(join(tmpdir(), "captely-extension-"));
  const { status, output } = await runNode([packageFile("wxt/bin/wxt.mjs"), "build"], {
    env: { CAPTELY_URL: url, CAPTELY_EXTENSION_OUT: out },
  });
  if (status !== 0) throw new Error(`The extension could not be built: ${output}`);
  return { folder: join(out, "chrome-mv3"), drop: () => rmSync(out, { recursive: true, force: true }) };
}

/**
 * Builds the one for the installation under test beside the tests that need none; `sharedExtension` waits for it.
 * @returns takes it away again
 */
export function shareExtension(url: string): () => Promise<void> {
  const place = mkdtempSync(join(tmpdir(), "captely-extension-shared-"));
  process.env.CAPTELY_E2E_EXTENSION = place;
  const building = buildExtension(url);
  const tell = (outcome: { folder: string } | { error: string }) => {
    writeFileSync(join(place, "told"), JSON.stringify(outcome));
    // Whoever waits for it must not read half of it.
    renameSync(join(place, "told"), join(place, "outcome"));
  };
  const told = building.then(
    ({ folder }) => tell({ folder }),
    (error: Error) => tell({ error: error.message }),
  );
  return async () => {
    await told;
    await building.then(({ drop }) => drop()).catch(() => {});
    rmSync(place, { recursive: true, force: true });
  };
}

/** The folder of the extension for the installation under test. */
export async function sharedExtension(): Promise<string> {
  const file = join(process.env.CAPTELY_E2E_EXTENSION ?? "", "outcome");
  await expect.poll(() => existsSync(file), { timeout: 110_000, intervals: [250] }).toBe(true);
  const outcome: { folder?: string; error?: string } = JSON.parse(readFileSync(file, "utf8"));
  if (outcome.folder === undefined) throw new Error(outcome.error);
  return outcome.folder;
}

export interface ExtensionBrowser {
  context: BrowserContext;
  id: string;
  worker: Worker;
  /** Requests to linkedin.com, in order: address and who asked. */
  asked: { url: string; worker: boolean }[];
  close(): Promise<void>;
}

/** A browser with the extension, in which linkedin.com is the synthetic one. */
export async function openBrowser(folder: string): Promise<ExtensionBrowser> {
  const profile = mkdtempSync(join(tmpdir(), "captely-profile-"));
  const installed = process.env.CHROMIUM_PATH ?? (existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined);
  const context = await chromium.launchPersistentContext(profile, {
    ...(installed === undefined ? {} : { executablePath: installed }),
    headless: true,
    channel: installed === undefined ? "chromium" : "",
    locale: "en-US",
    args: ["--no-sandbox", `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  const asked: ExtensionBrowser["asked"] = [];
  await context.route("https://www.linkedin.com/**", async (route) => {
    const url = new URL(route.request().url());
    asked.push({ url: url.href, worker: route.request().serviceWorker() !== null });
    return answerSite(route);
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  return {
    context,
    id: new URL(worker.url()).host,
    worker,
    asked,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Opens the panel as a tab, signs a new user in and accepts the notice. */
export async function openPanel({ context, id }: ExtensionBrowser, email = newAddress()): Promise<Page> {
  const panel = await context.newPage();
  await panel.setViewportSize({ width: 400, height: 900 });
  await panel.goto(`chrome-extension://${id}/sidepanel.html`);
  await panel.getByLabel("Work e-mail").fill(email);
  await panel.getByRole("button", { name: "Send me a code" }).click();
  await panel.getByLabel("6-digit code").fill(await readCode(email));
  await panel.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(panel.getByRole("heading", { name: "Before the first page" })).toBeVisible();
  return panel;
}

/** Ends the extension's worker, as the browser does with an idle one. */
export async function killWorker({ context }: ExtensionBrowser, panel: Page): Promise<void> {
  const cdp = await context.newCDPSession(panel);
  await cdp.send("ServiceWorker.enable");
  await cdp.send("ServiceWorker.stopAllWorkers");
  await cdp.detach();
}

/** The access token of whoever is signed in to the extension, as a tool of theirs would send it. */
export function sessionToken(panel: Page): Promise<string> {
  return panel.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { local: { get(key: string): Promise<Record<string, string>> } } };
    };
    const kept = (await chrome.storage.local.get("captely.session"))["captely.session"] ?? "{}";
    const { access_token } = JSON.parse(kept) as { access_token: string };
    return access_token;
  });
}
