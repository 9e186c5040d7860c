import { writeFileSync } from "node:fs";
import { bringToReview, expect, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

test.describe("imports", () => {
  test("says in one sentence why a file cannot be read", async ({ page }, testInfo) => {
    await signUp(page);
    await page.goto("/imports/new");
    const input = page.getByLabel("Choose a file");
    await input.setInputFiles({
      name: "list.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7\n%âãÏÓ"),
    });
    await expect(page.getByRole("alert")).toContainText("This is a PDF, not a table.");
    await input.setInputFiles({ name: "empty.csv", mimeType: "text/csv", buffer: Buffer.from("") });
    await expect(page.getByRole("alert")).toContainText("There are no rows in this file.");
    // From the disk: as a buffer it would travel to the browser as text.
    const large = testInfo.outputPath("large.csv");
    writeFileSync(large, Buffer.alloc(21 * 1024 * 1024, "Ada,Example,Harborline\n"));
    await input.setInputFiles(large);
    await expect(page.getByRole("alert")).toContainText("larger than 20 MB");
    await expect(page.getByText("Drop a CSV or Excel file here")).toBeVisible();
  });

  test("asks for the columns that are needed and lets them be chosen", async ({ page }) => {
    await signUp(page);
    await page.goto("/imports/new");
    const csv = "Alpha,Beta,Gamma\nblue,7,Harborline Systems\nred,8,Marea Conseil\n";
    await page
      .getByLabel("Choose a file")
      .setInputFiles({ name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await expect(page.getByText(/To find somebody we need a name/)).toBeVisible();
    const next = page.getByRole("button", { name: "Check the rows" });
    await expect(next).toBeDisabled();
    await page.getByLabel("What the column Alpha holds").selectOption("full_name");
    await page.getByLabel("What the column Gamma holds").selectOption("company");
    await expect(page.getByRole("row", { name: /Alpha/ })).toContainText("By hand");
    await expect(next).toBeEnabled();
    // One meaning, one column: it moves.
    await page.getByLabel("What the column Beta holds").selectOption("company");
    await expect(page.getByLabel("What the column Gamma holds")).toHaveValue("");
  });

  test("takes a file that is dropped on the page", async ({ page }) => {
    await signUp(page);
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(
        new File(["Name,Company\nAda Example,Harborline Systems"], "dropped.csv", { type: "text/csv" }),
      );
      return transfer;
    });
    await page.getByText("Drop a CSV or Excel file here").dispatchEvent("drop", { dataTransfer: data });
    await expect(page.getByRole("heading", { name: "Which column is what?" })).toBeVisible();
    await expect(page.getByText("dropped.csv · 1 row.")).toBeVisible();
    await expect(page.getByText("1 row ready")).toBeVisible();
  });

  test("goes on where sending stopped, and asks before leaving", async ({ page }) => {
    await signUp(page);
    let refused = 0;
    await page.route("**/imports/*/rows", async (route) => {
      const numbers = (route.request().postDataJSON() as { rows: { row_number: number }[] }).rows;
      if (numbers[0]?.row_number === 1 || refused >= 4) return route.continue();
      refused += 1;
      return route.abort("connectionreset");
    });
    await page.goto("/imports/new");
    await page.getByLabel("Choose a file").setInputFiles(smallCsv(2_500));
    await page.getByRole("button", { name: "Check the rows" }).click();
    await expect(page.getByText("Stopped after 2,000 of 2,500 rows.")).toBeVisible({ timeout: 30_000 });
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Credits" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Stay here" }).click();
    await page.getByRole("button", { name: "Go on from here" }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    await expect(page.locator("dl > div", { hasText: "Rows in the file" }).locator("dd")).toHaveText("2,500");
    expect(refused).toBe(4);
  });

  test("discards a draft, and comes back to one from the list of jobs", async ({ page }) => {
    await signUp(page);
    await bringToReview(page, smallCsv(3));
    await page.goto("/jobs");
    await expect(page.getByRole("row", { name: /people-3\.csv/ })).toContainText("Draft");
    await page.getByRole("link", { name: "people-3.csv" }).click();
    await page.getByRole("button", { name: "Discard this import" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Discard this import" }).click();
    await expect(page.getByText("The import was discarded.")).toBeVisible();
    await expect(page.getByText("Start with a list")).toBeVisible();
  });
});

test.describe("people one has already", () => {
  test("are asked again for what is missing, and only for that", async ({ page }) => {
    test.setTimeout(240_000);
    await signUp(page);
    await bringToReview(page, smallCsv(3));
    await startJob(page);
    await expect(page.getByTestId("progress-text")).toContainText("took", { timeout: 150_000 });

    await bringToReview(page, smallCsv(3));
    const count = (label: string) => page.locator("dl > div", { hasText: label }).locator("dd");
    const chips = page.getByRole("region", { name: "Preview of the rows" }).locator("tbody tr");
    await expect(count("Already yours")).toHaveText("3");
    await expect(page.getByText("Choose Phone below to look up the numbers that are missing.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Start", exact: true })).toBeDisabled();
    await expect(chips.first()).toContainText("Already yours");
    await page.getByRole("radio", { name: "Both" }).click();
    await expect(count("Will be looked up")).toHaveText("3");
    await expect(count("Already yours")).toHaveText("0");
    await expect(page.getByText("3 people whom you already have are asked again")).toBeVisible();
    await expect(chips.first()).toContainText("Phone is missing");
    await expect(
      page
        .getByRole("row", { name: /Credits/ })
        .getByRole("cell")
        .last(),
    ).toHaveText("24");

    await startJob(page);
    await page
      .getByRole("button", { name: /^Open Person/ })
      .first()
      .click();
    const email = page.getByRole("dialog").getByRole("region", { name: "E-mail" });
    await expect(email.getByText("neither asked for nor charged again")).toBeVisible();
    await email.getByRole("link", { name: "See how it was found" }).click();
    await expect(page.getByRole("dialog").getByRole("heading", { name: "Icypeas" })).toBeVisible();
  });
});

test.describe("the daily budget", () => {
  test("is refused in words, set, shown before a start, and lifted", async ({ page }) => {
    await signUp(page);
    await page.goto("/settings");
    const budget = page.locator("#budget");
    const amount = budget.getByLabel("At most in a day");
    const save = budget.getByRole("button", { name: "Save" });
    await expect(save).toBeDisabled();
    await amount.fill("0");
    await save.click();
    await expect(budget.getByRole("alert")).toContainText("Write an amount in US dollars above 0");
    await amount.fill("12.50");
    await amount.press("Enter");
    await expect(page.getByText("The daily budget is set.")).toBeVisible();
    await bringToReview(page, smallCsv(2));
    await page.getByText("Spending limits").click();
    await expect(
      page.getByText(/all jobs together may spend \$12\.50 a day; \$0\.00 of it is spent today/),
    ).toBeVisible();
    await page.goto("/settings");
    await expect(amount).toHaveValue("12.5");
    await amount.fill("");
    await save.click();
    await expect(page.getByText("There is no daily budget any more.")).toBeVisible();
  });
});
