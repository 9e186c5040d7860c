import type { Db } from "../_shared/db/port.ts";
import type { SendMail } from "../_shared/email/send.ts";
import type { Log } from "../_shared/log.ts";

/** Everything the hooks touch, passed in. Functions are called at use: a setting may be missing. */
export interface WebhookDeps {
  db: Db;
  sendMail: SendMail;
  log: Log;
  sendEmailSecret(): string;
  beforeUserCreatedSecret(): string;
  /** How long a sign-in code is valid, for the words of the mail. */
  codeMinutes(): number;
  /** Tells the worker that there is work; never waits for it. */
  wakeWorker(): void;
}
