import { z } from "zod";
import { contactSchema } from "#contracts/api/contacts.ts";
import type { Job } from "#contracts/api/jobs.ts";
import type { ContactFilter } from "../../search-params.ts";

/** What the table shows of a contact; the rest comes with its trail. */
export const contactRowSchema = contactSchema.pick({
  id: true,
  row_number: true,
  full_name: true,
  first_name: true,
  last_name: true,
  name_raw: true,
  company: true,
  domain: true,
  title: true,
  linkedin_url: true,
  given_email: true,
  status: true,
  duplicate_of_row: true,
  result: true,
  reason: true,
  email: true,
  email_status: true,
  email_confidence: true,
  phone: true,
  phone_type: true,
  phone_status: true,
  cost_micros: true,
});
export type ContactRow = z.infer<typeof contactRowSchema>;
export const contactRowsSchema = z.array(contactRowSchema);
export const contactRowColumns = Object.keys(contactRowSchema.shape).join(",");

/** Columns that the search looks into. */
const searched = ["full_name", "company", "title", "email", "domain"];

/**
 * PostgREST's `or` for a search text: any of the columns contains it. Not every server understands quoted values there,
 * so signs that would end a value become `_`, which stands for any one letter; wildcards are taken out. Null when nothing
 * is left to search for.
 */
export function searchCondition(text: string): string | null {
  const plain = text
    .replaceAll(/[\\*%]/g, " ")
    .replaceAll(/[",():]/g, "_")
    .replaceAll(/\s+/g, " ")
    .trim();
  if (plain.replaceAll("_", "") === "") return null;
  return searched.map((column) => `${column}.ilike.*${plain}*`).join(",");
}

/** The column and values that a filter of the table stands for; null: no filter. */
export function filterCondition(show: ContactFilter | undefined): { column: string; values: string[] } | null {
  switch (show) {
    case undefined:
      return null;
    case "open":
      return { column: "status", values: ["draft", "pending", "working"] };
    case "duplicate":
      return { column: "status", values: ["duplicate"] };
    default:
      return { column: "result", values: [show] };
  }
}

/** How many contacts each filter would show, from the job's own counters. */
export function filterCounts(job: Job): Record<ContactFilter | "all", number> {
  return {
    all: job.contact_count + job.duplicate_count,
    found: job.found_count,
    partial: job.partial_count,
    not_found: job.not_found_count,
    open: Math.max(0, job.contact_count - job.done_count),
    failed: job.failed_count,
    suppressed: job.suppressed_count,
    duplicate: job.duplicate_count,
  };
}
