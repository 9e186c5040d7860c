import type { CapturedLead } from "../capture/captured-lead.ts";

/** One lead as the API takes it: what is needed to look somebody up and to know them again, no more. */
export function leadBody(lead: CapturedLead): Record<string, string> {
  const fields: Record<string, string | null> = {
    first_name: lead.first_name,
    last_name: lead.last_name,
    full_name: lead.full_name,
    company: lead.company,
    company_linkedin_id: lead.company_linkedin_id,
    position: lead.title,
    location: lead.location,
    linkedin_url: lead.linkedin_url,
    linkedin_id: lead.member_id,
    sales_nav_url: lead.sales_nav_url,
  };
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Enough to look somebody up: a name with a company, or a public profile. */
export const isComplete = (lead: CapturedLead): boolean =>
  lead.linkedin_url !== null || (lead.full_name !== null && lead.company !== null);
