import { test as base, expect, type Page } from "@playwright/test";
import { z } from "zod";

const mailsSchema = z.array(z.object({ to: z.string(), text: z.string() }));

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the tests start through playwright.config.ts.`);
  return value;
};

/** Where the product under test is. */
export const apiUrl = (): string => setting("CAPTELY_E2E_API_URL");

let addresses = 0;

/** An address that no other test has. */
export function newAddress(): string {
  addresses += 1;
  return `tester-${process.pid}-${Date.now()}-${addresses}@northwind.example`;
}

const mailsRead = new Map<string, number>();

/** The code of the next mail to an address that was not read yet, as a person would read it. */
export async function readCode(email: string): Promise<string> {
  const before = mailsRead.get(email) ?? 0;
  let mails: z.infer<typeof mailsSchema> = [];
  await expect
    .poll(
      async () => {
        const response = await fetch(`${setting("CAPTELY_E2E_MAILBOX_URL")}/messages?to=${encodeURIComponent(email)}`);
        mails = mailsSchema.parse(await response.json());
        return mails.length;
      },
      { intervals: [20, 50, 100] },
    )
    .toBeGreaterThan(before);
  mailsRead.set(email, mails.length);
  return /\b\d{6}\b/.exec(mails[0]?.text ?? "")?.[0] ?? "";
}

/** Asks the auth service as the sign-in form does. */
async function askAuth(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${setting("CAPTELY_E2E_SUPABASE_URL")}/auth/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", apikey: setting("CAPTELY_E2E_PUBLISHABLE_KEY") },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Signs a new user up and lands on the jobs page. Without the form: that is tested where it belongs. */
export async function signUp(page: Page, email = newAddress()): Promise<string> {
  await askAuth("otp", { email, create_user: true });
  const session = await askAuth("verify", { email, token: await readCode(email), type: "email" });
  // A picture has the same storage as the dashboard and is there at once.
  await page.goto("/favicon.svg");
  await page.evaluate((kept) => localStorage.setItem("captely.session", kept), JSON.stringify(session));
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
  return email;
}

/** A small list of made-up people at reserved domains. */
export function smallCsv(people: number): { name: string; mimeType: string; buffer: Buffer } {
  const rows = Array.from({ length: people }, (_, index) => {
    const company = ["Harborline Systems", "Marea Conseil", "Falken Logistik"][index % 3] ?? "";
    return `Person${String.fromCharCode(65 + (index % 26))},Example${index},${company},CTO`;
  });
  const csv = ["First name,Last name,Company,Position", ...rows].join("\n");
  return { name: `people-${people}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) };
}

/** From the file to the review of the draft. */
export async function bringToReview(page: Page, file: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0]) {
  await page.goto("/imports/new");
  await page.getByLabel("Choose a file").setInputFiles(file);
  await page.getByRole("button", { name: "Check the rows" }).click();
  await expect(page.getByRole("heading", { name: "Before you start" })).toBeVisible();
}

/** From the review to the running job. */
export async function startJob(page: Page) {
  await page.getByRole("button", { name: /^Start with/ }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
}

/** Ends a job for good. One that is left running takes the machine from the tests behind it. */
export async function cancelJob(page: Page) {
  await page.getByRole("button", { name: "Cancel job" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the job" }).click();
  await expect(page.getByRole("main").getByText("Cancelled", { exact: true }).first()).toBeVisible();
}

interface Watched {
  /** What the page complained of; a test that expects some takes it out. */
  complaints: string[];
}

/** Playwright's test, with the address of the product and an eye on the console. */
export const test = base.extend<Watched>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  baseURL: async ({}, use) => use(setting("CAPTELY_E2E_URL")),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        // The browser itself notes every refused request; refusals are tested where they belong.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
          complaints.push(message.text());
        }
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };
