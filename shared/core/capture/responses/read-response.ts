import { type CaptureReading, emptyReading, nothingRefused, type PageState, type SeenRow } from "../captured-lead.ts";
import { asCount, asRecord, field } from "../read-value.ts";
import { type BodyShape, bodyShape, isCompanyRow, isPersonRow } from "./body-shape.ts";
import { type EndpointKind, endpointKind } from "./endpoint.ts";
import { readCompanyRow } from "./read-company-row.ts";
import { readLeadRow } from "./read-lead-row.ts";
import { readApplied, readPaging } from "./read-paging.ts";

export interface PageResponse {
  /** Address of the request or of the page; what the body holds decides, the address only what is ignored. */
  url: string;
  status: number;
  /** The parsed body, of untrusted origin. */
  body: unknown;
}

/** Reads one response that the page has loaded. Never throws, whatever it is given. */
export function readResponse({ url, status, body }: PageResponse): CaptureReading {
  const endpoint = endpointKind(url);
  if (endpoint === "ignored") return emptyReading("ignored");
  const refusal = refusalOf(status, endpoint);
  if (refusal !== null) return emptyReading(refusal);
  const shape = bodyShape(body);
  if (shape !== null) return readRows(shape);
  // `{status: 429, message: …}`: a refusal that tells its status in the body.
  const told = asCount(field(asRecord(body), "status"));
  return emptyReading((told === null ? null : refusalOf(told, endpoint)) ?? "shape_changed");
}

/** LinkedIn answers searches beyond its limits with 429, its own 999, or 500. Null: no refusal. */
function refusalOf(status: number, endpoint: EndpointKind | null): PageState | null {
  if (status === 429 || status === 999) return "throttled";
  if (status === 401) return "signed_out";
  // What a page loads beside its rows may be refused or fail without meaning anything for them.
  if (endpoint === "lead_batch" || endpoint === "account") return status >= 300 ? "ignored" : null;
  if (status === 403) return "signed_out";
  if (status >= 500) return "throttled";
  return status >= 300 ? "ignored" : null;
}

function readRows(shape: BodyShape): CaptureReading {
  const rows: SeenRow[] = [];
  const refused = nothingRefused();
  const blocked: string[] = [];
  const seen = new Set<string>();
  refused.unreadable += Math.max(0, shape.announced - shape.rows.length);
  for (const row of shape.rows) {
    if (!isPersonRow(row)) {
      const company = isCompanyRow(row) ? readCompanyRow(row) : null;
      if (company === null) refused.unreadable += 1;
      else rows.push(company);
      continue;
    }
    const reading = readLeadRow(row, shape.join);
    if (!reading.ok) {
      refused[reading.reason] += 1;
      if (reading.key !== null) blocked.push(reading.key);
      continue;
    }
    const id = reading.lead.member_id;
    if (id !== null && seen.has(id)) continue;
    if (id !== null) seen.add(id);
    rows.push(reading.lead);
  }
  const lost = refused.unreadable;
  return {
    state: lost === 0 ? "ok" : rows.length > 0 ? "partial" : "shape_changed",
    rows,
    refused,
    blocked,
    paging: readPaging(shape.paging, shape.metadata),
    applied: readApplied(shape.metadata),
  };
}
