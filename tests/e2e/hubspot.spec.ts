import { expectAccessible } from "#tests/support/e2e/accessible.ts";
import { bringToReview, expect, signUp, smallCsv, startJob, test } from "#tests/support/e2e/captely.ts";

test("HubSpot is connected in the settings, takes the people of a job once, and is disconnected again", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signUp(page);
  await bringToReview(page, smallCsv(12));
  await startJob(page);
  const job = page.url();
  const setUp = page.getByRole("link", { name: "Connect HubSpot to send these people there" });
  await setUp.click({ timeout: 150_000 });

  const hubspot = page.locator("#hubspot");
  await hubspot.getByLabel("Service key or private app token").fill("pat-of-somebody-else-entirely");
  await hubspot.getByRole("button", { name: "Connect HubSpot" }).click();
  await expect(hubspot.getByText("HubSpot does not take this token.")).toBeVisible();
  const token = /pat-[\w-]+/.exec((await hubspot.getByText("Sandbox: a simulator").textContent()) ?? "")?.[0] ?? "";
  await hubspot.getByLabel("Service key or private app token").fill(token);
  await hubspot.getByRole("button", { name: "Connect HubSpot" }).click();
  await expect(hubspot.getByText("Account 1000001, token ending in 0000")).toBeVisible();

  await page.goto(job);
  await expect(page.getByTestId("progress-text")).toContainText("took", { timeout: 150_000 });
  const send = page.getByRole("button", { name: "Send to HubSpot" });
  await send.click();
  await expect(page.getByText(/\d+ (person|people) sent to HubSpot\./)).toBeVisible();
  await send.click();
  await expect(page.getByText(/Nobody new to send\. \d+ .* there already\./)).toBeVisible();
  for (const { path, width, scheme } of [
    { path: job, width: 1280, scheme: "light" },
    { path: "/settings", width: 320, scheme: "dark" },
  ] as const) {
    if (path !== page.url()) await page.goto(path);
    await expect(page.getByRole("heading", { name: /^HubSpot/ })).toBeVisible();
    await expectAccessible(page, path, [{ scheme, width }]);
  }

  await hubspot.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(hubspot.getByLabel("Service key or private app token")).toBeVisible();
});
