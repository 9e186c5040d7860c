import { z } from "zod";
import { failure } from "../failure.ts";
import type { Answer, FoundEmail, FoundPhone } from "../provider-port.ts";
import { sortEmails } from "../sort-emails.ts";
import { unreadable } from "../unreadable.ts";
import { usableEmail } from "../usable-email.ts";
import { readQualification } from "./labels.ts";
import { refField } from "./request.ts";

const phone = z.string().max(60).nullish().catch(null);
/** Only filled keys are present, so every one of them may be missing. */
const record = z.object({
  email: z
    .array(z.object({ email: z.string().max(320), qualification: z.string().max(60).nullish() }))
    .max(50)
    .nullish(),
  phone,
  mobile_phone: phone,
});
const echo = z.object({ custom_fields: z.object({ [refField]: z.string().max(200) }) });

/** Answers by our correlation id; records that do not carry one are left out. */
export function mapRecords(records: readonly unknown[]): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const raw of records) {
    const parsed = echo.safeParse(raw);
    const ref = parsed.success ? parsed.data.custom_fields[refField] : undefined;
    if (ref !== undefined && !answers.has(ref)) answers.set(ref, mapRecord(raw));
  }
  return answers;
}

export function mapRecord(raw: unknown): Answer {
  const parsed = record.safeParse(raw);
  if (!parsed.success) return unreadable("Dropcontact", "record");
  const rows = parsed.data.email ?? [];
  const emails: FoundEmail[] = [];
  let credits = 0;
  for (const row of rows) {
    const nativeLabel = row.qualification ?? "";
    const label = readQualification(nativeLabel);
    if (label === "opted_out") return failure("opted_out", "Dropcontact: this person asked not to be contacted");
    if (label === "reject") continue;
    // Charged for a verified address; generic, private and invalid ones come along free.
    credits = 1;
    const email = usableEmail(row.email);
    if (email !== null) emails.push({ email, label, nativeLabel, score: null });
  }
  if (emails.length > 0) {
    return { outcome: "found", emails: sortEmails(emails), phones: phonesOf(parsed.data), credits };
  }
  const detail = rows.length > 0 ? "Dropcontact had only unusable addresses" : "Dropcontact found no address";
  return failure("miss", detail, { credits });
}

/** The switchboard is reported as the company's; a number alone, without an address, is no answer to the ask. */
function phonesOf(found: z.output<typeof record>): FoundPhone[] {
  return [
    ...(found.mobile_phone ? [{ number: found.mobile_phone, kind: "mobile" as const }] : []),
    ...(found.phone ? [{ number: found.phone, kind: "company" as const }] : []),
  ];
}
