import { clip } from "../clip.ts";
import type { PersonQuery } from "../provider-port.ts";

/** Rows that one read returns at most. */
export const readLimit = 100;

/** First name, last name, and domain or company, as `/email-search` and the rows of `/bulk-search` take them. */
export function searchRow(query: PersonQuery): [string, string, string] {
  const company = clip(query.domain ?? query.company ?? "", 200);
  if (query.firstName !== null || query.lastName !== null) {
    return [clip(query.firstName ?? "", 100), clip(query.lastName ?? "", 100), company];
  }
  const words = (query.fullName ?? "").trim().split(/\s+/);
  return [clip(words.slice(0, -1).join(" "), 100), clip(words.at(-1) ?? "", 100), company];
}

/** `webhookUrl`: where the ended search is told; null: nowhere. */
export function emailSearchBody(
  query: PersonQuery,
  externalId: string,
  webhookUrl: string | null = null,
): Record<string, unknown> {
  const [firstname, lastname, domainOrCompany] = searchRow(query);
  const custom = { externalId, ...(webhookUrl === null ? {} : { webhookUrl }) };
  return { firstname, lastname, domainOrCompany, custom };
}

/** `name` is our batch id: by it the job is found again when its acknowledgement was lost. */
export function bulkSearchBody(
  name: string,
  queries: readonly PersonQuery[],
  webhookUrl: string | null = null,
): Record<string, unknown> {
  // One call with all rows at the end, in place of ten reads for a thousand rows.
  const told = webhookUrl === null ? {} : { webhookUrlBulkDone: webhookUrl, includeResultsInWebhook: true };
  return {
    task: "email-search",
    name,
    data: queries.map(searchRow),
    custom: { externalIds: queries.map((query) => query.ref), ...told },
  };
}

/** The newest hundred single searches: one read serves every single search in flight. */
export function listSinglesBody(): Record<string, unknown> {
  return { mode: "single", type: "email-search", limit: readLimit };
}

export function readOneBody(id: string): Record<string, unknown> {
  return { id };
}

/** `sorts` is the bookmark of the page before, null for the first page. */
export function readRowsBody(file: string, sorts: unknown[] | null): Record<string, unknown> {
  const page = { mode: "bulk", file, limit: readLimit };
  return sorts === null ? page : { ...page, next: true, sorts };
}

export function readFileBody(file: string): Record<string, unknown> {
  return { file };
}

export function listFilesBody(sorts: unknown[] | null): Record<string, unknown> {
  return sorts === null ? { limit: 50 } : { limit: 50, next: true, sorts };
}
