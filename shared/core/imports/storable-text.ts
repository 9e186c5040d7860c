/**
 * Text that a database and JSON can hold: without NUL characters and halves of surrogate pairs. Everything else stays
 * as it is.
 */
export function storableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", "") : whole;
}
