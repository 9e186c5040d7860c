import type { ColumnMatch } from "#core/imports/columns/match-columns.ts";
import type { ColumnMapping } from "#core/imports/fields.ts";

/** What the page knows of a file; the rows themselves stay in the worker. */
export interface OpenedTable {
  format: "csv" | "xlsx";
  sheet: string | null;
  headers: string[];
  rowCount: number;
  /** The first rows, for the samples beside each column. */
  sample: string[][];
  columns: ColumnMatch[];
  mapping: ColumnMapping;
  warnings: { code: string; count: number }[];
}

export interface RowCheck {
  ready: number;
  bad: number;
  repeated: number;
}

export interface RowChunk {
  rows: { row_number: number; cells: string[] }[];
  /** 0-based index of the row after the last one here. */
  next: number;
}

export interface TableRequests {
  open: { input: { bytes: ArrayBuffer }; output: OpenedTable | { refused: string } };
  check: { input: { mapping: ColumnMapping }; output: RowCheck };
  rows: { input: { from: number; maxRows: number; maxChars: number }; output: RowChunk };
}
export type RequestKind = keyof TableRequests;

export type WorkerRequest = { [K in RequestKind]: { id: number; kind: K } & TableRequests[K]["input"] }[RequestKind];
export type WorkerAnswer = { id: number; ok: true; output: unknown } | { id: number; ok: false; message: string };
