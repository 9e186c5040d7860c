import { createServer, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MailError } from "#functions/_shared/email/mail-error.ts";
import { mailSender } from "#functions/_shared/email/send.ts";
import { startSmtpSink } from "#tests/support/smtp-sink.ts";

const message = { to: "ana@acme.example", subject: "031713 is your code", text: "Code: 031713", html: "<p>031713</p>" };

interface Seen {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

/** An HTTP server that keeps what it was sent and answers with one status. */
async function startReceiver(status: number) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ method: request.method, path: request.url, headers: request.headers, body });
      response.writeHead(status, { "content-type": "application/json" }).end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  cleanups.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${port}`, seen };
}

const cleanups: (() => Promise<void>)[] = [];
beforeEach(() => {
  for (const name of ["RESEND_API_KEY", "SMTP_SERVER", "MAILBOX_URL", "FROM_NAME"]) vi.stubEnv(name, "");
  vi.stubEnv("FROM_EMAIL", "hello@captely.example");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

describe("Resend", () => {
  test("gets the mail and the key", async () => {
    const { url, seen } = await startReceiver(200);
    vi.stubEnv("RESEND_API_KEY", "re_synthetic");
    vi.stubEnv("RESEND_BASE_URL", url);
    vi.stubEnv("FROM_NAME", 'The "Team"');
    await mailSender()(message);
    expect(seen[0]).toMatchObject({
      method: "POST",
      path: "/emails",
      headers: { authorization: "Bearer re_synthetic" },
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      ...message,
      to: ["ana@acme.example"],
      from: '"The \\"Team\\"" <hello@captely.example>',
    });
  });

  test.each([401, 422, 429, 500])("a refusal with %d is a mail error without the address", async (status) => {
    const { url } = await startReceiver(status);
    vi.stubEnv("RESEND_API_KEY", "re_synthetic");
    vi.stubEnv("RESEND_BASE_URL", url);
    const error: unknown = await mailSender()(message).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MailError);
    expect(String(error)).toContain(String(status));
    expect(String(error)).not.toContain("ana@");
  });

  test("one that cannot be reached is a mail error", async () => {
    vi.stubEnv("RESEND_API_KEY", "re_synthetic");
    vi.stubEnv("RESEND_BASE_URL", "http://127.0.0.1:9");
    await expect(mailSender()(message)).rejects.toThrow(MailError);
  });
});

describe("SMTP", () => {
  test("the mail goes out in both forms", async () => {
    const sink = await startSmtpSink();
    cleanups.push(sink.close);
    vi.stubEnv("SMTP_SERVER", "127.0.0.1");
    vi.stubEnv("SMTP_PORT", String(sink.port));
    await mailSender()(message);
    expect(sink.mails).toHaveLength(1);
    expect(sink.mails[0]).toMatch(/^From: Captely <hello@captely\.example>\r?$/m);
    expect(sink.mails[0]).toMatch(/^To: ana@acme\.example\r?$/m);
    expect(sink.mails[0]).toContain("multipart/alternative");
  });

  test("a server without encryption is not given the password", async () => {
    const sink = await startSmtpSink();
    cleanups.push(sink.close);
    vi.stubEnv("SMTP_SERVER", "127.0.0.1");
    vi.stubEnv("SMTP_PORT", String(sink.port));
    vi.stubEnv("SMTP_USERNAME", "user");
    vi.stubEnv("SMTP_PASSWORD", "secret");
    await expect(mailSender()(message)).rejects.toThrow(MailError);
    expect(sink.mails).toEqual([]);
  });

  test("a refused recipient is a mail error", async () => {
    const sink = await startSmtpSink({ reply: "550 no such user" });
    cleanups.push(sink.close);
    vi.stubEnv("SMTP_SERVER", "127.0.0.1");
    vi.stubEnv("SMTP_PORT", String(sink.port));
    await expect(mailSender()(message)).rejects.toThrow(MailError);
  });
});

describe("the local mailbox", () => {
  test("gets the mail with its secret", async () => {
    const { url, seen } = await startReceiver(201);
    vi.stubEnv("MAILBOX_URL", `${url}/mailbox`);
    vi.stubEnv("MAILBOX_SECRET", "mailbox-secret");
    await mailSender()(message);
    expect(seen[0]).toMatchObject({ path: "/mailbox/messages", headers: { authorization: "Bearer mailbox-secret" } });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(message);
  });

  test("without any way to send, the sentence names the settings", async () => {
    await expect(mailSender()(message)).rejects.toThrow(/MAILBOX_URL is not set.*RESEND_API_KEY or SMTP_SERVER/);
  });
});
