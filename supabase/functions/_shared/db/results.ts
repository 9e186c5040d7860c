import type { Contact, ContactAnswer } from "#contracts/api/contacts.ts";
import type { ExportRow } from "#core/exports/columns.ts";
import type { Db } from "./port.ts";

/** One input row with its result, as exports need it. */
export interface ResultRow extends ExportRow {
  row_number: number;
  cells: string[];
}

interface Place {
  workspaceId: string;
  jobId: string;
}

/** Every row of the file in order, invalid and duplicate ones too, from behind row number `after`. */
export function pageRows(db: Db, page: Place & { after: number; limit: number }): Promise<ResultRow[]> {
  return db.rpc("job_rows", {
    p_workspace: page.workspaceId,
    p_job: page.jobId,
    p_after: page.after,
    p_limit: page.limit,
  });
}

/** Contacts by row number, from behind `after`. */
export function pageContacts(
  db: Db,
  page: Place & { after: number; limit: number; result: string | null },
): Promise<Contact[]> {
  return db.rpc("job_contacts", {
    p_workspace: page.workspaceId,
    p_job: page.jobId,
    p_after: page.after,
    p_limit: page.limit,
    p_result: page.result,
  });
}

export function getContact(db: Db, place: { workspaceId: string; contactId: string }): Promise<ContactAnswer> {
  return db.rpc("contact_get", { p_workspace: place.workspaceId, p_contact: place.contactId });
}

/** Notes that somebody took the results out of the product. */
export function logExport(
  db: Db,
  entry: Place & { actor: string | null; format: "csv"; rows: number },
): Promise<unknown> {
  return db.rpc("export_log_add", {
    p_workspace: entry.workspaceId,
    p_job: entry.jobId,
    p_actor: entry.actor,
    p_format: entry.format,
    p_row_count: entry.rows,
  });
}
