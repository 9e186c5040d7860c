import { expectAccessible } from "#tests/support/e2e/accessible.ts";
import { bringToReview, expect, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

test("a phone is awaited while the e-mail is there; the queue shows who is asked; the trail says why it stopped", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signUp(page);
  await bringToReview(page, smallCsv(12));
  await page.getByRole("radio", { name: "Both" }).click();
  await startJob(page);
  await expect(page.getByText("Phone pending").first()).toBeVisible({ timeout: 120_000 });
  const job = page.url();

  await page.getByRole("link", { name: "Queue" }).click();
  await expect(page.getByRole("heading", { name: "Queue", level: 1 })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Apollo" }).getByText("Answers")).toBeVisible();
  await expect(page.getByText("Nobody was given up.")).toBeVisible();
  await expectAccessible(page, "queue", [
    { scheme: "light", width: 1280 },
    { scheme: "dark", width: 320 },
  ]);

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(job);
  await expect(page.getByTestId("progress-text")).toContainText("took", { timeout: 90_000 });
  await expect(page.getByText("Phone pending")).toHaveCount(0);
  await page
    .getByRole("button", { name: /^Open Person/ })
    .first()
    .click();
  const trail = page.getByRole("dialog");
  await expect(trail.getByRole("region", { name: "E-mail" }).getByText(/^Stopped: /)).toBeVisible();
  await expect(trail.getByRole("region", { name: "Phone" }).getByText(/^Stopped: /)).toBeVisible();
  await expect(trail.getByText(/from the first ask to the last answer/)).toBeVisible();
});
