import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readTable } from "#files/read-table.ts";
import { bringToReview, expect, signUp, startJob, test } from "#tests/support/e2e/captely.ts";

const mixed = fileURLToPath(new URL("../fixtures/csv/mixed-500.csv", import.meta.url));
const resultColumns =
  "email,email_status,email_confidence,email_source,phone,phone_type,phone_status,phone_source,cost_usd,result,reason".split(
    ",",
  );

function tableOf(bytes: Uint8Array) {
  const table = readTable(bytes);
  if (!table.ok) throw new Error(table.detail);
  return table;
}

test.describe("a list of 500", () => {
  test("is matched, reviewed, enriched, read contact by contact, and downloaded", async ({ page }) => {
    test.setTimeout(240_000);
    await signUp(page);
    await expect(page.getByText("Sandbox: answers come from simulators")).toBeVisible();

    await test.step("the first page takes the file and matches its columns", async () => {
      await page.getByLabel("Choose a file").setInputFiles(mixed);
      await expect(page.getByRole("heading", { name: "Which column is what?" })).toBeFocused();
      const meaning = (header: string) => page.getByLabel(`What the column ${header} holds`);
      await expect(meaning("Prénom")).toHaveValue("first_name");
      await expect(meaning("Nachname")).toHaveValue("last_name");
      await expect(meaning("Société")).toHaveValue("company");
      await expect(meaning("Teléfono")).toHaveValue("given_phone");
      await expect(meaning("Notes")).toHaveValue("");
      await expect(page.getByText(/\d+ rows ready · \d+ with a problem · \d+ repeated/)).toBeVisible();
    });

    const expected = await page.getByText(/\d+ rows ready · /).textContent();
    const [ready = 0, bad = 0, repeated = 0] = (expected ?? "").match(/\d+/g)?.map(Number) ?? [];
    expect(ready + bad + repeated).toBe(500);

    await test.step("the review agrees with the check in the browser", async () => {
      await page.getByRole("button", { name: "Check the rows" }).click();
      await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
      const count = (label: string) => page.locator("dl > div", { hasText: label }).locator("dd");
      await expect(count("Rows in the file")).toHaveText("500");
      await expect(count("Will be looked up")).toHaveText(String(ready));
      await expect(count("With a problem")).toHaveText(String(bad));
      await expect(count("Repeated in the file")).toHaveText(String(repeated));

      await page.getByRole("radio", { name: /Only problems/ }).click();
      await expect(page).toHaveURL(/show=problems/);
      const rows = page.getByRole("region", { name: "Preview of the rows" }).locator("tbody tr");
      await expect(rows).toHaveCount(bad);
      await expect(rows.first()).toContainText("Problem");
      await page.getByRole("radio", { name: /Only repeats/ }).click();
      await expect(rows).toHaveCount(repeated);
      await expect(rows.first()).toContainText(/Repeats row \d+/);
    });

    await test.step("the estimate follows the choices", async () => {
      const most = page
        .getByRole("row", { name: /Credits/ })
        .getByRole("cell")
        .last();
      await expect(most).toHaveText(String(ready));
      await page.getByRole("radio", { name: "Both" }).click();
      await expect(most).toHaveText((ready * 9).toLocaleString("en"));
      await page.getByRole("radio", { name: "E-mail" }).click();
      await expect(most).toHaveText(String(ready));
      await page.getByText("Spending limits").click();
      const perJob = page.getByLabel("For this job");
      await perJob.fill("a lot");
      await expect(page.getByRole("alert").filter({ hasText: "amount in US dollars" })).toBeVisible();
      await expect(page.getByRole("button", { name: /^Start with/ })).toBeDisabled();
      await perJob.fill("3");
      const cost = page
        .getByRole("row", { name: /Cost of the sources/ })
        .getByRole("cell")
        .last();
      await expect(cost).toHaveText("$3.00");
      await perJob.fill("");
      await page.getByLabel("For each person").fill("0.001");
      await expect(page.getByText(/Below that, nobody is asked/)).toBeVisible();
      await page.getByLabel("For each person").fill("");
    });

    await test.step("the job runs and says how far it is", async () => {
      await startJob(page);
      await expect(page.getByTestId("progress-text")).toContainText(new RegExp(`\\d+ of ${ready}.*\\d+ found`));
      await expect(page.getByRole("progressbar", { name: "Progress" })).toHaveAttribute("aria-valuemax", String(ready));
      await expect(page.getByTestId("progress-text")).toContainText("took", { timeout: 200_000 });
      await expect(page.getByRole("main").getByText("Done", { exact: true })).toBeVisible();
    });

    const figure = async (label: string) =>
      Number(
        (await page.locator("dl > div", { hasText: label }).locator("dd").first().textContent())?.replace(/\D/g, ""),
      );
    const found = await figure("Found");
    const partial = await figure("In part");
    expect(found).toBeGreaterThan(ready / 2);

    await test.step("filter and search live in the address", async () => {
      await page.getByLabel("Show", { exact: true }).selectOption("partial");
      await expect(page).toHaveURL(/show=partial/);
      // Only the rows in sight are drawn; the table says how many there are.
      await expect(page.getByRole("main").locator("table[aria-rowcount]")).toHaveAttribute(
        "aria-rowcount",
        String(partial + 1),
      );
      await page.getByLabel("Show", { exact: true }).selectOption("");
      await page.getByLabel("Search name, company or e-mail").fill("nobody of this name");
      await expect(page.getByText("No contact matches this search and filter.")).toBeVisible();
      await page.getByRole("button", { name: "Clear search and filter" }).click();
      await page.getByLabel("Search name, company or e-mail").fill("Oliver Weiß");
      await expect(page).toHaveURL(/q=Oliver/);
      await expect(page.getByRole("button", { name: "Open Oliver Weiß" }).first()).toBeVisible();
      await page.reload();
      await expect(page.getByLabel("Search name, company or e-mail")).toHaveValue("Oliver Weiß");
      await expect(page.getByRole("button", { name: "Open Álvaro Ordóñez" })).toHaveCount(0);
      await page.getByLabel("Search name, company or e-mail").fill("");
    });

    await test.step("a contact shows its trail", async () => {
      await page.getByRole("button", { name: "Open Álvaro Ordóñez" }).first().click();
      const sheet = page.getByRole("dialog", { name: "Álvaro Ordóñez" });
      await expect(sheet.getByRole("heading", { name: "Icypeas" })).toBeVisible();
      await expect(sheet.getByText(/^Stopped: /)).toBeVisible();
      await expect(sheet.getByText(/to sources · \d+ credits? charged/)).toBeVisible();
      await expect(page).toHaveURL(/contact=/);
      await sheet.getByRole("button", { name: "Next contact" }).click();
      await expect(page.getByRole("dialog", { name: "Oliver Weiß" })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    });

    await test.step("the file has every row, in order, with its results", async () => {
      const waiting = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download CSV" }).click();
      const download = await waiting;
      expect(download.suggestedFilename()).toBe("mixed-500-enriched.csv");
      const bytes = readFileSync(await download.path());
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(bytes.toString("utf8").replaceAll("\r\n", "")).not.toContain("\r");

      const given = tableOf(readFileSync(mixed));
      const got = tableOf(bytes);
      expect(got.headers).toEqual([...given.headers, ...resultColumns]);
      expect(got.rows.length).toBe(500);
      const plain = (cell = "") => cell.replace(/^'(?=[=+\-@])/, "");
      for (const [index, row] of given.rows.entries()) {
        expect(given.headers.map((_, column) => plain(got.rows[index]?.[column]))).toEqual(
          given.headers.map((_, column) => plain(row[column])),
        );
      }
      const column = (name: string) => got.headers.indexOf(name);
      const value = (row: string[], name: string) => row[column(name)] ?? "";
      const own = got.rows.filter((row) => !value(row, "reason").startsWith("duplicate_of"));
      expect(own.filter((row) => value(row, "result") === "found").length).toBe(found);
      expect(own.filter((row) => value(row, "result") === "partial").length).toBe(partial);
      expect(own.filter((row) => value(row, "result") === "invalid_row").length).toBe(bad);
      expect(got.rows.length - own.length).toBe(repeated);
      for (const row of own.filter((candidate) => value(candidate, "result") === "found")) {
        expect(value(row, "email")).toMatch(/^[^@\s]+@[^@\s]+\.[a-z]+$/);
        expect(Number(value(row, "email_confidence"))).toBeGreaterThanOrEqual(90);
      }
    });

    await test.step("the sources and the credits agree", async () => {
      await page.getByRole("link", { name: "Sources" }).click();
      await expect(page.getByRole("row", { name: /^Icypeas/ })).toContainText(String(ready));
      await page.getByRole("link", { name: /Rows left out/ }).click();
      await expect(page.getByRole("main").locator("tbody tr")).toHaveCount(bad);
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Credits" }).click();
      await expect(page.locator("dl > div", { hasText: "Spent" }).locator("dd")).toHaveText(String(found));
    });

    await test.step("the same list again finds everybody already there", async () => {
      await bringToReview(page, mixed);
      await expect(page.locator("dl > div", { hasText: "Already yours" }).locator("dd")).not.toHaveText("0");
    });
  });
});
