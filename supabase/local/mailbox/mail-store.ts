import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const mailSchema = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** ISO 8601. */
  sent_at: z.string(),
});

export type Mail = z.infer<typeof mailSchema>;

export interface MailStore {
  add(mail: Omit<Mail, "id" | "sent_at">): Mail;
  /** Newest first; `to` compares without regard to case. */
  list(to?: string): Mail[];
  find(id: string): Mail | undefined;
}

const kept = 1000;

/** Every mail the product sent on this machine, kept across restarts as one JSON line each. */
export function openMailStore(home: string, now: () => Date = () => new Date()): MailStore {
  const file = join(home, "mailbox.ndjson");
  const mails = existsSync(file) ? readMails(file) : [];
  if (mails.length > kept) {
    mails.splice(0, mails.length - kept);
    writeFileSync(`${file}.new`, mails.map((mail) => `${JSON.stringify(mail)}\n`).join(""), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return {
    add: (content) => {
      const mail = { ...content, id: randomUUID(), sent_at: now().toISOString() };
      mails.push(mail);
      appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
      return mail;
    },
    list: (to) => {
      const wanted = to?.trim().toLowerCase();
      return mails.filter((mail) => wanted === undefined || mail.to.toLowerCase() === wanted).reverse();
    },
    find: (id) => mails.find((mail) => mail.id === id),
  };
}

/** A line cut short by a crash is passed over; the rest of the mailbox is worth more than it. */
function readMails(file: string): Mail[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        const mail = mailSchema.safeParse(JSON.parse(line));
        return mail.success ? [mail.data] : [];
      } catch {
        return [];
      }
    });
}
