/** One thing about a file that its owner should know; nothing of it stops the import. */
export interface TableWarning {
  code:
    | "repaired_encoding"
    | "repaired_quotes"
    | "skipped_lines_above_header"
    | "no_header"
    | "blank_lines"
    | "short_rows"
    | "long_rows"
    | "duplicate_headers"
    | "other_sheets"
    | "cells_out_of_range";
  /** How many rows, lines, sheets or cells. */
  count: number;
  /** One sentence for the user. */
  text: string;
}

/** A table as it stands in a file. Headers and cells are unchanged text; numbers and dates of Excel are written out. */
export interface Table {
  /** As in the file: may be empty or repeat. Without a header row: "Column 1", "Column 2", … */
  headers: string[];
  hasHeader: boolean;
  /** Rows may be shorter than the header (missing cells are empty) or longer (extra cells have no header). */
  rows: string[][];
  warnings: TableWarning[];
}
