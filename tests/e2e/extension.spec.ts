import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "#tests/support/e2e/accessible.ts";
import { apiUrl, newAddress, readCode } from "#tests/support/e2e/captely.ts";
import {
  type ExtensionBrowser,
  killWorker,
  openBrowser,
  openPanel,
  sessionToken,
  sharedExtension,
} from "#tests/support/e2e/extension.ts";
import { syntheticPerson } from "#tests/support/salesnav/people.ts";
import {
  accountsUrl,
  accountUrl,
  classicUrl,
  hostileUrl,
  leadUrl,
  listUrl,
  profileUrl,
  searches,
  searchUrl,
} from "#tests/support/salesnav/site.ts";

let browser: ExtensionBrowser;
let panel: Page;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  browser = await openBrowser(await sharedExtension());
});
test.afterAll(async () => {
  await browser?.close();
});

async function openSite(url: string, title: string | RegExp): Promise<Page> {
  const site = await browser.context.newPage();
  await site.goto(url);
  await expect(site).toHaveTitle(title);
  return site;
}

/** Sends what waits, however long its next try is away, until there is nothing left. */
async function sendAll(people: number): Promise<void> {
  await panel.getByRole("radio", { name: "Outbox" }).click();
  const sendNow = panel.getByRole("button", { name: "Send now" });
  const all = panel.getByRole("heading", { name: `${people} people were sent` });
  await expect(async () => {
    if (await sendNow.isVisible()) await sendNow.click({ timeout: 1_000 }).catch(() => {});
    await expect(all).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 30_000 });
}

/** Holds the answer for one page of a search back until it is let go: the run stands where the test expects it. */
async function holdPage(start: number): Promise<() => void> {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await browser.context.route(new RegExp(`salesApiLeadSearch.*[?&]start=${start}&`), async (route) => {
    await gate;
    await route.fallback();
  });
  return letGo;
}

async function askApi(path: string): Promise<unknown> {
  const token = await sessionToken(panel);
  const response = await fetch(`${apiUrl()}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return response.json();
}

test("a whole search is taken page by page, with the worker ended, the tab closed and the network gone in between", async () => {
  const email = newAddress();
  panel = await openPanel(browser, email);
  const { context } = browser;
  const { total } = searches.team;
  // On a slow machine the run must not be further than what is looked at.
  const [second, third] = [await holdPage(25), await holdPage(50)];
  const site = await openSite(searchUrl("team"), "page 1");
  const run = panel.getByTestId("run");

  // Nothing is read before the notice was accepted, and no page is turned before that was.
  await panel.getByRole("button", { name: "I understand, go on" }).click();
  await expect(panel.getByTestId("counts")).toHaveText("25 people · 25 new");
  await expect(panel.getByText(`Page 1 of 3 · ${total} in this search`)).toBeVisible();
  // What a click may cost stands beside it: a page, each person of pages yet to come, the whole search.
  await expect(panel.getByText("Costs up to 25 credits; only usable results are charged.")).toBeVisible();
  await expect(panel.getByText("Costs up to 1 credit a person;")).toBeVisible();
  await expect(panel.getByText(`Costs up to ${total} credits;`)).toBeVisible();
  await panel.getByRole("button", { name: "Take the whole search" }).click();
  await expect(panel.getByRole("heading", { name: "Before pages are turned for you" })).toBeVisible();
  await expectNoViolations(panel, "panel");
  expect(await site.title()).toBe("page 1");
  await panel.getByRole("button", { name: "I understand, start" }).click();
  await expect(run).toHaveText("page 1 of 3 · 25 new · 0 already yours · 0 incomplete");
  await expectNoViolations(panel, "panel");

  await killWorker(browser, panel);
  second();
  await expect(run).toHaveText("page 2 of 3 · 50 new · 0 already yours · 0 incomplete", { timeout: 30_000 });
  await site.close();
  await expect(panel.getByText("The page was closed.")).toBeVisible();
  const opened = context.waitForEvent("page");
  await panel.getByRole("link", { name: "Open the search at page 2" }).click();
  const again = await opened;
  await expect(again).toHaveTitle("page 2");
  const loaded = again.waitForResponse(/start=50/);
  third();
  await panel.getByRole("button", { name: "Go on" }).click();
  await loaded;
  await context.setOffline(true);
  await expect(run).toHaveText("page 3 of 3 · 68 new · 0 already yours · 0 incomplete", { timeout: 20_000 });
  await expect(panel.getByText("Done: all pages were taken.")).toBeVisible();
  await panel.getByRole("radio", { name: "Outbox" }).click();
  await expect(panel.getByText("The server cannot be reached. It is tried again by itself.").first()).toBeVisible();
  await context.setOffline(false);
  await killWorker(browser, panel);
  await sendAll(total);
  await expectNoViolations(panel, "panel");

  // The server has each of them once, looks them up, and panel and dashboard say so.
  await panel.getByRole("radio", { name: "Results" }).click();
  await expect.poll(() => lookedUp(panel), { timeout: 60_000, intervals: [500] }).toBe(`${total} of ${total}`);
  const { jobs } = (await askApi("/jobs?limit=50")) as { jobs: { progress: { total: number; done: number } }[] };
  expect(jobs.reduce((sum, { progress }) => sum + progress.done, 0)).toBe(total);
  const link = await panel
    .getByRole("link", { name: /^Open Lead search/ })
    .first()
    .getAttribute("href");
  expect(link).toMatch(/\/jobs\/[0-9a-f-]{36}$/);
  const dashboard = await context.newPage();
  await dashboard.goto(new URL("/sign-in", link ?? "").href);
  await dashboard.getByLabel("Work e-mail").fill(email);
  await dashboard.getByRole("button", { name: "Send me a code" }).click();
  await dashboard.getByLabel("6-digit code").fill(await readCode(email));
  await dashboard.waitForURL("**/jobs");
  await dashboard.goto(link ?? "");
  // One job where all went together, else the newest one with the third page.
  const [one, other] = [syntheticPerson(0), syntheticPerson(50)].map(({ first, last }) =>
    dashboard.getByText(`${first} ${last}`),
  );
  if (one === undefined || other === undefined) throw new Error("nobody to look for");
  await expect(one.or(other).first()).toBeVisible();
  await dashboard.close();
  await again.close();
});

/** People of all runs and how many of them are done, as the server counts them. */
async function lookedUp(page: Page): Promise<string> {
  const sums = await page
    .getByRole("progressbar")
    .evaluateAll((bars) =>
      ["aria-valuenow", "aria-valuemax"].map((name) =>
        bars.reduce((sum, bar) => sum + Number(bar.getAttribute(name)), 0),
      ),
    );
  return sums.join(" of ");
}

test("whatever the user opens is collected, people and companies, until LinkedIn holds back", async () => {
  await panel.getByRole("radio", { name: "This page" }).click();
  const site = await openSite(listUrl, "loaded");
  await expect(panel.getByTestId("counts")).toHaveText("6 people · 6 new");
  await panel.getByRole("button", { name: "Close", exact: true }).click();
  await panel.getByRole("button", { name: "Collect as I browse" }).click();
  const run = panel.getByTestId("run");
  // Six of the list: the two who must not be taken are left out.
  await expect(run).toHaveText("1 page · 6 new · 0 already yours · 0 incomplete · 2 left out");
  await site.goto(accountsUrl);
  await expect(run).toContainText("2 pages · 10 new");
  await site.goto(accountUrl);
  await expect(run).toContainText("3 pages · 10 new");
  await site.goto(classicUrl);
  await expect(run).toContainText("4 pages · 13 new");
  await site.goto(profileUrl);
  await expect(run).toContainText("5 pages · 14 new");
  await site.goto(leadUrl);
  await expect(run).toContainText("6 pages · 15 new");
  await site.goto(searchUrl("team"));
  await expect(run).toContainText("7 pages · 15 new · 25 already yours");
  await site.goto(searchUrl("berlin"));
  await expect(run).toContainText("8 pages · 40 new");
  await site.getByRole("button", { name: "Weiter" }).click();
  await expect(panel.getByText("LinkedIn is holding back. Leave it alone for an hour at least.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Go on" })).toBeDisabled();
  await expectNoViolations(panel, "panel");
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(panel.getByText("Stopped. What was taken is safe.")).toBeVisible();
  await site.close();

  // The account page told the website of one of them.
  const domains = async () => {
    const { companies } = (await askApi("/companies")) as { companies: { domain: string | null }[] };
    return companies.flatMap(({ domain }) => domain ?? []).concat(String(companies.length));
  };
  await expect.poll(domains).toEqual(["sample-works-1.example", "4"]);
});

test("a run goes on by itself when its search is open again, if the user has said so", async () => {
  const run = panel.getByTestId("run");
  await panel.getByRole("button", { name: "Close", exact: true }).click();
  const site = await openSite(searchUrl("team"), "page 1");
  await panel.getByRole("button", { name: "Take the whole search" }).click();
  await expect(run).toHaveText("page 1 of 3 · 0 new · 25 already yours · 0 incomplete");
  await site.close();
  await expect(panel.getByText("The page was closed.")).toBeVisible();
  const elsewhere = await openSite(searchUrl("huge"), "page 1");
  await panel.getByRole("checkbox", { name: /^Go on by itself/ }).click();
  await expectNoViolations(panel, "panel");
  await expect(panel.getByText("The page was closed.")).toBeVisible();
  await elsewhere.goto(`${searchUrl("team")}&page=2`);
  await expect(run).toContainText("page 2 of 3 · 0 new · 50 already yours", { timeout: 30_000 });
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await panel.getByRole("button", { name: "Close", exact: true }).click();
  await elsewhere.close();
});

test("a search that is larger than what LinkedIn shows is split", async () => {
  const site = await openSite(searchUrl("huge"), "page 1");
  await expect(panel.getByText("LinkedIn shows 2,500 of 11,000.")).toBeVisible();
  await panel.getByText("One search for each seniority.").click();
  await expect(panel.getByRole("link", { name: "CXO", exact: true })).toHaveAttribute("href", /SENIORITY_LEVEL/);
  await site.close();
});

test("a hostile page gets nothing done and nothing run", async () => {
  const before = browser.asked.length;
  const site = await openSite(hostileUrl, "hostile");
  await expect(panel.getByRole("list", { name: "People on this page" })).toContainText("Ada");
  await expectNoViolations(panel, "panel");
  expect(await panel.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined();
  for (const link of await panel.getByRole("link").all()) {
    expect(await link.getAttribute("href")).toMatch(/^(?:https:\/\/www\.linkedin\.com\/|http:\/\/127\.0\.0\.1)/);
  }
  // The forged messages asked for a capture and for a page to be turned.
  expect(await site.evaluate(() => Reflect.get(window, "pressed")())).toBe(0);
  expect(browser.asked.slice(before).map(({ url }) => new URL(url).pathname)).toEqual([
    "/sales/search/people",
    "/sales-api/salesApiLeadSearch",
  ]);
  await expect(panel.getByRole("button", { name: /^Take \d+ people$/ })).toBeEnabled();
  await site.close();
});

test("leaves no trace in the page and asks LinkedIn for nothing", async () => {
  const before = browser.asked.length;
  const site = await openSite(searchUrl("team"), "page 1");
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
      body: document.body.children.length,
      scripts: document.querySelectorAll("script").length,
      reachable: await fetch(`chrome-extension://${id}/manifest.json`).then(
        () => true,
        () => false,
      ),
    }),
    browser.id,
  );
  expect(trace).toEqual({ heard: [], foreign: false, children: 2, body: 3, scripts: 1, reachable: false });
  const manifest = await panel.evaluate(async () => (await fetch("/manifest.json")).json());
  expect(manifest.web_accessible_resources ?? []).toEqual([]);
  await site.close();
});

test("fits 320, 400 and 600 px, light and dark", async () => {
  const site = await openSite(searchUrl("huge"), "page 1");
  for (const view of ["This page", "Outbox"]) {
    await panel.getByRole("radio", { name: view }).click();
    await expect(panel.getByRole("main").getByRole("list").last()).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await panel.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const width of [320, 400, 600]) {
        await panel.setViewportSize({ width, height: 760 });
        expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        if (process.env.CAPTELY_PICTURES)
          await panel.screenshot({ path: test.info().outputPath(`${view} ${width} ${colorScheme}.png`) });
      }
      await expectNoViolations(panel, view, colorScheme === "light" ? "all" : "colors");
    }
  }
  await site.close();
});
