import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readTable } from "#files/read-table.ts";
import {
  apiUrl,
  bringToReview,
  cancelJob,
  expect,
  newAddress,
  readCode,
  signUp,
  smallCsv,
  startJob,
  test,
} from "#tests/support/e2e/captely.ts";

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

test.describe("signing in", () => {
  test("refuses private addresses, wrong codes and half codes in words, then lets the right code in", async ({
    page,
  }) => {
    const email = newAddress();
    await page.goto("/credits");
    await expect(page.getByRole("heading", { name: "Sign in to Captely" })).toBeVisible();

    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByRole("alert")).toContainText("Enter your work e-mail address");
    await page.getByLabel("Work e-mail").fill("somebody@gmail.com");
    await page.getByRole("button", { name: "Send me a code" }).click();
    await expect(page.getByRole("alert")).toContainText("free-mail and disposable addresses are not accepted");

    await page.getByLabel("Work e-mail").fill(email);
    await page.getByRole("button", { name: "Send me a code" }).click();
    const code = page.getByLabel("6-digit code");
    await expect(code).toBeFocused();
    await expect(code).toHaveAttribute("autocomplete", "one-time-code");
    await expect(page.getByText(/Send another code in \d+ s/)).toBeVisible();
    await expect(page.getByRole("link", { name: "Open the mailbox" })).toHaveAttribute("href", "/mailbox");

    const right = await readCode(email);
    await code.fill("12");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("Enter all six digits");
    await code.fill(right === "111111" ? "222222" : "111111");
    await expect(page.getByRole("alert")).toContainText("This code is not right");

    // Pasted with what mail programs put around it.
    await page.evaluate(
      (text) => {
        const data = new DataTransfer();
        data.setData("text", text);
        document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
      },
      ` ${right.slice(0, 3)} ${right.slice(3)}\n`,
    );
    await page.waitForURL("**/credits");
    await expect(page.getByRole("heading", { name: "Credits", level: 1 })).toBeVisible();
  });

  test("says when an address has asked for too many codes", async ({ page }) => {
    const email = newAddress();
    for (let times = 1; times <= 4; times += 1) {
      await page.goto("/sign-in");
      await page.getByLabel("Work e-mail").fill(email);
      await page.getByRole("button", { name: "Send me a code" }).click();
      if (times < 4) await expect(page.getByLabel("6-digit code")).toBeVisible();
    }
    await expect(page.getByRole("alert")).toContainText("at most 3 an hour");
  });

  test("signs out, forgets what was shown, and never leads to another site", async ({ page }) => {
    const email = await signUp(page);
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in to Captely" })).toBeVisible();
    await page.goto("/jobs");
    await page.waitForURL("**/sign-in");

    await page.goto("/sign-in?next=%2F%2Fnorthwind.example%2Fjobs");
    await page.getByLabel("Work e-mail").fill(email);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("6-digit code").fill(await readCode(email));
    await expect(page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/jobs");
  });
});

test.describe("a session that ends by itself", () => {
  test("says so, and leads back to where one was", async ({ page }) => {
    const email = await signUp(page);
    const problem = { type: "about:blank", title: "Sign in again.", status: 401, code: "unauthorized" };
    await page.route("**/functions/v1/api/credits?*", (route) =>
      route.fulfill({ status: 401, contentType: "application/problem+json", body: JSON.stringify(problem) }),
    );
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Credits" }).click();
    await expect(page.getByText("Your session has ended.")).toBeVisible();
    await page.unroute("**/functions/v1/api/credits?*");
    await page.getByLabel("Work e-mail").fill(email);
    await page.getByRole("button", { name: "Send me a code" }).click();
    await page.getByLabel("6-digit code").fill(await readCode(email));
    await expect(page.getByRole("heading", { name: "Credits", level: 1 })).toBeVisible();
  });
});

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
