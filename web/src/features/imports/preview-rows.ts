import type { Contact } from "#contracts/api/contacts.ts";
import type { ImportSummary } from "#contracts/api/imports.ts";

export interface PreviewRow {
  rowNumber: number;
  kind: "ready" | "problem" | "repeat" | "known";
  /** The person as read, or the cells of a row that could not be read. */
  name: string;
  company: string;
  /** Problem: the reason word. */
  reason: string | null;
  detail: string | null;
  /** Repeat: the row it repeats. */
  repeatsRow: number | null;
}

export type PreviewShow = "all" | "problems" | "duplicates";

/** Rows of a draft in file order. "All" ends where the read contacts end, so that no row is missing in between. */
export function previewRows(summary: ImportSummary, contacts: readonly Contact[], show: PreviewShow): PreviewRow[] {
  if (show === "problems") return summary.issues.map(problemRow);
  if (show === "duplicates") {
    return summary.duplicates.map((row) => repeatRow(row.row_number, row.duplicate_of_row, row.name ?? "", ""));
  }
  const rows = contacts.map(contactRow);
  const last = contacts.length < summary.contacts ? (rows.at(-1)?.rowNumber ?? 0) : Number.POSITIVE_INFINITY;
  const problems = summary.issues.filter((issue) => issue.row_number <= last).map(problemRow);
  return [...rows, ...problems].sort((a, b) => a.rowNumber - b.rowNumber);
}

function contactRow(contact: Contact): PreviewRow {
  const company = contact.company ?? contact.domain ?? "";
  if (contact.status === "duplicate") {
    return repeatRow(contact.row_number, contact.duplicate_of_row, personName(contact), company);
  }
  return {
    rowNumber: contact.row_number,
    kind: "ready",
    name: personName(contact),
    company,
    reason: null,
    detail: null,
    repeatsRow: null,
  };
}

function repeatRow(rowNumber: number, repeatsRow: number | null, name: string, company: string): PreviewRow {
  const kind = repeatsRow === null ? "known" : "repeat";
  return { rowNumber, kind, name, company, reason: null, detail: null, repeatsRow };
}

function problemRow(issue: ImportSummary["issues"][number]): PreviewRow {
  const said = issue.cells.filter((cell) => cell.trim() !== "").slice(0, 4);
  return {
    rowNumber: issue.row_number,
    kind: "problem",
    name: said.join(" · "),
    company: "",
    reason: issue.reason,
    detail: issue.detail,
    repeatsRow: null,
  };
}

/** The best name there is for a person. */
export function personName(
  person: Pick<Contact, "full_name" | "first_name" | "last_name" | "name_raw" | "given_email" | "linkedin_url">,
): string {
  const parts = [person.first_name, person.last_name].filter((part) => part !== null && part !== "").join(" ");
  const profile = person.linkedin_url?.replace(/^https:\/\/www\.linkedin\.com/, "");
  return person.full_name || parts || person.name_raw || person.given_email || profile || "";
}
