import { type CaptureReading, emptyReading, nothingRefused, type SeenRow } from "../captured-lead.ts";
import { memberKey } from "../person-key.ts";
import { type BodyShape, bodyShape, isCompanyRow, isPersonRow } from "./body-shape.ts";
import { endpointKind } from "./endpoint.ts";
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
  if (status === 401 || status === 403) return emptyReading("signed_out");
  // LinkedIn answers searches beyond its limits with 429, its own 999, or 500.
  if (status === 429 || status >= 500) return emptyReading("throttled");
  if (status >= 300) return emptyReading("ignored");
  const shape = bodyShape(body);
  if (shape === null) return emptyReading("shape_changed");
  return readRows(shape);
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
      if (reading.member_id !== null) blocked.push(memberKey(reading.member_id));
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
