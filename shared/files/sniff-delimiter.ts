/// <reference path="./papaparse.d.ts" />
// @ts-types="./papaparse.d.ts"
import papa from "papaparse";

export type Delimiter = "," | ";" | "\t" | "|";

const candidates: readonly Delimiter[] = [",", ";", "\t", "|"];
const linesLookedAt = 60;
const charactersLookedAt = 64 * 1024;

/**
 * Which character separates the cells: the one that cuts most lines into the same number of cells, and into more than
 * one. A first line "sep=;" (Excel's own way of saying it) decides, and is no data.
 */
export function sniffDelimiter(text: string): { delimiter: Delimiter; skip: number } {
  const declared = /^"?sep=([,;\t|])"?\r?\n/i.exec(text);
  if (declared !== null) return { delimiter: declared[1] as Delimiter, skip: declared[0].length };
  const head = text.slice(0, charactersLookedAt);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const score = scoreDelimiter(head, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, skip: 0 };
}

/** Share of lines that have the commonest number of cells, weighed by that number. */
function scoreDelimiter(head: string, delimiter: Delimiter): number {
  const { data } = papa.parse(head, { delimiter, preview: linesLookedAt });
  const lines = data.filter((line) => line.length > 1 || (line[0] ?? "").trim() !== "");
  // The text may be cut within the last line.
  if (lines.length > 2 && head.length === charactersLookedAt) lines.pop();
  const counts = new Map<number, number>();
  for (const line of lines) counts.set(line.length, (counts.get(line.length) ?? 0) + 1);
  let score = 0;
  for (const [cells, times] of counts) {
    if (cells > 1) score = Math.max(score, (times / lines.length) ** 2 * Math.log2(cells + 1));
  }
  return score;
}
