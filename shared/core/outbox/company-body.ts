import type { CapturedCompany } from "../capture/captured-company.ts";

/** One company as the API takes it. */
export function companyBody(company: CapturedCompany): Record<string, string> {
  const fields: Record<string, string | null> = {
    name: company.company,
    linkedin_id: company.company_linkedin_id,
    website: company.website,
    industry: company.industry,
    employees: company.employees,
    location: company.location,
    description: company.summary,
  };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}
