import type { Message } from "#core/notifications/message.ts";
import { requireEnv } from "../env.ts";
import { MailError } from "./mail-error.ts";

/** Hands the mail to the mailbox page of the local stack. */
export async function sendToMailbox({ to, subject, text, html }: Message): Promise<void> {
  const url = requireEnv(
    "MAILBOX_URL",
    "an address only the local stack has: set RESEND_API_KEY or SMTP_SERVER to send mail",
  );
  const answer = await fetch(`${url}/messages`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${requireEnv("MAILBOX_SECRET", "the secret of the local mailbox")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ to, subject, text, html }),
    signal: AbortSignal.timeout(4_000),
  }).catch((error: unknown) => {
    throw new MailError("The local mailbox could not be reached.", { cause: error });
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new MailError(`The local mailbox refused the mail with status ${answer.status}.`);
}
