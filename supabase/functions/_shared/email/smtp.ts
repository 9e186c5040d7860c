/** Needs Node's sockets (Node, Deno with npm packages). Hosted functions cannot reach ports 25 and 587: use 465 there. */
import { createTransport } from "nodemailer";
import type { Message } from "#core/notifications/message.ts";
import { envInteger, readEnv, requireEnv } from "../env.ts";
import { MailError } from "./mail-error.ts";
import { mailFrom } from "./sender.ts";

const timeoutMs = 4_000;

export async function sendBySmtp(message: Message): Promise<void> {
  const port = envInteger("SMTP_PORT", 465, { min: 1, max: 65_535 });
  const user = readEnv("SMTP_USERNAME");
  const transport = createTransport({
    host: requireEnv("SMTP_SERVER", "the host name of the mail server"),
    port,
    secure: port === 465,
    // A password never travels in the clear.
    requireTLS: user !== undefined && port !== 465,
    ...(user === undefined ? {} : { auth: { user, pass: readEnv("SMTP_PASSWORD") ?? "" } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await transport.sendMail({ ...message, from: mailFrom() });
  } catch (error) {
    throw new MailError("The mail server did not take the mail.", { cause: error });
  } finally {
    transport.close();
  }
}
