import { clip } from "../clip.ts";
import type { PersonQuery } from "../provider-port.ts";

/** The key under which our correlation id travels in `custom_fields`, which the provider echoes. */
export const refField = "captely_ref";

/**
 * The body of a batch. Labels are asked for in English (the default is French). An address is never sent: that would
 * be a verification, which is charged whether it succeeds or not.
 */
export function enrichBody(
  queries: readonly PersonQuery[],
  callbackUrl: string | null = null,
): Record<string, unknown> {
  const told = callbackUrl === null ? {} : { custom_callback_url: callbackUrl };
  return { data: queries.map(record), siren: false, language: "en", ...told };
}

function record(query: PersonQuery): Record<string, unknown> {
  const named = query.firstName !== null && query.lastName !== null;
  return {
    ...field("first_name", query.firstName),
    ...field("last_name", query.lastName),
    ...(named ? {} : field("full_name", query.fullName)),
    ...field("company", query.company),
    ...field("website", query.domain),
    ...field("linkedin", query.linkedinUrl),
    custom_fields: { [refField]: query.ref },
  };
}

/** A record may have 15 kB; 300 characters a field stay far below it. */
function field(name: string, value: string | null): Record<string, string> {
  return value === null ? {} : { [name]: clip(value, 300) };
}
