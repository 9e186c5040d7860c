import { cleanCompany } from "../companies/clean-company.ts";
import { cleanLocation } from "../imports/people/clean-location.ts";
import { cleanPersonName } from "../imports/people/clean-person.ts";
import { cleanTitle, type SplitHeadline, splitHeadline } from "../imports/people/clean-title.ts";
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
    company_raw: row.company ?? job.raw ?? null,
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

type Job = Omit<SplitHeadline, "title"> & { title: string | null };

/** The position's title; only where there is none, the headline. Both are split where they read one way. */
function chooseTitle(row: SeenLead, company: string | null, warnings: Set<LeadWarning>): Job {
  const own = row.title === null ? null : cleanTitle(row.title);
  const headline = own !== null || row.headline === null ? null : cleanTitle(row.headline);
  const text = own ?? headline;
  if (text === null) return { title: null, company };
  // A company that was named, even as none ("Freelance"), is not replaced by a guess.
  const split = splitHeadline(text, row.company === null ? null : (company ?? row.company));
  const sure = split.title !== text;
  if (own === null) warnings.add(sure ? "headline_split" : "headline_not_split");
  else if (split.raw !== undefined) warnings.add("headline_split");
  return {
    // A headline that cannot be split is a motto as likely as a title.
    title: own === null && !sure ? null : split.title,
    company: row.company === null ? split.company : company,
    ...(split.raw === undefined ? {} : { raw: split.raw }),
  };
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
