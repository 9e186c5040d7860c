import type { ContactResult } from "../jobs/words.ts";

/** What is written after the input columns, in this order. Scripts outside rely on the names. */
export const resultColumns = [
  "email",
  "email_status",
  "email_confidence",
  "email_source",
  "phone",
  "phone_type",
  "phone_status",
  "phone_source",
  "cost_usd",
  "result",
  "reason",
] as const;

/** One row of a finished job as the database gives it. */
export interface ExportRow {
  /** The input cells; may be fewer than the columns, or more. */
  cells: readonly string[];
  email: string | null;
  email_status: string | null;
  email_confidence: number | null;
  email_source: string | null;
  phone: string | null;
  phone_type: string | null;
  phone_status: string | null;
  phone_source: string | null;
  /** Micro-dollars paid to providers. */
  cost_micros: number;
  result: ContactResult | null;
  reason: string | null;
}

/** The result cells of a row, one for each of `resultColumns`. */
export function resultCells(row: ExportRow): string[] {
  return [
    row.email ?? "",
    row.email_status ?? "",
    row.email_confidence === null ? "" : String(row.email_confidence),
    row.email_source ?? "",
    row.phone ?? "",
    row.phone_type ?? "",
    row.phone_status ?? "",
    row.phone_source ?? "",
    formatMicros(row.cost_micros),
    row.result ?? "",
    row.reason ?? "",
  ];
}

/** Micro-dollars as a plain decimal without trailing zeros: 12500 → "0.0125". Exact, no floating point. */
export function formatMicros(micros: number): string {
  const sign = micros < 0 ? "-" : "";
  const digits = String(Math.abs(Math.trunc(micros))).padStart(7, "0");
  const fraction = digits.slice(-6).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -6)}${fraction === "" ? "" : `.${fraction}`}`;
}
