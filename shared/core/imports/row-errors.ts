import type { ImportField } from "./fields.ts";
import type { ImportedPerson } from "./imported-person.ts";

/** Why a row cannot be enriched: stable words, each with what its owner can do. */
export const rowErrorTexts = {
  empty_row: "The row is empty.",
  no_name: "The row names nobody: add a name, a LinkedIn profile address or an e-mail address.",
  bad_name: "The name is not one we can look up. Write first and last name.",
  bad_linkedin_url:
    "The LinkedIn address is not a public profile. Use the one that starts with https://www.linkedin.com/in/, or add name and company.",
  bad_email: "The e-mail address is not written as one, and nothing else in the row says who it is.",
  no_company_or_linkedin: "A name alone is not enough: add the company, its website or a LinkedIn profile address.",
  bad_company: "The company cell names no company one can look up. Add the company's name or website.",
  bad_domain: "The website is not a company's own (social pages and free-mail hosts do not help). Add the company's.",
} as const;
export type RowErrorReason = keyof typeof rowErrorTexts;

export interface RowError {
  reason: RowErrorReason;
  detail: string;
}

/** Null when the row is good enough to ask for. */
export function rowError(
  person: ImportedPerson,
  cell: (field: ImportField) => string,
  cells: readonly string[],
): RowError | null {
  const reason = findReason(person, cell, cells);
  return reason === null ? null : { reason, detail: rowErrorTexts[reason] };
}

function findReason(
  person: ImportedPerson,
  cell: (field: ImportField) => string,
  cells: readonly string[],
): RowErrorReason | null {
  if (person.linkedin_url !== null || person.given_email !== null) return null;
  if (person.full_name !== null) {
    if (person.company !== null || person.domain !== null) return null;
    if (cell("company") !== "") return "bad_company";
    if (cell("domain") !== "") return "bad_domain";
    return cell("linkedin_url") !== "" ? "bad_linkedin_url" : "no_company_or_linkedin";
  }
  if (cells.every((text) => text.trim() === "")) return "empty_row";
  if (cell("first_name") + cell("last_name") + cell("full_name") !== "") return "bad_name";
  if (cell("linkedin_url") !== "") return "bad_linkedin_url";
  return cell("given_email") !== "" ? "bad_email" : "no_name";
}
