import { cleanCompany } from "../companies/clean-company.ts";
import { cleanDomain, domainOfEmail } from "../companies/clean-domain.ts";
import { domainInName } from "../companies/domain-in-name.ts";
import { dedupeKeys } from "./dedupe-keys.ts";
import type { ColumnMapping, ImportField } from "./fields.ts";
import type { ImportedPerson } from "./imported-person.ts";
import { cleanLocation, countryOfLocation } from "./people/clean-location.ts";
import { cleanPersonName } from "./people/clean-person.ts";
import { cleanTitle, splitHeadline } from "./people/clean-title.ts";
import { cleanEmail, cleanPhone } from "./people/contact-details.ts";
import { parseLinkedin, parseLinkedinId } from "./people/linkedin-url.ts";
import { type RowError, rowError } from "./row-errors.ts";
import { storableText } from "./storable-text.ts";

/** A row ready for the database. `row_number` counts data rows from 1; `cells` are those of the file. */
export type PreparedRow =
  | { row_number: number; cells: string[]; person: ImportedPerson; keys: string[] }
  | { row_number: number; cells: string[]; error: RowError };

/**
 * Cleans one row. Enough to look somebody up is: a name with a company or domain, or a LinkedIn profile address, or an
 * e-mail address. Never throws, whatever the cells hold.
 */
export function prepareRow(rowNumber: number, row: readonly string[], mapping: ColumnMapping): PreparedRow {
  const cells = row.map(storableText);
  const cell = (field: ImportField): string => {
    const column = mapping[field];
    return column === undefined ? "" : (cells[column] ?? "").trim();
  };
  const person = readPerson(cell);
  const error = rowError(person, cell, cells);
  if (error !== null) return { row_number: rowNumber, cells, error };
  return { row_number: rowNumber, cells, person, keys: dedupeKeys(person) };
}

function readPerson(cell: (field: ImportField) => string): ImportedPerson {
  const [first, last, full] = [cell("first_name"), cell("last_name"), cell("full_name")];
  const name = cleanPersonName({ first, last, full });
  const companyRaw = cell("company");
  const email = cleanEmail(cell("given_email"));
  const linkedin = parseLinkedin(cell("linkedin_url"));
  const location = cleanLocation(cell("location"));
  const job = cleanTitle(cell("title"));
  const company = companyRaw === "" ? null : cleanCompany(companyRaw);
  const headline = job === null ? { title: null, company } : splitHeadline(job, companyRaw === "" ? null : company);
  return {
    ...name,
    name_raw: orNull(full !== "" ? full : `${first} ${last}`.trim()),
    // A company cell that names none ("Freelance") is not filled from the headline: its owner has said so.
    company: companyRaw === "" ? headline.company : company,
    company_raw: orNull(companyRaw),
    domain:
      cleanDomain(cell("domain")) ??
      (email === null ? null : domainOfEmail(email)) ??
      (companyRaw === "" ? null : domainInName(companyRaw)),
    title: companyRaw !== "" && company === null ? job : headline.title,
    location,
    country: cleanLocation(cell("country")) ?? (location === null ? null : countryOfLocation(location)),
    linkedin_url: linkedin.url,
    linkedin_id: linkedin.id ?? parseLinkedinId(cell("linkedin_id")),
    given_email: email,
    given_phone: cleanPhone(cell("given_phone")),
  };
}

const orNull = (text: string): string | null => (text === "" ? null : text.slice(0, 1000));
