import { expectAccessible } from "#tests/support/e2e/accessible.ts";
import { bringToReview, expect, newAddress, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

// Every screen dark and narrow, light and wide. Four walks, so that two of them go on side by side.
test.describe("no axe violations and nothing wider than the window", () => {
  test.setTimeout(240_000);
  const narrow = { width: 390, height: 844 };
  const csv = `${smallCsv(5).buffer}\n,,,\nNobody,,,\nPersonA,Example0,Harborline Systems,CTO\n`;
  const file = { name: "small.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };

  test("while importing", async ({ page }) => {
    const check = (where: string) => expectAccessible(page, where);
    await signUp(page);
    await expect(page.getByText("Start with a list")).toBeVisible();
    await check("first page");
    await page.goto("/imports/new");
    await expect(page.getByText("Drop a CSV or Excel file here")).toBeVisible();
    await check("file");
    await page.getByLabel("Choose a file").setInputFiles(file);
    await expect(page.getByText(/5 rows ready/)).toBeVisible();
    await check("match columns");
    await bringToReview(page, file);
    await expect(page.getByRole("region", { name: "Preview of the rows" }).locator("tbody tr").first()).toBeVisible();
    await check("review");
    await page.getByRole("radio", { name: /Only problems/ }).click();
    await page.getByText("Spending limits").click();
    await page.getByLabel("For each day").fill("0");
    await check("review, problems and limits");
    await page.getByRole("button", { name: "Discard this import" }).click();
    await check("discard?");
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    await page.goto("/jobs");
    await expect(page.getByRole("row", { name: /small\.csv/ })).toBeVisible();
    await check("jobs");
  });

  test("on the page of a job", async ({ page }) => {
    const check = (where: string) => expectAccessible(page, where);
    await signUp(page);
    await bringToReview(page, file);
    // Held at once: a job of five is over before a busy machine has looked at it.
    await startJob(page);
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Open Person/ }).first()).toBeVisible();
    await check("paused job");
    await page.getByRole("button", { name: "Cancel job" }).click();
    await check("cancel?");
    await page.getByRole("button", { name: "Keep it running" }).click();
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(page.getByTestId("progress-text")).toContainText("took", { timeout: 90_000 });
    await check("finished job");
    await page
      .getByRole("button", { name: /^Open Person/ })
      .first()
      .click();
    await expect(page.getByRole("dialog").getByText(/^Stopped: /)).toBeVisible();
    await check("trail");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Sources" }).click();
    await expect(page.getByRole("row", { name: /^Icypeas/ })).toBeVisible();
    await check("sources");
    await page.getByRole("link", { name: /Rows left out/ }).click();
    await expect(page.getByRole("main").locator("tbody tr").first()).toBeVisible();
    await check("rows left out");
    await page.goto(`${page.url().split("?")[0]}?q=nobody`);
    await expect(page.getByText("Nothing fits")).toBeVisible();
    await check("nothing fits");
    await page.goto("/credits");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await check("credits");
  });

  test("around the account", async ({ page }) => {
    const check = (where: string) => expectAccessible(page, where);
    await signUp(page);
    await page.setViewportSize(narrow);
    await page.getByRole("button", { name: "Open menu" }).click();
    await expectAccessible(page, "menu", [{ scheme: "dark", width: 390 }]);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "Account" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page, "account menu", [{ scheme: "light", width: 1280 }]);
    await page.keyboard.press("Escape");
    await page.goto("/keys");
    await page.getByRole("button", { name: "Make a key" }).click();
    await check("make a key");
    await page.getByRole("dialog").getByLabel("Name").fill("a key");
    await page.getByRole("dialog").getByRole("button", { name: "Make a key" }).click();
    await expect(page.getByTestId("new-key")).toBeVisible();
    await check("new key");
    await page.getByRole("button", { name: "I have copied it" }).click();
    await check("keys");
    await page.goto("/settings");
    await expect(page.getByText("Icypeas")).toBeVisible();
    await expect(page.getByLabel("At most in a day")).toBeVisible();
    await check("settings");
  });

  test("for those who are not signed in", async ({ page }) => {
    const check = (where: string) => expectAccessible(page, where);
    await page.goto("/sign-in");
    await page.getByLabel("Work e-mail").fill("somebody@gmail.com");
    await check("sign-in");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByRole("alert")).toContainText("not accepted");
    await check("sign-in refused");
    await page.getByLabel("Work e-mail").fill(newAddress());
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByLabel("6-digit code")).toBeVisible();
    await check("code");
    await page.goto("/docs");
    await expect(page.locator("section[id]").first()).toBeVisible();
    await check("API reference");
    await page.goto("/nowhere");
    await check("not found");
  });
});
