import { type Refusal, refuse } from "./refusal.ts";

export interface ReadLimits {
  /** Bytes of the file itself. */
  fileBytes: number;
  rows: number;
  columns: number;
  /** Bytes that an Excel file may unpack to; what is really unpacked counts, not what the file says of itself. */
  unpackedBytes: number;
}

/** 20 MB of CSV are some 100,000 rows of 15 columns; the same sheet unpacks to about 60 MB of XML. */
export const defaultLimits: ReadLimits = {
  fileBytes: 20 * 1024 * 1024,
  rows: 100_000,
  columns: 1_000,
  unpackedBytes: 200 * 1024 * 1024,
};

/** To be asked before a file is read: its size is known without. Null when it may be read. */
export function checkSize(bytes: number, limits: ReadLimits = defaultLimits): Refusal | null {
  if (bytes === 0) return refuse("empty");
  if (bytes <= limits.fileBytes) return null;
  const megabytes = (value: number) => `${Math.round(value / (1024 * 1024))} MB`;
  return refuse(
    "too_large",
    `The file has ${megabytes(bytes)}; up to ${megabytes(limits.fileBytes)} can be read. Split it and upload the parts.`,
  );
}

export const tooManyRows = (limits: ReadLimits): Refusal =>
  refuse(
    "too_many_rows",
    `The file has more than ${limits.rows.toLocaleString("en")} rows. Split it and upload the parts.`,
  );

export const tooManyColumns = (limits: ReadLimits): Refusal =>
  refuse(
    "too_many_columns",
    `The file has more than ${limits.columns.toLocaleString("en")} columns. Delete those that are not needed.`,
  );
