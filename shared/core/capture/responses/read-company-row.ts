import type { SeenCompany } from "../captured-lead.ts";
import { readCompanyId } from "../pages/lead-address.ts";
import { asCount, asRecord, asText, field, type JsonRecord } from "../read-value.ts";

/** One company out of an account search or an account page; null when the row names none. */
export function readCompanyRow(row: JsonRecord): SeenCompany | null {
  const company = asText(field(row, "companyName"), 500) ?? asText(field(row, "name"), 500);
  if (company === null) return null;
  return {
    kind: "company",
    company,
    company_id: readCompanyId(asText(field(row, "entityUrn"))),
    industry: asText(field(row, "industry"), 200),
    employees:
      asText(field(row, "employeeCountRange"), 60) ??
      countText(field(row, "employeeDisplayCount")) ??
      countText(field(row, "employeeCount")),
    location: readPlace(field(row, "location")) ?? readPlace(field(row, "headquarters")),
    website: readWebsite(asText(field(row, "website"), 500)),
    summary: asText(field(row, "description"), 4_000),
    source: "api",
    filled: {},
    warnings: [],
  };
}

function countText(value: unknown): string | null {
  return asCount(value)?.toString() ?? asText(value, 60);
}

function readPlace(value: unknown): string | null {
  const place = asRecord(value);
  if (place === null) return asText(value, 300);
  const parts = ["city", "geographicArea", "country"].flatMap((name) => asText(field(place, name), 100) ?? []);
  return parts.length === 0 ? null : parts.join(", ");
}

/** A company's own site: http(s) only, and never LinkedIn itself. */
function readWebsite(text: string | null): string | null {
  if (text === null || !/^https?:\/\/[^\s/\\@]+(?:[/?#]\S*)?$/i.test(text)) return null;
  return /^https?:\/\/(?:[\w-]+\.)*(?:linkedin\.com|lnkd\.in)(?:[/:?#]|$)/i.test(text) ? null : text;
}
