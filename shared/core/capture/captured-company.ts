import { cleanCompany } from "../companies/clean-company.ts";
import { cleanLocation } from "../imports/people/clean-location.ts";
import type { FieldSource, LeadWarning, SeenCompany } from "./captured-lead.ts";
import { companyRowKey } from "./person-key.ts";

/** A company ready to be kept and sent: cleaned, with what it was cleaned from. */
export interface CapturedCompany {
  /** `co:<LinkedIn's number>`, else `co:` and the folded name. */
  company_key: string;
  company_linkedin_id: string | null;
  company: string;
  company_raw: string;
  company_url: string | null;
  /** As given. Its domain is told by the server: the list of suffixes would be the largest part of the extension. */
  website: string | null;
  industry: string | null;
  /** As shown: "11-50 employees", "100K+". */
  employees: string | null;
  location: string | null;
  summary: string | null;
  source: FieldSource;
  /** Fields that were taken from elsewhere than `source`. */
  filled: Record<string, FieldSource>;
  warnings: LeadWarning[];
}

/** A row of an account search, or an account page, ready to be kept. A name that cleaning empties is kept as it was. */
export const cleanSeenCompany = (row: SeenCompany): CapturedCompany => ({
  company_key: companyRowKey(row),
  company_linkedin_id: row.company_id,
  company: cleanCompany(row.company) ?? row.company,
  company_raw: row.company,
  company_url: row.company_id === null ? null : `https://www.linkedin.com/company/${row.company_id}`,
  website: row.website,
  industry: row.industry,
  employees: row.employees,
  location: row.location === null ? null : cleanLocation(row.location),
  summary: row.summary,
  source: row.source,
  filled: row.filled,
  warnings: row.warnings,
});

const completing = ["website", "industry", "employees", "location", "summary"] as const;

/** What is known of a company with what was seen of it now; null when that adds nothing. */
export function completeCompany(known: CapturedCompany, seen: CapturedCompany): CapturedCompany | null {
  const next = { ...known, filled: { ...known.filled } };
  let added = false;
  for (const name of completing) {
    if (next[name] !== null || seen[name] === null) continue;
    next[name] = seen[name];
    next.filled[name] = seen.source;
    added = true;
  }
  return added ? next : null;
}
