import type { Contact } from "#contracts/api/contacts.ts";
import type { ImportSummary } from "#contracts/api/imports.ts";
import type { Want } from "#core/jobs/words.ts";

export interface PreviewRow {
  rowNumber: number;
  /** again: known, and asked for what is wanted and missing. */
  kind: "ready" | "problem" | "repeat" | "known" | "again";
  /** The person as read, or the cells of a row that could not be read. */
  name: string;
  company: string;
  /** Problem: the reason word. */
  reason: string | null;
  detail: string | null;
  /** Repeat: the row it repeats. */
  repeatsRow: number | null;
  /** Again: what for. */
  missing: Want | null;
}

export type PreviewShow = "all" | "problems" | "duplicates";

/** Rows of a draft in file order. "All" ends where the read contacts end, so that no row is missing in between. */
export function previewRows(
  summary: ImportSummary,
  contacts: readonly Contact[],
  show: PreviewShow,
  want: Want,
): PreviewRow[] {
  if (show === "problems") return summary.issues.map(problemRow);
  const lacking = new Map(summary.duplicates.map((row) => [row.row_number, wantedOf(row.missing, want)]));
  if (show === "duplicates") {
    return summary.duplicates.map((row) => ({
      ...repeatRow(row.duplicate_of_row, lacking.get(row.row_number) ?? null),
      rowNumber: row.row_number,
      name: row.name ?? "",
    }));
  }
  const rows = contacts.map((contact) => ({
    ...(contact.status === "duplicate"
      ? repeatRow(contact.duplicate_of_row, lacking.get(contact.row_number) ?? null)
      : plain),
    rowNumber: contact.row_number,
    name: personName(contact),
    company: contact.company ?? contact.domain ?? "",
  }));
  const last = contacts.length < summary.contacts ? (rows.at(-1)?.rowNumber ?? 0) : Number.POSITIVE_INFINITY;
  const problems = summary.issues.filter((issue) => issue.row_number <= last).map(problemRow);
  return [...rows, ...problems].sort((a, b) => a.rowNumber - b.rowNumber);
}

const plain: PreviewRow = {
  rowNumber: 0,
  kind: "ready",
  name: "",
  company: "",
  reason: null,
  detail: null,
  repeatsRow: null,
  missing: null,
};

/** What of that which is missing is wanted. */
function wantedOf(missing: readonly Exclude<Want, "both">[], want: Want): Want | null {
  const asked = missing.filter((channel) => want === "both" || channel === want);
  return asked.length > 1 ? "both" : (asked[0] ?? null);
}

function repeatRow(repeatsRow: number | null, missing: Want | null): PreviewRow {
  const kind = repeatsRow !== null ? "repeat" : missing !== null ? "again" : "known";
  return { ...plain, kind, repeatsRow, missing };
}

function problemRow(issue: ImportSummary["issues"][number]): PreviewRow {
  const said = issue.cells.filter((cell) => cell.trim() !== "").slice(0, 4);
  const { row_number: rowNumber, reason, detail } = issue;
  return { ...plain, rowNumber, kind: "problem", name: said.join(" · "), reason, detail };
}

/** The best name there is for a person. */
export function personName(
  person: Pick<Contact, "full_name" | "first_name" | "last_name" | "name_raw" | "given_email" | "linkedin_url">,
): string {
  const parts = [person.first_name, person.last_name].filter((part) => part !== null && part !== "").join(" ");
  const profile = person.linkedin_url?.replace(/^https:\/\/www\.linkedin\.com/, "");
  return person.full_name || parts || person.name_raw || person.given_email || profile || "";
}
