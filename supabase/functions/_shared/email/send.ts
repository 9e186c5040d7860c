import type { Message } from "#core/notifications/message.ts";
import { readEnv } from "../env.ts";
import { sendToMailbox } from "./mailbox.ts";
import { sendByResend } from "./resend.ts";

export type SendMail = (message: Message) => Promise<void>;

/** Chooses the way by the settings: Resend with its key, else SMTP, else the mailbox of the local stack. */
export function mailSender(): SendMail {
  if (readEnv("RESEND_API_KEY")) return sendByResend;
  if (readEnv("SMTP_SERVER")) {
    return async (message) => {
      // Loaded where it is used: it needs sockets of Node, which most hosts of this code never touch.
      const { sendBySmtp } = await import("./smtp.ts");
      await sendBySmtp(message);
    };
  }
  return sendToMailbox;
}
