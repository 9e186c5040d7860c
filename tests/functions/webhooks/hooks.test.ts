import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "#core/notifications/message.ts";
import { MailError } from "#functions/_shared/email/mail-error.ts";
import { createLog } from "#functions/_shared/log.ts";
import { createWebhooksApp } from "#functions/webhooks/app.ts";

/** Payloads follow the examples of Supabase's documentation of the two hooks; the names in them are made up. */
const secret = `v1,whsec_${Buffer.from("a secret of thirty-two bytes ...").toString("base64")}`;
const otherSecret = `v1,whsec_${Buffer.from("another secret of thirty-two byt").toString("base64")}`;

const user = {
  id: "8484b834-f29e-4af2-bf42-80644d154f76",
  aud: "authenticated",
  role: "authenticated",
  email: "ana@acme.example",
  phone: "",
  app_metadata: { provider: "email", providers: ["email"] },
  user_metadata: { email: "ana@acme.example", email_verified: false },
  identities: [],
  created_at: "2026-05-14T12:56:33.821567Z",
  updated_at: "2026-05-14T12:56:33.824261Z",
  is_anonymous: false,
};
const emailData = {
  token: "305805",
  token_hash: "7d5b7b1964cf5d388340a7f04f1dbb5eeb6c7b52ef8270e1737a58d0",
  redirect_to: "http://localhost:4173/",
  email_action_type: "signup",
  site_url: "http://localhost:4173",
  token_new: "",
  token_hash_new: "",
};

let sent: Message[] = [];
let logged: string[] = [];
/** The database's limiter: three an hour for each bucket. */
let taken = new Map<string, number>();
let mailFails = false;

beforeEach(() => {
  sent = [];
  logged = [];
  taken = new Map();
  mailFails = false;
});

function app(secrets = secret) {
  return createWebhooksApp({
    db: {
      rpc: async (name, args) => {
        if (name !== "rate_take") throw new Error(`unexpected ${name}`);
        expect(args.p_windows).toEqual([{ capacity: 3, per_ms: 3_600_000 }]);
        const bucket = String(args.p_bucket);
        const count = (taken.get(bucket) ?? 0) + 1;
        taken.set(bucket, count);
        return JSON.parse(JSON.stringify(count <= 3 ? { granted: 1, wait_ms: 0 } : { granted: 0, wait_ms: 1_500_000 }));
      },
    },
    wakeWorker: () => {},
    sendMail: async (message) => {
      if (mailFails) throw new MailError("The mail server did not take the mail.");
      sent.push(message);
    },
    log: createLog("webhooks", (_level, line) => logged.push(line)),
    sendEmailSecret: () => secrets,
    beforeUserCreatedSecret: () => secrets,
    codeMinutes: () => 10,
  });
}

function signed(body: string, options: { secret?: string; at?: Date } = {}): Headers {
  const at = options.at ?? new Date();
  const webhook = new Webhook((options.secret ?? secret).slice("v1,".length));
  return new Headers({
    "content-type": "application/json",
    "webhook-id": "2f0ba2f1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": webhook.sign("2f0ba2f1", at, body),
  });
}

async function call(path: string, payload: unknown, options: { secret?: string; at?: Date; secrets?: string } = {}) {
  const body = JSON.stringify(payload);
  const answer = await app(options.secrets).request(`/webhooks/${path}`, {
    method: "POST",
    body,
    headers: signed(body, options),
  });
  return { status: answer.status, body: await answer.json() };
}

const mail = (changes: Record<string, unknown> = {}, person: Record<string, unknown> = {}) => ({
  user: { ...user, ...person },
  email_data: { ...emailData, ...changes },
});

describe("calls that are not from the auth server", () => {
  const body = JSON.stringify(mail());
  afterEach(() => expect(sent).toEqual([]));

  test("no signature", async () => {
    const answer = await app().request("/webhooks/send-email", { method: "POST", body });
    expect(answer.status).toBe(401);
  });

  test("signed with another secret", async () => {
    expect((await call("send-email", mail(), { secret: otherSecret })).status).toBe(401);
    expect((await call("before-user-created", { user }, { secret: otherSecret })).status).toBe(401);
  });

  test.each([
    ["older", -6],
    ["newer", 6],
  ])("a signature %s than five minutes", async (_word, minutes) => {
    const at = new Date(Date.now() + minutes * 60_000);
    expect((await call("send-email", mail(), { at })).status).toBe(401);
  });

  test("another body under the same signature", async () => {
    const headers = signed(body);
    const answer = await app().request("/webhooks/send-email", {
      method: "POST",
      body: body.replace("305805", "111111"),
      headers,
    });
    expect(answer.status).toBe(401);
  });

  test("a body of a size no hook has", async () => {
    const large = JSON.stringify({ ...mail(), filler: "x".repeat(300_000) });
    const answer = await app().request("/webhooks/send-email", { method: "POST", body: large, headers: signed(large) });
    expect(answer.status).toBe(413);
  });

  test("signed, but another payload", async () => {
    expect((await call("send-email", { hello: "world" })).status).toBe(400);
    expect((await call("before-user-created", ["user"])).status).toBe(400);
  });
});

test("while a secret is changed, the old one and the new one count", async () => {
  const secrets = `${otherSecret}|${secret}`;
  expect((await call("before-user-created", { user }, { secrets })).status).toBe(200);
  expect((await call("before-user-created", { user }, { secrets, secret: otherSecret })).status).toBe(200);
});

describe("before a user is created", () => {
  test.each(["ana@gmail.com", "ana@mailinator.com"])(
    "%s is refused in words, with status 200 as Supabase wants it",
    async (email) => {
      const { status, body } = await call("before-user-created", { metadata: {}, user: { ...user, email } });
      expect(status).toBe(200);
      expect(body.error).toEqual({
        http_code: 422,
        code: "email_not_professional",
        message: expect.stringContaining("work address"),
      });
    },
  );

  test("what is no address is refused", async () => {
    const { body } = await call("before-user-created", { user: { ...user, email: "" } });
    expect(body.error.http_code).toBe(422);
  });

  test("a professional address may sign up", async () => {
    expect(await call("before-user-created", { user })).toEqual({ status: 200, body: {} });
  });

  test("addresses are not logged", async () => {
    await call("before-user-created", { user: { ...user, email: "ana.secret@gmail.com" } });
    expect(logged.join()).not.toContain("ana.secret");
  });
});

describe("sending a mail", () => {
  test("the code goes out in the product's words", async () => {
    expect(await call("send-email", mail())).toEqual({ status: 200, body: {} });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ to: "ana@acme.example", subject: "305805 is your Captely code" });
    expect(sent[0]?.text).toContain("create your account");
  });

  test("an existing user signs in; a reader of French is written to in French", async () => {
    await call("send-email", mail({ email_action_type: "magiclink" }, { user_metadata: { locale: "fr-FR" } }));
    expect(sent[0]?.text).toContain("page de connexion");
  });

  test("the fourth mail within an hour is refused, for that address only, whatever its case", async () => {
    for (let count = 0; count < 3; count++) expect((await call("send-email", mail())).body).toEqual({});
    const { status, body } = await call("send-email", mail({}, { email: "ANA@acme.example" }));
    expect(status).toBe(200);
    expect(body.error).toMatchObject({
      http_code: 429,
      code: "over_email_send_rate_limit",
      message: expect.stringContaining("25 min"),
    });
    expect(sent).toHaveLength(3);
    expect((await call("send-email", mail({}, { email: "bob@acme.example" }))).body).toEqual({});
  });

  test("the limiter is not told the address", async () => {
    await call("send-email", mail());
    expect([...taken.keys()].join()).not.toContain("ana");
  });

  test("a change of address is confirmed on both sides", async () => {
    const change = mail(
      { email_action_type: "email_change", token: "111111", token_new: "222222" },
      { new_email: "ana@newfirm.example" },
    );
    await call("send-email", change);
    expect(sent.map(({ to, subject }) => [to, subject.slice(0, 6)])).toEqual([
      ["ana@acme.example", "111111"],
      ["ana@newfirm.example", "222222"],
    ]);
  });

  test("a change to a free-mail address is refused", async () => {
    const { body } = await call(
      "send-email",
      mail({ email_action_type: "email_change" }, { new_email: "ana@gmail.com" }),
    );
    expect(body.error.code).toBe("email_not_professional");
    expect(sent).toEqual([]);
  });

  test("a mail that cannot be handed over is an answer in words, and the code is not logged", async () => {
    mailFails = true;
    const { status, body } = await call("send-email", mail());
    expect(status).toBe(200);
    expect(body.error).toMatchObject({ http_code: 503, message: expect.stringContaining("Try again") });
    expect(logged.join()).not.toContain("305805");
  });

  test("announcements without a code are left to the auth server", async () => {
    expect(await call("send-email", mail({ email_action_type: "password_changed_notification" }))).toEqual({
      status: 200,
      body: {},
    });
    expect(sent).toEqual([]);
  });
});
