import type { ListKind } from "#core/verification/list-words.ts";
import type { OpenedTable } from "../imports/table-worker-messages.ts";

const shapes: Record<ListKind, RegExp> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/,
  // Six digits or more, and nothing that numbers are not written with: no date, no amount.
  phone: /^(?=(?:\D*\d){6})\+?[\d\s()./\u00a0\u202f-]{6,30}$/,
};

const dateLike = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$/;

/** How many of a column's filled sample cells look like an address or number, 0 to 1; null when all are empty. */
export function likeness(table: Pick<OpenedTable, "sample">, column: number, kind: ListKind): number | null {
  const cells = table.sample.map((row) => (row[column] ?? "").trim()).filter((cell) => cell !== "");
  if (cells.length === 0) return null;
  const like = cells.filter((cell) => shapes[kind].test(cell) && !(kind === "phone" && dateLike.test(cell)));
  return like.length / cells.length;
}

/** The column that most probably holds the values: the one whose cells look most like it, the header's word on a tie. */
export function chooseValueColumn(table: OpenedTable): { kind: ListKind; column: number } {
  const best = (kind: ListKind) => {
    const named = table.mapping[kind === "email" ? "given_email" : "given_phone"];
    const scores = table.headers.map((_, column) => ({
      kind,
      column,
      score: (likeness(table, column, kind) ?? 0) + (column === named ? 0.2 : 0),
    }));
    return scores.reduce((most, next) => (next.score > most.score ? next : most), { kind, column: 0, score: -1 });
  };
  const [email, phone] = [best("email"), best("phone")];
  const { kind, column } = phone.score > email.score ? phone : email;
  return { kind, column };
}

/** The first different values of a column. */
export function samplesOf(table: Pick<OpenedTable, "sample">, column: number, count = 3): string[] {
  const cells = table.sample.map((row) => (row[column] ?? "").trim()).filter((cell) => cell !== "");
  return [...new Set(cells)].slice(0, count);
}
