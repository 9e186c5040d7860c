/** The limits that a job has of its own: in all, for each person, for each day. */
export const budgetNames = ["job", "person", "day"] as const;
export type BudgetName = (typeof budgetNames)[number];

/** As typed. */
export type Budgets = Record<BudgetName, string>;

/** Decimals that are taken: one ask costs a few cents, and "12.345" for a whole job may have meant thousands. */
const decimals: Record<BudgetName, number> = { job: 2, person: 4, day: 2 };

/** What was typed into a budget field: micro-dollars, null for no budget, "bad" for what is no amount. */
export function budgetMicros(name: BudgetName, text: string): number | null | "bad" {
  const trimmed = text.trim().replace(/^\$\s*|\s*(?:\$|USD)$/gi, "");
  if (trimmed === "") return null;
  const match = /^(\d{1,7})(?:[.,](\d{1,4}))?$/.exec(trimmed);
  if (match === null) return "bad";
  const [, whole = "0", part = ""] = match;
  if (part.length > decimals[name]) return "bad";
  const micros = Number(whole) * 1_000_000 + Number(part.padEnd(6, "0"));
  // A day's must leave room for something: a job would wait for ever.
  return name === "day" && micros === 0 ? "bad" : micros;
}

/** The reverse, for a budget that is there already. */
export const budgetText = (micros: number | null | undefined): string =>
  micros === null || micros === undefined ? "" : String(micros / 1_000_000);
