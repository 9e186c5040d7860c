import type { ColumnMapping } from "./fields.ts";
import { type PreparedRow, prepareRow } from "./prepare-row.ts";

/**
 * Cleans the rows one after another, as they are asked for: a caller that writes them away in chunks never holds more
 * than one chunk.
 * @param firstNumber number of the first row given, where `rows` is a later part of a table
 */
export function* prepareRows(
  rows: Iterable<readonly string[]>,
  mapping: ColumnMapping,
  firstNumber = 1,
): Generator<PreparedRow, void, undefined> {
  let number = firstNumber;
  for (const row of rows) {
    yield prepareRow(number, row, mapping);
    number += 1;
  }
}
