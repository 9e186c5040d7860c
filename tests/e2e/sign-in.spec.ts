import { expect, newAddress, readCode, signUp, test } from "#tests/support/e2e/captely.ts";

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
