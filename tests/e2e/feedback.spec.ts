import { violationsOf } from "#tests/support/e2e/accessible.ts";
import { bringToReview, expect, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

test("an address explains how sure it is; one click says how it was and brings its credit back", async ({ page }) => {
  test.setTimeout(240_000);
  await signUp(page);
  await bringToReview(page, smallCsv(12));
  await startJob(page);
  await expect(page.getByText("100 %")).toBeVisible({ timeout: 150_000 });
  await page.goto(`${page.url().split("?")[0]}?show=found`);
  await page.locator("[data-open-row='0']").click();
  const sheet = page.getByRole("dialog");
  const why = sheet.locator("details").filter({ hasText: "of 100" }).first();
  await expect(why.locator("li").first()).toBeVisible();
  const points = await why.locator("li > span:last-child").allTextContents();
  const sum = points.reduce((total, text) => total + (Number(text.replace("−", "-")) || 0), 0);
  await expect(why.getByText(`Why ${sum} of 100?`)).toBeVisible();

  const bounced = sheet.getByRole("button", { name: "It bounced" });
  await bounced.focus();
  await page.keyboard.press("Enter");
  await expect(bounced).toHaveAttribute("aria-pressed", "true");
  await expect(sheet.getByText("You said that it bounced. 1 credit was given back.", { exact: false })).toBeVisible();
  await expect(sheet.getByText("Undeliverable").first()).toBeVisible();
  await expect(why.getByText(`When it was given: ${sum} of 100`)).toBeVisible();
  expect(await violationsOf(page, "[role=dialog]")).toEqual([]);

  // Another word later shows; the credit stays.
  await sheet.getByRole("button", { name: "It works" }).click();
  await expect(sheet.getByText("You said that it works.", { exact: false })).toBeVisible();
  await expect(sheet.getByText("Deliverable").first()).toBeVisible();
  await page.goto("/credits");
  await expect(page.getByText("Reported: it bounced")).toHaveCount(1);
});
