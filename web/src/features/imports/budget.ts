/** What was typed into the budget field: micro-dollars, null for no budget, "bad" for what is no amount. */
export function parseBudget(text: string): number | null | "bad" {
  const trimmed = text.trim().replace(/^\$\s*|\s*(?:\$|USD)$/gi, "");
  if (trimmed === "") return null;
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(trimmed);
  if (match === null) return "bad";
  const [, whole = "0", cents = ""] = match;
  return Number(whole) * 1_000_000 + Number(cents.padEnd(2, "0")) * 10_000;
}

/** The reverse, for a budget that the job already has. */
export const budgetText = (micros: number | null): string => (micros === null ? "" : String(micros / 1_000_000));
