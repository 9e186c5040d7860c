import { storableText } from "../imports/storable-text.ts";
import { cleanText } from "../lib/clean-text.ts";
import { cleanCompany, companyKey } from "./clean-company.ts";
import { cleanDomain } from "./clean-domain.ts";

/** A company as a program sends it. */
export interface GivenCompany {
  name: string;
  linkedin_id?: string | null | undefined;
  website?: string | null | undefined;
  domain?: string | null | undefined;
  industry?: string | null | undefined;
  employees?: string | null | undefined;
  location?: string | null | undefined;
  description?: string | null | undefined;
}

/** As the `companies` table takes it. */
export interface PreparedCompany {
  /** `li:` and LinkedIn's number, else `nm:` and the name without accents, case and legal form. */
  key: string;
  linkedin_id: string | null;
  name: string;
  name_raw: string;
  website: string | null;
  domain: string | null;
  industry: string | null;
  employees: string | null;
  location: string | null;
  description: string | null;
}

const longestKey = 240;
/** A page on a network is no company's own. */
const foreign = /(?:^|\.)(?:linkedin\.com|lnkd\.in|facebook\.com|linktr\.ee)$/;

/** Cleans a company; null when it has no name to know it by. */
export function prepareCompany(given: GivenCompany): PreparedCompany | null {
  const raw = text(given.name, 500);
  const name = raw === null ? null : cleanCompany(raw);
  const id = /^0*([1-9]\d{0,14})$/.exec(given.linkedin_id ?? "")?.[1] ?? null;
  if (raw === null || (name === null && id === null)) return null;
  const key = id === null ? `nm:${companyKey(name ?? raw)}` : `li:${id}`;
  if (key.length < 4) return null;
  const website = text(given.website, 500);
  const domain = cleanDomain(text(given.domain, 253) ?? "") ?? cleanDomain(website ?? "");
  return {
    key: key.slice(0, longestKey),
    linkedin_id: id,
    name: name ?? raw,
    name_raw: raw,
    website: website !== null && /^https?:\/\//i.test(website) ? website : null,
    domain: domain !== null && foreign.test(domain) ? null : domain,
    industry: text(given.industry, 200),
    employees: text(given.employees, 60),
    location: text(given.location, 300),
    description: text(given.description, 4_000),
  };
}

const text = (value: string | null | undefined, most: number): string | null =>
  cleanText(storableText((value ?? "").slice(0, most))) || null;
