/** What a column of an imported table can mean. The names are those of the `contacts` table. */
export const importFields = [
  "first_name",
  "last_name",
  "full_name",
  "company",
  "domain",
  "title",
  "location",
  "country",
  "linkedin_url",
  "linkedin_id",
  "given_email",
  "given_phone",
] as const;
export type ImportField = (typeof importFields)[number];

/** Field → index of the column that holds it (0-based). */
export type ColumnMapping = Partial<Record<ImportField, number>>;

/** A mapping that can identify somebody at all. */
export function canIdentify(mapping: ColumnMapping): boolean {
  const identifying: ImportField[] = ["first_name", "last_name", "full_name", "linkedin_url", "given_email"];
  return identifying.some((field) => mapping[field] !== undefined);
}
