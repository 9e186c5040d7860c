import { asList, asRecord, asText, field, type JsonRecord, mostRows } from "../read-value.ts";

/** The rows of a body, whichever of its shapes it has, and where to look up what rows refer to. */
export interface BodyShape {
  shape: "flat" | "normalized" | "single" | "batch";
  rows: JsonRecord[];
  /** Rows that were announced; more than `rows` when some could not be found. */
  announced: number;
  paging: JsonRecord | null;
  metadata: JsonRecord | null;
  join(urn: string): JsonRecord | null;
}

/** A normalized body holds companies, pictures and positions beside its rows. */
const mostIncluded = 5_000;

/**
 * Tells the shapes apart: `{elements, paging}`, `{data: {"*elements"}, included}`, one object (a profile or a company),
 * `{results: {id: object}}`. Null when it is none of them.
 */
export function bodyShape(body: unknown): BodyShape | null {
  const root = asRecord(body);
  if (root === null) return null;
  const included = asList(field(root, "included"), mostIncluded);
  const data = asRecord(field(root, "data"));
  if (included.length > 0 || (data !== null && Array.isArray(field(data, "*elements"))))
    return normalized(data ?? root, included);
  const container = Array.isArray(field(root, "elements")) ? root : data;
  if (container !== null && Array.isArray(field(container, "elements"))) {
    const elements = asList(field(container, "elements"));
    return {
      shape: "flat",
      rows: elements.flatMap((row) => unwrap(asRecord(row))),
      announced: elements.length,
      paging: asRecord(field(container, "paging")),
      metadata: asRecord(field(container, "metadata")),
      join: () => null,
    };
  }
  const results = asRecord(field(root, "results"));
  if (results !== null) {
    const values = Object.values(results).slice(0, mostRows);
    return { ...loose, shape: "batch", rows: records(values), announced: values.length };
  }
  const single = data ?? root;
  if (looksLikeRow(single)) return { ...loose, shape: "single", rows: [single], announced: 1 };
  return null;
}

const loose = { paging: null, metadata: null, join: () => null };

function normalized(data: JsonRecord, included: readonly unknown[]): BodyShape {
  const byUrn = new Map<string, JsonRecord>();
  const all = records(included);
  for (const record of all) {
    const urn = asText(field(record, "entityUrn"));
    if (urn !== null && !byUrn.has(urn)) byUrn.set(urn, record);
  }
  const join = (urn: string) => byUrn.get(urn) ?? null;
  const names = asList(field(data, "*elements")).flatMap((urn) => asText(urn) ?? []);
  const listed = names.map(join).filter((row) => row !== null);
  // Where the list of names is missing, the hits are told by their kind.
  const rows = names.length > 0 ? listed : all.filter(isHit).slice(0, mostRows);
  const single = names.length === 0 && rows.length === 0 && looksLikeRow(data) ? [data] : rows;
  return {
    shape: "normalized",
    rows: single.flatMap((row) => unwrap(row)),
    announced: Math.max(names.length, single.length),
    paging: asRecord(field(data, "paging")),
    metadata: asRecord(field(data, "metadata")),
    join,
  };
}

const isHit = (record: JsonRecord): boolean =>
  /(?:PeopleSearchHit|LeadSearchResult|AccountSearchResult|CompanySearchHit|\.Profile)$/.test(
    asText(field(record, "$type"), 200) ?? "",
  );

/** Some lists wrap the person one level down. */
function unwrap(row: JsonRecord | null): JsonRecord[] {
  if (row === null) return [];
  if (looksLikeRow(row)) return [row];
  for (const name of ["lead", "member", "profile", "account", "company"]) {
    const inner = asRecord(field(row, name));
    // What the member asked for may stand beside the person.
    if (inner !== null && looksLikeRow(inner)) return [{ ...inner, ...wishesOf(row) }];
  }
  return [row];
}

/** Those flags of a row that say that a person must not be taken. */
const wishesOf = (row: JsonRecord): JsonRecord =>
  Object.fromEntries(
    ["blockThirdPartyDataSharing", "memorialized"].flatMap((name) => (field(row, name) ? [[name, true]] : [])),
  );

export const isPersonRow = (row: JsonRecord): boolean =>
  /^urn:li:member:/.test(asText(field(row, "objectUrn")) ?? "") ||
  /^urn:li:fs_salesProfile:/.test(asText(field(row, "entityUrn")) ?? "") ||
  (field(row, "fullName") !== undefined && field(row, "currentPositions") !== undefined);

export const isCompanyRow = (row: JsonRecord): boolean =>
  /^urn:li:fs_salesCompany:\d+$/.test(asText(field(row, "entityUrn")) ?? "") &&
  (field(row, "companyName") !== undefined || field(row, "name") !== undefined);

const looksLikeRow = (row: JsonRecord): boolean => isPersonRow(row) || isCompanyRow(row);

function records(values: readonly unknown[]): JsonRecord[] {
  return values.map(asRecord).filter((value) => value !== null);
}
