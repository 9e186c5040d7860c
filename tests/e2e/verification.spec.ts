import { readFileSync } from "node:fs";
import { readTable } from "#files/read-table.ts";
import { expectAccessible } from "#tests/support/e2e/accessible.ts";
import { expect, signUp, test } from "#tests/support/e2e/captely.ts";

const values = ["ada@acme.example", "no address", "person@gmial.com", "", "info@acme.example"];
const rows = Array.from({ length: 60 }, (_, at) => [`Person ${at}`, values[at % values.length] ?? "", "=1+1"]);
const listFile = {
  name: "newsletter.csv",
  mimeType: "text/csv",
  buffer: Buffer.from([["Name", "E-mail", "Note"], ...rows].map((cells) => cells.join(",")).join("\n")),
};

test("one address is checked and its score explained, by keyboard alone", async ({ page }) => {
  await signUp(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Verify" }).press("Enter");
  const field = page.getByLabel("E-mail address");
  await field.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "Enter an address" })).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type("grace.example@gmial.com");
  await page.keyboard.press("Enter");

  const result = page.getByRole("region", { name: "Result for grace.example@gmial.com" });
  await expect(result.getByText("Risky")).toBeVisible();
  await expect(result.getByText("Did you mean grace.example@gmail.com?")).toBeVisible();
  const points = await result.getByRole("table").locator("tbody td:last-child").allInnerTexts();
  const sum = points.reduce((total, text) => total + Number(text.replace("−", "-")), 0);
  await expect(result.getByRole("row", { name: /^Score/ })).toContainText(`${sum} / 100`);
  await expectAccessible(page, "one address");

  await page.getByRole("radio", { name: "Phone" }).click();
  await page.getByLabel("Phone number").fill("2026-01-15");
  await page.getByLabel("Phone number").press("Enter");
  await expect(page.getByText("This is a date, an address or something else with digits.").first()).toBeVisible();
});

test("a list survives a cut upload and a reload, and comes back with every column and a verdict", async ({ page }) => {
  test.setTimeout(240_000);
  await signUp(page);
  await page.goto("/verify");
  const choose = page.getByLabel("Choose a file");
  await choose.setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 …") });
  await expect(page.getByRole("alert").filter({ hasText: "This is a PDF, not a table" })).toBeVisible();

  await choose.setInputFiles(listFile);
  await expect(page.getByLabel("Column", { exact: true })).toHaveValue("1");
  await expectAccessible(page, "column");
  // The way to the server breaks after the list was made there.
  await page.route("**/verify/lists/*/rows", (route) => route.fulfill({ status: 422, json: { code: "x" } }));
  await page.getByRole("button", { name: "Verify 60 rows" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Stopped after 0 of 60 rows" })).toBeVisible();
  await page.unroute("**/verify/lists/*/rows");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByRole("link", { name: "newsletter.csv" }).click();
  await expect(page.getByText("The upload of this list is not finished")).toBeVisible();
  await choose.setInputFiles({ ...listFile, buffer: Buffer.from("Other,Columns\na,b") });
  await expect(page.getByRole("alert").filter({ hasText: "This is not the same file" })).toBeVisible();
  await choose.setInputFiles(listFile);

  const progress = page.getByTestId("list-progress");
  await expect(progress).toBeVisible();
  await page.reload();
  await expect(progress).toHaveText("60 rows checked", { timeout: 60_000 });
  await page.getByRole("radio", { name: "Undeliverable" }).click();
  const opener = page.getByRole("button", { name: "Explain no address" }).first();
  await opener.press("Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("The @ is missing.")).toBeVisible();
  await expectAccessible(page, "explanation");
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await expectAccessible(page, "list");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("newsletter-verified.csv");
  const table = readTable(new Uint8Array(readFileSync(await download.path())));
  if (!table.ok) throw new Error(table.detail);
  expect(table.headers.slice(0, 4)).toEqual(["Name", "E-mail", "Note", "email_status"]);
  // A formula gets its apostrophe; all else is as it was.
  expect(table.rows.map((cells) => cells.slice(0, 3))).toEqual(rows.map(([name, mail]) => [name, mail, "'=1+1"]));
  expect(table.rows.slice(0, 4).map((cells) => cells[3])).toEqual(["unknown", "undeliverable", "risky", "empty"]);

  await page.getByRole("button", { name: "Delete list" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete list" }).click();
  await expect(page.getByText("No lists yet.")).toBeVisible();
});
