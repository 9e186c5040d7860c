import type { CompanyList } from "#contracts/api/companies.ts";
import type { LeadsKnown } from "#contracts/api/imports.ts";
import type { ReaderList } from "#contracts/api/readers.ts";
import type { PreparedCompany } from "#core/companies/prepare-company.ts";
import type { Db } from "./port.ts";

/** Adds companies, or completes those that are there. */
export function addCompanies(
  db: Db,
  workspaceId: string,
  companies: readonly PreparedCompany[],
): Promise<{ added: number; updated: number }> {
  return db.rpc("companies_add", { p_workspace: workspaceId, p_companies: companies });
}

/** Newest first. `before`: the id of the last one of the page before. */
export function listCompanies(
  db: Db,
  workspaceId: string,
  page: { before: number | null; limit: number },
): Promise<CompanyList["companies"]> {
  return db.rpc("companies_list", { p_workspace: workspaceId, p_before: page.before, p_limit: page.limit });
}

/** Domains by LinkedIn number of the company, of those that the workspace has. */
export function companyDomains(
  db: Db,
  workspaceId: string,
  linkedinIds: readonly string[],
): Promise<Record<string, string>> {
  return db.rpc("company_domains", { p_workspace: workspaceId, p_linkedin_ids: linkedinIds });
}

/** Who of these people is in the workspace, by the keys that imports compare. */
export function knownContacts(
  db: Db,
  workspaceId: string,
  people: readonly { index: number; keys: readonly string[] }[],
): Promise<LeadsKnown["known"]> {
  return db.rpc("contacts_known", { p_workspace: workspaceId, p_people: people });
}

export const listReaderSwitches = (db: Db): Promise<ReaderList["off"]> => db.rpc("reader_switches_list", {});
