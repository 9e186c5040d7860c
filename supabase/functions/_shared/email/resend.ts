import type { Message } from "#core/notifications/message.ts";
import { envUrl, requireEnv } from "../env.ts";
import { MailError } from "./mail-error.ts";
import { mailFrom } from "./sender.ts";

/** Resend's REST API, one call a mail: https://resend.com/docs/api-reference/emails/send-email */
export async function sendByResend({ to, subject, text, html }: Message): Promise<void> {
  const key = requireEnv("RESEND_API_KEY", "the API key of Resend");
  const { address, name } = mailFrom();
  let answer: Response;
  try {
    answer = await fetch(`${envUrl("RESEND_BASE_URL", "https://api.resend.com")}/emails`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ from: `${quoted(name)} <${address}>`, to: [to], subject, text, html }),
      signal: AbortSignal.timeout(4_000),
    });
  } catch (error) {
    throw new MailError("Resend could not be reached.", { cause: error });
  }
  await answer.body?.cancel();
  if (!answer.ok) throw new MailError(`Resend refused the mail with status ${answer.status}.`);
}

/** A display name as RFC 5322 quotes it. */
const quoted = (name: string): string => `"${name.replace(/[\r\n]+/g, " ").replace(/(["\\])/g, "\\$1")}"`;
