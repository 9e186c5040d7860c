import { cleanDomain } from "../companies/clean-domain.ts";
import { scoreHeader } from "./columns/header-scores.ts";
import { cleanEmail } from "./people/contact-details.ts";
import { parseLinkedin } from "./people/linkedin-url.ts";

export interface HeaderPlace {
  /** Index of the header line; null where the file has none. */
  headerAt: number | null;
  /** Index of the first data line. */
  firstRow: number;
}

const linesLookedAt = 15;
const cellsLookedAt = 60;

/**
 * Finds the header line: the one among the first lines with most names that a header has. A title above it is passed
 * over. Where no line has any, the first line is the header unless it holds data (addresses, links, numbers).
 */
export function findHeader(lines: readonly (readonly string[])[]): HeaderPlace {
  const candidates = lines.slice(0, linesLookedAt);
  const widest = Math.max(0, ...candidates.map(countFilled));
  let best: { index: number; known: number } | null = null;
  for (const [index, line] of candidates.entries()) {
    if (holdsData(line)) continue;
    const known = countKnown(line);
    const filled = countFilled(line);
    const enough = filled * 2 >= widest && (known >= 2 || (known === 1 && filled <= 2));
    if (enough && known > (best?.known ?? 0)) best = { index, known };
  }
  if (best !== null) return { headerAt: best.index, firstRow: best.index + 1 };
  const first = firstWideLine(candidates);
  const line = lines[first];
  if (line === undefined) return { headerAt: null, firstRow: 0 };
  return holdsData(line) ? { headerAt: null, firstRow: first } : { headerAt: first, firstRow: first + 1 };
}

const countFilled = (line: readonly string[]): number => line.filter((cell) => cell.trim() !== "").length;

function countKnown(line: readonly string[]): number {
  const cells = line.slice(0, cellsLookedAt).filter((cell) => cell.trim() !== "" && cell.length <= 60);
  return cells.filter((cell) => (scoreHeader(cell)[0]?.score ?? 0) >= 0.75).length;
}

/** No header is an e-mail address, a link, a phone number or a plain number. */
function holdsData(line: readonly string[]): boolean {
  return line.slice(0, cellsLookedAt).some((cell) => {
    const text = cell.slice(0, 500).trim();
    if (text === "") return false;
    if (/^https?:\/\//i.test(text) || cleanEmail(text) !== null || parseLinkedin(text).url !== null) return true;
    if (/^\+?[\d\s().,/-]{5,}$/.test(text)) return true;
    return /^[^\s]+\.[a-z]{2,}$/i.test(text) && cleanDomain(text) !== null && (scoreHeader(text)[0]?.score ?? 0) < 0.9;
  });
}

/** Past the lines that are much narrower than the rest: titles and remarks. */
function firstWideLine(lines: readonly (readonly string[])[]): number {
  const filled = lines.map(countFilled);
  const widest = Math.max(0, ...filled);
  const index = filled.findIndex((count) => count * 2 >= widest);
  return Math.max(0, index);
}
