import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import {
  buildExtension,
  type ExtensionBrowser,
  killWorker,
  openBrowser,
  openPanel,
  searchTotal,
} from "#tests/support/e2e/extension.ts";

const searchUrl = "https://www.linkedin.com/sales/search/people?query=(keywords:x)";

let built: ReturnType<typeof buildExtension>;
let browser: ExtensionBrowser;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  built = buildExtension(process.env.CAPTELY_E2E_URL ?? "");
  browser = await openBrowser(built.folder);
});
test.afterAll(async () => {
  await browser?.close();
  built?.drop();
});

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

test("three pages arrive once, with the worker ended in between and the network gone for a while", async () => {
  const panel = await openPanel(browser);
  const { context } = browser;
  const site = await context.newPage();
  await site.goto(searchUrl);
  await site.waitForFunction(() => document.title === "page 1");

  // Nothing is read before the notice was accepted.
  await expectNoViolations(panel);
  await panel.getByRole("button", { name: "I understand, go on" }).click();
  await expect(panel.getByTestId("counts")).toHaveText("5 people · 5 new");
  await expect(panel.getByText("Page 1 of 3 · 15 in this search")).toBeVisible();
  await expectNoViolations(panel);
  await panel.getByRole("button", { name: "Take 5 people" }).click();
  await expect(panel.getByText("5 taken. They are being sent.")).toBeVisible();
  await expect(panel.getByTestId("counts")).toHaveText("5 people · 0 new · 5 already yours");

  await killWorker(browser, panel);
  await site.getByRole("button", { name: "Next" }).click();
  await expect(panel.getByTestId("counts")).toHaveText("5 people · 5 new");
  await panel.getByRole("button", { name: "Take 5 people" }).click();
  await expect(panel.getByText("5 people · 0 new · 5 already yours")).toBeVisible();
  await killWorker(browser, panel);

  await site.getByRole("button", { name: "Next" }).click();
  await expect(panel.getByTestId("counts")).toHaveText("5 people · 5 new");
  await context.setOffline(true);
  await panel.getByRole("button", { name: "Take 5 people" }).click();
  await expect(panel.getByText("5 people · 0 new · 5 already yours")).toBeVisible();
  await context.setOffline(false);

  await panel.getByRole("radio", { name: "Outbox" }).click();
  const sendNow = panel.getByRole("button", { name: "Send now" });
  const all = panel.getByRole("heading", { name: `${searchTotal} people were sent` });
  await expect(all.or(sendNow)).toBeVisible();
  await expect
    .poll(
      async () => {
        if (await sendNow.isVisible()) await sendNow.click({ timeout: 1_000 }).catch(() => {});
        return all.isVisible();
      },
      { timeout: 60_000, intervals: [2_000] },
    )
    .toBe(true);
  await expectNoViolations(panel);

  // The server has each of them once, and looks them up.
  await panel.getByRole("radio", { name: "Results" }).click();
  await expect.poll(() => sentPeople(panel), { timeout: 60_000 }).toBe(searchTotal);
  await expectNoViolations(panel);
});

/** People of all runs, as the server counts them. */
async function sentPeople(panel: Page): Promise<number> {
  const bars = panel.getByRole("progressbar");
  const counts = await bars.evaluateAll((list) => list.map((bar) => Number(bar.getAttribute("aria-valuemax"))));
  return counts.reduce((sum, count) => sum + count, 0);
}

test("leaves no trace in the page and asks LinkedIn for nothing", async () => {
  const site = await browser.context.newPage();
  const before = browser.asked.length;
  await site.goto(searchUrl);
  await site.waitForFunction(() => document.title === "page 1");
  await expect.poll(() => browser.asked.length - before).toBe(3);
  const asked = browser.asked.slice(before);
  // The page's own three: itself, its rows, its frame.
  expect(asked.map(({ url }) => new URL(url).pathname).sort()).toEqual([
    "/sales-api/salesApiLeadSearch",
    "/sales-api/salesApiNavChrome",
    "/sales/search/people",
  ]);
  expect(browser.asked.filter(({ worker }) => worker)).toEqual([]);
  const trace = await site.evaluate(
    async (id) => ({
      heard: Reflect.get(window, "heard"),
      foreign: document.documentElement.outerHTML.includes("chrome-extension:"),
      children: document.documentElement.children.length,
      scripts: document.querySelectorAll("script").length,
      reachable: await fetch(`chrome-extension://${id}/manifest.json`).then(
        () => true,
        () => false,
      ),
    }),
    browser.id,
  );
  expect(trace).toEqual({ heard: [], foreign: false, children: 2, scripts: 1, reachable: false });
});

for (const width of [320, 400, 600]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`fits ${width} px, ${colorScheme}`, async () => {
      const panel = await browser.context.newPage();
      await panel.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await panel.setViewportSize({ width, height: 760 });
      await panel.goto(`chrome-extension://${browser.id}/sidepanel.html`);
      for (const view of ["This page", "Outbox", "Results"]) {
        await panel.getByRole("radio", { name: view }).click();
        await expect(panel.getByRole("list").first()).toBeVisible();
        expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        await expectNoViolations(panel);
        await panel.screenshot({ path: test.info().outputPath(`${view}.png`) });
      }
      await panel.close();
    });
  }
}
