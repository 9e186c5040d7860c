import { type ColumnMapping, canIdentify, type ImportField, importFields } from "#core/imports/fields.ts";

/** How sure the reader of a column may be of its meaning. */
export type Certainty = "sure" | "likely" | "byHand" | "unused";

/** Gives a column a meaning (null: none). A meaning that another column had moves here: each has one column at most. */
export function setColumnField(mapping: ColumnMapping, column: number, field: ImportField | null): ColumnMapping {
  const next: ColumnMapping = {};
  for (const known of importFields) {
    const at = mapping[known];
    if (at !== undefined && at !== column && known !== field) next[known] = at;
  }
  if (field !== null) next[field] = column;
  return next;
}

export function fieldOfColumn(mapping: ColumnMapping, column: number): ImportField | null {
  return importFields.find((field) => mapping[field] === column) ?? null;
}

/**
 * Whether rows of this shape can be looked up at all: a profile address or an e-mail does alone, a name needs the
 * company beside it.
 */
export function mappingSuffices(mapping: ColumnMapping): boolean {
  if (mapping.linkedin_url !== undefined || mapping.given_email !== undefined) return true;
  return canIdentify(mapping) && (mapping.company !== undefined || mapping.domain !== undefined);
}

export function certaintyOf(
  mapping: ColumnMapping,
  suggested: { field: ImportField | null; confidence: number },
  column: number,
): Certainty {
  const field = fieldOfColumn(mapping, column);
  if (field === null) return "unused";
  if (field !== suggested.field) return "byHand";
  return suggested.confidence >= 0.85 ? "sure" : "likely";
}

/** The first `count` values of a column that say something. */
export function sampleValues(rows: readonly (readonly string[])[], column: number, count = 2): string[] {
  const values: string[] = [];
  for (const row of rows) {
    const value = (row[column] ?? "").trim();
    if (value !== "" && !values.includes(value)) values.push(value);
    if (values.length === count) break;
  }
  return values;
}
