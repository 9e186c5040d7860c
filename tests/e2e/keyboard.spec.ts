import type { Page } from "@playwright/test";
import { expect, newAddress, readCode, smallCsv, test } from "#tests/support/e2e/captely.ts";

/** Tabs until the element with this name has the focus; fails when it is never reached. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return "";
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((at) => at.textContent) : [];
      return [element.getAttribute("aria-label") ?? "", ...labels, element.textContent].join(" ").trim();
    });
    if (name.test(label)) return;
  }
  throw new Error(`Tab never reached ${name}.`);
}

test("the whole way by keyboard: sign up, import, start, read a trail, download", async ({ page }) => {
  const email = newAddress();
  await page.goto("/");
  await expect(page.getByLabel("Work e-mail")).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("6-digit code")).toBeFocused();
  await page.keyboard.type(await readCode(email));
  await page.waitForURL("**/jobs");

  // The first stop of every page leads past the navigation.
  await page.goto("/imports/new");
  await expect(page.getByRole("heading", { name: "New import" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();

  const choosing = page.waitForEvent("filechooser");
  await tabTo(page, /Choose a file/);
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(smallCsv(6));
  await expect(page.getByRole("heading", { name: "Which column is what?" })).toBeFocused();

  await tabTo(page, /What the column Position holds/);
  await expect(page.getByLabel("What the column Position holds")).toHaveValue("title");
  await tabTo(page, /^Check the rows/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { name: "Review and start" })).toBeFocused();

  // Both, then back to e-mail, with the arrow keys of a radio group.
  await tabTo(page, /^E-mail$/);
  await page.keyboard.press("ArrowLeft", { delay: 150 });
  await expect(page.getByRole("radio", { name: "Both" })).toBeChecked();
  await page.keyboard.press("ArrowRight", { delay: 150 });
  await expect(page.getByRole("radio", { name: "E-mail" })).toBeChecked();
  await tabTo(page, /^Ask Icypeas later/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list").filter({ hasText: "Icypeas" }).getByRole("listitem").first()).toContainText(
    "Dropcontact",
  );
  await tabTo(page, /^Start with 6 people/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { name: "people-6.csv" })).toBeFocused();

  await expect(page.getByRole("button", { name: /^Open Person/ })).toHaveCount(6);
  await tabTo(page, /^Open PersonA/);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Open PersonB Example1" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("button", { name: "Open PersonF Example5" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "PersonF Example5" })).toBeVisible();
  await expect(page.getByRole("dialog").getByText(/^Stopped: /)).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Open PersonF Example5" })).toBeFocused();

  await page.keyboard.press("Home");
  const downloading = page.waitForEvent("download");
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Shift+Tab");
    if (
      await page.getByRole("button", { name: "Download CSV" }).evaluate((button) => button === document.activeElement)
    )
      break;
  }
  await page.keyboard.press("Enter");
  expect((await downloading).suggestedFilename()).toBe("people-6-enriched.csv");
});
