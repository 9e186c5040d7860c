import type { CaptureReading, PageState, SeenLead, SeenRow } from "./captured-lead.ts";
import { rowKey } from "./person-key.ts";

/** Fields that the page may add to a row of a response; names and identity are never mixed. */
const fillable = ["location", "company_id", "linkedin_url", "summary", "headline", "degree"] as const;

/**
 * What the page loaded and what it shows, as one reading: rows of both are one by their key, gaps of the response are
 * filled from the page, and people whom a response refuses are not taken from the page either.
 */
export function joinReadings(loaded: CaptureReading, shown: CaptureReading): CaptureReading {
  const blocked = new Set([...loaded.blocked, ...shown.blocked]);
  const rows = new Map<string, SeenRow>();
  for (const row of loaded.rows) rows.set(rowKey(row), row);
  for (const row of shown.rows) {
    const key = rowKey(row);
    if (blocked.has(key)) continue;
    const known = rows.get(key);
    if (known === undefined) {
      // A response of this very page that has rows is the whole page: further rows are of another one.
      if (loaded.rows.length === 0) rows.set(key, row);
      continue;
    }
    rows.set(key, fill(known, row));
  }
  return {
    state: stateOf(loaded, shown),
    rows: [...rows.values()],
    refused: loaded.rows.length > 0 || loaded.blocked.length > 0 ? loaded.refused : shown.refused,
    blocked: [...blocked],
    paging: loaded.paging ?? shown.paging,
    applied: loaded.applied,
  };
}

function stateOf(loaded: CaptureReading, shown: CaptureReading): PageState {
  if (loaded.state === "ignored") return shown.state;
  if (loaded.rows.length > 0 || loaded.state === "ok") return loaded.state;
  if (loaded.state === "throttled" || loaded.state === "signed_out") return loaded.state;
  return shown.rows.length > 0 ? "partial" : loaded.state;
}

function fill(row: SeenRow, shown: SeenRow): SeenRow {
  if (row.kind === "company" && shown.kind === "company") {
    if (row.location !== null || shown.location === null) return row;
    return { ...row, location: shown.location, filled: { ...row.filled, location: "dom" } };
  }
  if (row.kind !== "person" || shown.kind !== "person") return row;
  const next: SeenLead = { ...row, filled: { ...row.filled } };
  const take = <K extends (typeof fillable)[number]>(name: K) => {
    // A company's number belongs to the company it was shown with.
    if (name === "company_id" && row.company !== shown.company) return;
    if (next[name] !== null || shown[name] === null) return;
    next[name] = shown[name];
    next.filled[name] = shown.source;
  };
  for (const name of fillable) take(name);
  return next;
}
