import { cleanCompany } from "../companies/clean-company.ts";
import { cleanLocation } from "../imports/people/clean-location.ts";
import { cleanPersonName } from "../imports/people/clean-person.ts";
import { cleanTitle, splitHeadline } from "../imports/people/clean-title.ts";
import type { CapturedLead, LeadWarning, SeenCompany, SeenLead, SeenRow } from "./captured-lead.ts";
import { companyRowKey, personKey } from "./person-key.ts";

/** The row ready to be kept: cleaned by the same rules as imported files, with the raw name and company beside it. */
export const cleanCaptured = (row: SeenRow): CapturedLead =>
  row.kind === "person" ? cleanLead(row) : cleanAccount(row);

function cleanLead(row: SeenLead): CapturedLead {
  const warnings = new Set<LeadWarning>(row.warnings);
  const name = cleanPersonName({
    first: row.first_name ?? "",
    last: row.last_name ?? "",
    full: row.full_name ?? "",
  });
  if (name.full_name === null) warnings.add("no_name");
  const company = row.company === null ? null : cleanCompany(row.company);
  const job = chooseTitle(row, company, warnings);
  if (job.company === null) warnings.add("no_company");
  if (job.title === null) warnings.add("no_title");
  return {
    person_key: personKey({ ...row, full_name: name.full_name, company: job.company }),
    member_id: row.member_id,
    ...name,
    name_raw: row.full_name ?? (`${row.first_name ?? ""} ${row.last_name ?? ""}`.trim() || null),
    title: job.title,
    company: job.company,
    company_raw: row.company,
    company_linkedin_id: row.company_id,
    company_url: companyAddress(row.company_id),
    location: row.location === null ? null : cleanLocation(row.location),
    linkedin_url: row.linkedin_url,
    sales_nav_url: row.sales_nav_url,
    degree: row.degree,
    premium: row.premium,
    open_link: row.open_link,
    started_on: row.started_on,
    summary: row.summary,
    source: row.source,
    warnings: [...warnings],
  };
}

/** The position's title; only where there is none, the headline, split when it reads one way. */
function chooseTitle(row: SeenLead, company: string | null, warnings: Set<LeadWarning>) {
  const own = row.title === null ? null : cleanTitle(row.title);
  if (own !== null) {
    // A title that repeats its company is cut; a company is never made out of a title.
    return company === null ? { title: own, company } : splitHeadline(own, company);
  }
  const headline = row.headline === null ? null : cleanTitle(row.headline);
  if (headline === null) return { title: null, company };
  // A company that was named, even as none ("Freelance"), is not replaced by a guess.
  const split = splitHeadline(headline, row.company === null ? null : (company ?? row.company));
  const sure = split.title !== headline;
  warnings.add(sure ? "headline_split" : "headline_not_split");
  return sure
    ? { title: split.title, company: company ?? (row.company === null ? split.company : null) }
    : { title: null, company };
}

function cleanAccount(row: SeenCompany): CapturedLead {
  return {
    person_key: companyRowKey(row),
    member_id: null,
    first_name: null,
    last_name: null,
    full_name: null,
    name_raw: null,
    title: null,
    company: cleanCompany(row.company),
    company_raw: row.company,
    company_linkedin_id: row.company_id,
    company_url: companyAddress(row.company_id),
    location: row.location === null ? null : cleanLocation(row.location),
    linkedin_url: null,
    sales_nav_url: null,
    degree: null,
    premium: null,
    open_link: null,
    started_on: null,
    summary: row.summary,
    source: row.source,
    warnings: row.warnings,
  };
}

/** The number of a company in Sales Navigator is that of its page. */
const companyAddress = (id: string | null): string | null =>
  id === null ? null : `https://www.linkedin.com/company/${id}`;
