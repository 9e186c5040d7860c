import { appendFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openMailStore } from "#local/mailbox/mail-store.ts";
import { mailboxRoutes } from "#local/mailbox/routes.ts";
import { dropHome, newHome } from "#tests/support/stack/start-captely.ts";

const secret = "a synthetic secret of the mailbox";
const mail = { to: "Ana@Acme.example", subject: "Hello", text: "Text", html: "<p>HTML</p>" };

let home: string;
beforeEach(() => {
  home = newHome();
});
afterEach(() => dropHome(home));

const box = () => new Hono().route("/mailbox", mailboxRoutes(openMailStore(home), secret));
const post = (app: Hono, body: unknown, given = secret) =>
  app.request("http://127.0.0.1/mailbox/messages", {
    method: "POST",
    headers: { authorization: `Bearer ${given}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

describe("refused", () => {
  test("mail without the secret", async () => {
    expect((await post(box(), mail, "guess")).status).toBe(401);
    expect(openMailStore(home).list()).toEqual([]);
  });

  test.each([null, {}, { ...mail, subject: 1 }, { ...mail, html: "x".repeat(600_000) }])(
    "what is no mail",
    async (body) => {
      expect((await post(box(), body)).status).toBe(422);
    },
  );

  test("readers who come by another name", async () => {
    expect((await box().request("http://evil.example/mailbox/messages")).status).toBe(403);
    expect((await box().request("http://evil.example/mailbox")).status).toBe(403);
  });
});

test("mails are listed newest first, by address without regard to case", async () => {
  const app = box();
  for (const subject of ["one", "two"]) expect((await post(app, { ...mail, subject })).status).toBe(201);
  await post(app, { ...mail, to: "bob@acme.example", subject: "three" });
  const list = await (await app.request("http://localhost:4173/mailbox/messages?to=ana@acme.EXAMPLE")).json();
  expect(list.map((entry: { subject: string }) => entry.subject)).toEqual(["two", "one"]);
  expect(Object.keys(list[0]).sort()).toEqual(["html", "id", "sent_at", "subject", "text", "to"]);
});

test("mails survive a restart, even when the last line was cut short, and only their owner can read the file", async () => {
  await post(box(), mail);
  const file = join(home, "mailbox.ndjson");
  expect(statSync(file).mode & 0o077).toBe(0);
  appendFileSync(file, '{"id":"cut');
  expect(openMailStore(home).list()).toMatchObject([mail]);
});

describe("the page", () => {
  test("without mail it says what to do", async () => {
    expect(await (await box().request("http://127.0.0.1/mailbox")).text()).toContain("No mail yet");
  });

  test("escapes what a mail says and shows its HTML in a frame that may do nothing", async () => {
    const app = box();
    await post(app, { ...mail, subject: "<script>alert(1)</script>", html: '<p>"Hi"</p><script>alert(2)</script>' });
    const answer = await app.request("http://127.0.0.1/mailbox");
    const html = await answer.text();
    expect(html).not.toContain("<script>alert");
    expect(html).toContain('sandbox="" srcdoc="&lt;p&gt;&quot;Hi&quot;');
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe/);
  });

  test("opens the mail that was asked for", async () => {
    const app = box();
    const { id } = await (await post(app, { ...mail, subject: "first" })).json();
    await post(app, { ...mail, subject: "second" });
    const html = await (await app.request(`http://127.0.0.1/mailbox?message=${id}`)).text();
    expect(html).toContain('<h2 id="subject">first</h2>');
  });
});
