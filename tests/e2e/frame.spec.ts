import { apiUrl, bringToReview, expect, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

test.describe("keys", () => {
  test("are shown once, open the API, and stop when revoked", async ({ page }) => {
    await signUp(page);
    await page.goto("/keys");
    await page.getByRole("button", { name: "Make a key" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Make a key" }).click();
    await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Give the key a name");
    await page.getByRole("dialog").getByLabel("Name").fill("nightly sync");
    await page.getByRole("dialog").getByRole("button", { name: "Make a key" }).click();
    const secret = await page.getByTestId("new-key").textContent();
    expect(secret).toMatch(/^cap_[\w-]{40}$/);
    await page.getByRole("button", { name: "I have copied it" }).click();
    await expect(page.getByRole("row", { name: /nightly sync/ })).toContainText("Active");
    expect(await page.content()).not.toContain(secret);

    const ask = () => fetch(`${apiUrl()}/me`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask()).status).toBe(200);
    await page.getByRole("button", { name: "Revoke nightly sync" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await expect(page.getByRole("row", { name: /nightly sync/ })).toContainText("Revoked");
    expect((await ask()).status).toBe(401);
  });
});

test.describe("the frame", () => {
  test("remembers language and appearance, and follows the system without a choice", async ({ page }) => {
    await signUp(page);
    await page.goto("/settings");
    const canvas = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await canvas();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await canvas()).not.toBe(light);
    await page.getByRole("radio", { name: "Light", exact: true }).click();
    expect(await canvas()).toBe(light);
    await page.getByRole("radio", { name: "Français" }).click();
    await expect(page.getByRole("heading", { name: "Réglages" })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Réglages" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    expect(await canvas()).toBe(light);
  });

  test("shows the API reference to strangers, and a page of its own for what is not there", async ({ page }) => {
    await page.goto("/docs");
    await expect(page.getByRole("heading", { name: "API reference", level: 1 })).toBeVisible();
    await expect(page.locator("section[id]", { hasText: "/imports/leads" }).first()).toBeVisible();
    await page.getByLabel("Filter by path or word").fill("jobs/{id}/export");
    await expect(page.locator("section[id]")).toHaveCount(1);
    await page.goto("/nowhere");
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  });

  test("fits 320 pixels without scrolling sideways", async ({ page }) => {
    await signUp(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await bringToReview(page, smallCsv(4));
    const sideways = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await sideways()).toBe(0);
    await startJob(page);
    await expect(page.getByRole("button", { name: /^Open Person/ })).toHaveCount(4);
    for (const path of ["", "/jobs", "/imports/new", "/credits", "/keys", "/settings", "/docs"]) {
      if (path !== "") await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await sideways(), path).toBe(0);
    }
  });
});
