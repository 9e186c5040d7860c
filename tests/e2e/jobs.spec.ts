import { bringToReview, cancelJob, expect, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

test.describe("jobs", () => {
  test("pause, go on, and end for good", async ({ page }) => {
    await signUp(page);
    await bringToReview(page, smallCsv(40));
    await startJob(page);
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByRole("main").getByText("Paused", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByRole("main").getByText("Running", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Cancel job" }).click();
    await expect(page.getByRole("alertdialog")).toContainText("This cannot be undone.");
    await page.getByRole("button", { name: "Keep it running" }).click();
    await expect(page.getByRole("main").getByText("Running", { exact: true })).toBeVisible();
    await cancelJob(page);
    await expect(page.getByRole("button", { name: "Pause" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Download CSV" })).toBeEnabled();
  });

  test("wait in words when the credits do not cover the list", async ({ page }) => {
    await signUp(page);
    await bringToReview(page, smallCsv(150));
    // Nine credits are held for each: more than the welcome credits.
    await page.getByRole("radio", { name: "Both" }).click();
    await expect(page.getByText(/The job starts with as many people as they cover/)).toBeVisible();
    await startJob(page);
    await expect(page.getByRole("alert").filter({ hasText: "Waiting for credits" })).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole("link", { name: "See credits" })).toBeVisible();
    await cancelJob(page);
  });

  test("show nothing of another user's", async ({ page, browser, baseURL }) => {
    await signUp(page);
    await bringToReview(page, smallCsv(2));
    const address = page.url();
    const stranger = await (await browser.newContext({ baseURL: baseURL ?? "" })).newPage();
    await signUp(stranger);
    await stranger.goto(address);
    await expect(stranger.getByRole("alert")).toContainText("There is nothing here.");
    await stranger.context().close();
  });
});
