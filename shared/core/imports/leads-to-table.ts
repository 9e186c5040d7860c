import type { ColumnMapping, ImportField } from "./fields.ts";

/** Words that programs use for the fields of a lead, besides those that column matching knows for files. */
const fieldOf: Readonly<Record<string, ImportField>> = {
  first_name: "first_name",
  last_name: "last_name",
  full_name: "full_name",
  name: "full_name",
  company: "company",
  position: "title",
  title: "title",
  domain: "domain",
  website: "domain",
  location: "location",
  country: "country",
  linkedin_url: "linkedin_url",
  email: "given_email",
  phone: "given_phone",
};

export type LeadReason = "not_an_object" | "nested_value" | "too_long";

export interface LeadLimits {
  columns: number;
  cellLength: number;
}

export interface LeadTable {
  columns: string[];
  /** Fields that the keys themselves name; the other columns are left to column matching. */
  mapping: ColumnMapping;
  /** One row for each lead, in order; short rows end where their last value is. */
  rows: { cells: string[]; bad: { reason: LeadReason; detail: string } | null }[];
}

export type LeadsResult = { ok: true; table: LeadTable } | { ok: false; reason: "too_many_columns"; detail: string };

/**
 * Leads as a program sends them, turned into the table that a file would be: columns in the order in which the keys
 * first appear, words for the same field in one column, everything else as an extra column. Never trusts a lead's shape.
 */
export function leadsToTable(leads: readonly unknown[], limits: LeadLimits): LeadsResult {
  const columns: string[] = [];
  const byKey = new Map<string, number>();
  const byField = new Map<ImportField, number>();

  const columnOf = (key: string, given: ReadonlySet<string>): number => {
    const field = Object.hasOwn(fieldOf, key) ? fieldOf[key] : undefined;
    const shared = field === undefined ? undefined : byField.get(field);
    // A lead with both words keeps the one in a column of its own.
    if (shared !== undefined && !given.has(columns[shared] ?? key)) return shared;
    const own = byKey.get(key);
    if (own !== undefined) return own;
    const index = columns.push(key) - 1;
    byKey.set(key, index);
    if (field !== undefined && shared === undefined) byField.set(field, index);
    return index;
  };

  const rows: LeadTable["rows"] = [];
  for (const lead of leads) {
    if (typeof lead !== "object" || lead === null || Array.isArray(lead)) {
      rows.push({ cells: [], bad: { reason: "not_an_object", detail: "A lead is an object with fields." } });
      continue;
    }
    const given = new Map(
      Object.entries(lead).filter(([, value]) => value !== null && value !== undefined && value !== ""),
    );
    const keys = new Set(given.keys());
    const row: (string | undefined)[] = [];
    let bad: LeadTable["rows"][number]["bad"] = null;
    for (const [key, value] of given) {
      const name = key.slice(0, 60);
      if (typeof value === "object" || typeof value === "function") {
        bad ??= { reason: "nested_value", detail: `The field "${name}" holds a list or an object; it takes text.` };
        continue;
      }
      const text = String(value);
      if (text.length > limits.cellLength || key.length > limits.cellLength) {
        bad ??= { reason: "too_long", detail: `The field "${name}" is longer than ${limits.cellLength} characters.` };
        continue;
      }
      row[columnOf(key, keys)] = text;
    }
    if (columns.length > limits.columns) {
      return {
        ok: false,
        reason: "too_many_columns",
        detail: `The leads have more than ${limits.columns} different fields.`,
      };
    }
    rows.push({ cells: Array.from(row, (cell) => cell ?? ""), bad });
  }
  if (columns.length === 0) columns.push("name");
  return { ok: true, table: { columns, mapping: Object.fromEntries(byField), rows } };
}
