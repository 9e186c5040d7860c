/** What a spreadsheet takes for the start of a formula, full-width forms included. */
const formulaStart = /^[=+\-@＝＋－＠﹢﹣﹦﹫]/u;
/** Spaces and invisible characters that some programs skip before they look. */
const skipped = /^[\p{Z}\p{Cf}\p{Cc}]+/u;
const controlStart = /^[ \u00a0]*[\t\r\n]/;
const plainNumber = /^[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d+)?%?$/;
/** "+33 6 12 34 56 78", "+1 (555) 010-0199". */
const plainPhone = /^\+[\d(][\d \u00a0\u202f.()-]*$/;

/**
 * Puts an apostrophe before a cell that a spreadsheet would run as a formula. Plain numbers and plain international
 * phone numbers are none and stay as they are. Doing it twice changes nothing more.
 */
export function neutraliseCell(cell: string): string {
  if (/^[A-Za-z0-9]/.test(cell) || cell === "") return cell;
  const start = cell.replace(skipped, "");
  if (!controlStart.test(cell) && !formulaStart.test(start)) return cell;
  return plainPhone.test(cell) || plainNumber.test(cell) ? cell : `'${cell}`;
}
