import { z } from "zod";
import { failure } from "../failure.ts";
import type { Answer, EmailLabel, FoundEmail } from "../provider-port.ts";
import { sortEmails } from "../sort-emails.ts";
import { unreadable } from "../unreadable.ts";
import { usableEmail } from "../usable-email.ts";

const running: ReadonlySet<string> = new Set(["NONE", "SCHEDULED", "IN_PROGRESS"]);

/** Certainty words; `sure` left the current documentation but still arrives. Null: not an address to use. */
const labels: Readonly<Record<string, EmailLabel | null>> = {
  ultra_sure: "verified",
  very_sure: "verified",
  sure: "probable",
  probable: "probable",
  undeliverable: null,
  not_found: null,
};

const item = z.object({
  status: z.string().max(60),
  results: z
    .object({
      emails: z
        .array(z.object({ email: z.string().max(320).nullish(), certainty: z.string().max(60).nullish() }))
        .max(50)
        .nullish(),
    })
    .nullish(),
});

export interface SearchItem {
  id: string | null;
  /** Our own id as it was given at submit. */
  ref: string | null;
  /** Row index within the bulk. */
  order: number | null;
  /** Null while the search is running. */
  answer: Answer | null;
}

/** One search item; a row that is not of the documented shape keeps what ids it has and becomes `transient`. */
export function mapItem(raw: unknown): SearchItem {
  const parsed = item.safeParse(raw);
  if (!parsed.success) return { ...ids(raw), answer: unreadable("Icypeas", "item") };
  const { status, results } = parsed.data;
  if (running.has(status)) return { ...ids(raw), answer: null };
  return { ...ids(raw), answer: finished(status, results?.emails ?? []) };
}

type Emails = readonly { email?: string | null | undefined; certainty?: string | null | undefined }[];

function finished(status: string, emails: Emails): Answer {
  switch (status) {
    case "FOUND":
    case "DEBITED":
      return found(emails);
    case "NOT_FOUND":
    case "DEBITED_NOT_FOUND":
      return failure("miss", "Icypeas found no address");
    case "BAD_INPUT":
      return failure("bad_input", "Icypeas could not use this name and company");
    case "INSUFFICIENT_FUNDS":
      return failure("out_of_credits", "Icypeas has no credits left");
    case "ABORTED":
      return failure("transient", "Icypeas aborted the search");
    default:
      return emails.length > 0 ? found(emails) : failure("transient", "Icypeas ended the search in an unknown state");
  }
}

function found(rows: Emails): Answer {
  const emails = rows.flatMap((row): FoundEmail[] => {
    const email = usableEmail(row.email);
    const nativeLabel = row.certainty ?? "";
    // An unknown certainty is a guess until our own verification says more.
    const label = Object.hasOwn(labels, nativeLabel) ? labels[nativeLabel] : "weak";
    return email === null || !label ? [] : [{ email, label, nativeLabel, score: null }];
  });
  if (emails.length === 0) return failure("miss", "Icypeas had only unusable addresses", { credits: rows.length && 1 });
  return { outcome: "found", emails: sortEmails(emails), phones: [], credits: 1 };
}

const idFields = z.object({
  _id: z.string().max(200).nullish().catch(null),
  order: z.number().int().nonnegative().nullish().catch(null),
  userData: z
    .object({ externalId: z.string().max(200).nullish().catch(null) })
    .nullish()
    .catch(null),
});

function ids(raw: unknown): Omit<SearchItem, "answer"> {
  const parsed = idFields.safeParse(raw);
  if (!parsed.success) return { id: null, ref: null, order: null };
  const { _id, order, userData } = parsed.data;
  return { id: _id ?? null, ref: userData?.externalId || null, order: order ?? null };
}
