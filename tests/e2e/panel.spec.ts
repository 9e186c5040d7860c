import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "#tests/support/e2e/accessible.ts";
import { newAddress, readCode } from "#tests/support/e2e/captely.ts";
import { buildExtension, type ExtensionBrowser, openBrowser, sharedExtension } from "#tests/support/e2e/extension.ts";
import { startAuthServer } from "#tests/support/extension/auth-server.ts";
import { profileBody, profileToken, syntheticPerson } from "#tests/support/salesnav/people.ts";

const server = () => process.env.CAPTELY_E2E_URL ?? "";
/** Somebody whom the simulated sources know. */
const known = 4;

let browser: ExtensionBrowser;
let panel: Page;
let email: string;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  browser = await openBrowser(await sharedExtension());
  await browser.context.route("https://www.linkedin.com/sales/lead/**", (route) =>
    route.fulfill({ contentType: "text/html", body: leadPage(known) }),
  );
  await browser.context.route("https://www.linkedin.com/sales-api/salesApiProfiles/**", (route) =>
    route.fulfill({ json: profileBody(known) }),
  );
  panel = await browser.context.newPage();
  await panel.setViewportSize({ width: 400, height: 900 });
  await panel.goto(`chrome-extension://${browser.id}/sidepanel.html`);
});
test.afterAll(async () => {
  await browser?.close();
});

/** A lead's page as it loads: the name is there, the rest comes by XHR. */
function leadPage(index: number): string {
  const { id, first, last } = syntheticPerson(index);
  const call = `/sales-api/salesApiProfiles/(profileId:${profileToken(id)},authType:NAME_SEARCH,authToken:a${index}Bc)?decoration=(x)`;
  return `<!doctype html><html lang="en"><head><title>${first} ${last} | Sales Navigator</title></head><body><main>
    <h1 data-x--lead--name data-anonymize="person-name">${first} ${last}</h1></main>
    <script>const x = new XMLHttpRequest(); x.open("GET", ${JSON.stringify(call)}); x.onload = () => { document.title = "loaded"; }; x.send();</script>
    </body></html>`;
}

const leadUrl = (index: number) =>
  `https://www.linkedin.com/sales/lead/${profileToken(syntheticPerson(index).id)},NAME_SEARCH,a${index}Bc`;

/** axe in light, colours in dark, no overflow at 320, 400 and 600 px. With `CAPTELY_PICTURES` set, each as a picture too. */
async function expectGood(view: string): Promise<void> {
  for (const width of [400, 320, 600]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const checked = (width === 400 && colorScheme === "light") || (width === 320 && colorScheme === "dark");
      if (!checked && width !== 600 && !process.env.CAPTELY_PICTURES) continue;
      await panel.setViewportSize({ width, height: 900 });
      await panel.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const wide = await panel.evaluate(() => document.documentElement.scrollWidth);
      expect([view, width, wide]).toEqual([view, width, width]);
      if (process.env.CAPTELY_PICTURES) {
        await panel.screenshot({ path: test.info().outputPath(`${view}-${width}-${colorScheme}.png`), fullPage: true });
      }
      if (!checked) continue;
      await expectNoViolations(panel, view, colorScheme === "light" ? "all" : "colors");
    }
  }
  await panel.setViewportSize({ width: 400, height: 900 });
  await panel.emulateMedia({ colorScheme: "light" });
}

test("connects by a code of the dashboard, with a session of its own", async () => {
  await expect(panel.getByRole("heading", { name: "Sign in to Captely" })).toBeVisible();
  // The local auth service has no Google: what it cannot do is not offered.
  await expect(panel.getByRole("button", { name: "Continue with Google" })).toHaveCount(0);
  await expectGood("sign-in");
  await panel.getByRole("button", { name: "Connect from the dashboard" }).click();
  const code = panel.getByLabel("Code from the dashboard");
  await expect(code).toBeFocused();
  await panel.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(panel.getByText("Type the whole code, as in 7KQ2M-X0FTR.")).toBeVisible();
  await code.fill("00000-00000");
  await panel.keyboard.press("Enter");
  await expect(panel.getByText("This code is wrong, used or too old.")).toBeVisible();
  await expectGood("connect");

  const dashboard = await browser.context.newPage();
  email = newAddress();
  await dashboard.goto(`${server()}/sign-in`);
  await dashboard.getByLabel("Work e-mail").fill(email);
  await dashboard.getByRole("button", { name: "Send me a code" }).click();
  await dashboard.getByLabel("6-digit code").fill(await readCode(email));
  await dashboard.waitForURL("**/jobs");
  await dashboard.goto(`${server()}/settings`);
  await dashboard.getByRole("button", { name: "Make a code" }).click();
  const shown = (await dashboard.locator("output").textContent()) ?? "";

  await code.fill(shown.toLowerCase());
  await panel.keyboard.press("Enter");
  await expect(panel.getByRole("heading", { name: "Before the first page" })).toBeVisible();
  await expectGood("consent");
  await panel.getByRole("button", { name: "I understand, go on" }).click();
  await expect(panel.getByText("Open a page with leads")).toBeVisible();
  await expectGood("no-page");
  // The dashboard's session ends; the extension's goes on.
  await dashboard.evaluate(() => localStorage.clear());
  await dashboard.close();
  await panel.reload();
  await expect(panel.getByText("1,000 credits left")).toBeVisible();
});

test("finds how to reach the lead whose page is open, with trail and cost, and puts them on a list", async () => {
  const site = await browser.context.newPage();
  await site.goto(leadUrl(known));
  await site.waitForFunction(() => document.title === "loaded");
  const person = syntheticPerson(known);
  await expect(panel.getByRole("heading", { name: `${person.first} ${person.last}` })).toBeVisible();
  await expect(panel.getByText("Costs up to 1 credit of 1,000; only usable results are charged.")).toBeVisible();
  await panel.getByRole("radio", { name: "Both" }).click();
  await expect(panel.getByText("Costs up to 9 credits of 1,000;")).toBeVisible();
  await expectGood("lead");
  // What is chosen holds for a collection begun from here as well.
  await expect(panel.getByText("Costs up to 9 credits a person;")).toBeVisible();
  await panel.getByRole("radio", { name: "E-mail" }).click();
  await panel.getByRole("button", { name: "Find the e-mail" }).click();
  const result = panel.getByRole("region", { name: "Result" });
  await expect(result).toBeVisible({ timeout: 60_000 });
  await expect(result.getByRole("button", { name: /^Copy .+@.+/ })).toBeVisible();
  await expect(result.getByText("1 credit charged")).toBeVisible();
  await expect(result.getByRole("heading", { name: "How it was found" })).toBeVisible();
  await expect(panel.getByText("999 credits left")).toBeVisible({ timeout: 30_000 });

  await result.getByRole("button", { name: "Add to a list" }).click();
  await result.getByRole("button", { name: "Add", exact: true }).click();
  await expect(result.getByText("Give the list a name.")).toBeVisible();
  await result.getByLabel("Name of the new list").fill("Spring campaign");
  await expectGood("lead-result");
  await panel.keyboard.press("Enter");
  await expect(result.getByText("1 added to “Spring campaign”.")).toBeVisible();
  await site.close();
});

test("saves a run as a file and puts whom it found on a list", async () => {
  await panel.getByRole("radio", { name: "Results" }).click();
  const save = panel.getByRole("button", { name: /^Save as CSV: Lead/ });
  const [download] = await Promise.all([panel.waitForEvent("download"), save.click()]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(text).toContain(syntheticPerson(known).last);
  await expect(panel.getByText(`${download.suggestedFilename()} was saved.`)).toBeVisible();
  await panel.getByRole("button", { name: /^Add to a list: who was found in Lead/ }).click();
  await expect(panel.getByLabel("List")).toHaveText(/Spring campaign \(1\)/);
  await expectGood("results");
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  await expect(panel.getByText("Already on “Spring campaign”.")).toBeVisible();

  // In the dashboard, the run's contacts can be narrowed to a list.
  const dashboard = await browser.context.newPage();
  await dashboard.goto(`${server()}/sign-in`);
  await dashboard.getByLabel("Work e-mail").fill(email);
  await dashboard.getByRole("button", { name: "Send me a code" }).click();
  await dashboard.getByLabel("6-digit code").fill(await readCode(email));
  await dashboard.waitForURL("**/jobs");
  await dashboard.goto((await panel.getByRole("link", { name: /^Open Lead/ }).getAttribute("href")) ?? "");
  const name = dashboard.getByText(syntheticPerson(known).last);
  await dashboard.getByLabel("List").selectOption({ label: "Spring campaign" });
  await dashboard.waitForURL(/list=/);
  await expect(name.first()).toBeVisible();
  await dashboard.goto(dashboard.url().replace(/list=[0-9a-f-]+/, "list=0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a04"));
  await expect(dashboard.getByText("Nothing fits")).toBeVisible();

  // Where HubSpot is not connected, a link leads to where it is; then the run can be sent.
  const setUp = panel.getByRole("link", { name: "Connect HubSpot to send these people there" });
  await dashboard.goto((await setUp.getAttribute("href")) ?? "");
  const hubspot = dashboard.locator("#hubspot");
  const token = /pat-[\w-]+/.exec((await hubspot.getByText("Sandbox: a simulator").textContent()) ?? "")?.[0] ?? "";
  await hubspot.getByLabel("Service key or private app token").fill(token);
  await hubspot.getByRole("button", { name: "Connect HubSpot" }).click();
  await expect(hubspot.getByText("Account 1000001")).toBeVisible();
  await dashboard.close();
  await panel.reload();
  await panel.getByRole("radio", { name: "Results" }).click();
  await panel.getByRole("button", { name: /^Send to HubSpot: Lead/ }).click();
  await expect(panel.getByText(/sent to HubSpot\./)).toBeVisible();
  await expectGood("results-sent");
});

test("keeps its settings, speaks French, and forgets everything when told to", async () => {
  await panel.getByRole("button", { name: "Settings" }).focus();
  await panel.keyboard.press("Enter");
  await expect(panel.getByText(email)).toBeVisible();
  const cap = panel.getByLabel("People a day");
  await expect(cap).toHaveValue("1000");
  await cap.fill("9999");
  await panel.keyboard.press("Enter");
  await expect(panel.getByText("Enter a number from 25 to 2,500.")).toBeVisible();
  await cap.fill("500");
  await panel.keyboard.press("Enter");
  await expect(panel.getByText("The limit is set.")).toBeVisible();
  await panel.getByRole("radio", { name: "Phone" }).click();
  await expectGood("settings");
  await panel.getByRole("radio", { name: "Dark" }).click();
  await panel.getByRole("radio", { name: "Français" }).click();
  await expect(panel.getByRole("heading", { name: "Réglages" })).toBeVisible();
  await expectGood("settings-french");

  await panel.reload();
  await panel.getByRole("button", { name: "Réglages" }).click();
  await expect(panel.getByRole("radio", { name: "Téléphone" })).toBeChecked();
  await expect(panel.getByLabel("Personnes par jour")).toHaveValue("500");
  expect(await panel.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual([
    "fr",
    "dark",
  ]);
  await panel.getByRole("button", { name: "Supprimer les données locales" }).click();
  const dialog = panel.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Annuler" })).toBeFocused();
  await expectGood("erase");
  await dialog.getByRole("button", { name: "Supprimer", exact: true }).click();
  await expect(panel.getByRole("button", { name: "Se connecter depuis le tableau de bord" })).toBeVisible();
  expect(
    await browser.context.serviceWorkers()[0]?.evaluate(async () => {
      const { storage } = Reflect.get(globalThis, "chrome");
      return Object.keys(await storage.local.get(null)).filter((name: string) => name !== "server_config");
    }),
  ).toEqual([]);
});

test("signs in through the browser's window for Google where the server has it", async () => {
  const auth = await startAuthServer();
  const other = await buildExtension(auth.origin);
  const visitor = await openBrowser(other.folder);
  try {
    const page = await visitor.context.newPage();
    await page.goto(`chrome-extension://${visitor.id}/sidepanel.html`);
    const google = page.getByRole("button", { name: "Continue with Google" });
    auth.state.consent = "deny";
    await google.click();
    await expect(page.getByText("The Google window was closed before you were signed in.")).toBeVisible();
    await expectNoViolations(page, "google");
    auth.state.consent = "agree";
    await google.click();
    await expect(page.getByRole("heading", { name: "Before the first page" })).toBeVisible();
    expect(auth.state.asked.filter((call) => call === "POST /auth/v1/token")).toHaveLength(1);
  } finally {
    await visitor.close();
    other.drop();
    await auth.close();
  }
});
