import { clip } from "../clip.ts";
import type { PersonQuery } from "../provider-port.ts";

/** Body of `POST /people/bulk_match`: at most ten people; flags travel in the query string. */
export function bulkMatchBody(queries: readonly PersonQuery[]): Record<string, unknown> {
  return { details: queries.map(detail) };
}

/** Personal addresses are not asked for: the product looks for professional ones. */
export function emailFlags(): Record<string, string> {
  return { reveal_personal_emails: "false", reveal_phone_number: "false" };
}

export function phoneFlags(webhookUrl: string): Record<string, string> {
  return { reveal_personal_emails: "false", reveal_phone_number: "true", webhook_url: webhookUrl };
}

function detail(query: PersonQuery): Record<string, string> {
  const named = query.firstName !== null && query.lastName !== null;
  return {
    ...field("first_name", query.firstName),
    ...field("last_name", query.lastName),
    ...(named ? {} : field("name", query.fullName)),
    ...field("organization_name", query.company),
    ...field("domain", query.domain),
    ...field("linkedin_url", query.linkedinUrl),
  };
}

function field(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: clip(value, 300) };
}
