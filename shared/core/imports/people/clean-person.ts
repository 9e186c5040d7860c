import { cleanText } from "../../lib/clean-text.ts";
import { cleanNameText } from "./clean-name-text.ts";
import { splitName } from "./split-name.ts";

export interface CleanName {
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
}

/**
 * A person's name out of up to three cells. First and last name win over the full one where both are filled; a full
 * name in one of the two is split. Cleaning the result again gives the same result.
 */
export function cleanPersonName(cells: { first?: string; last?: string; full?: string }): CleanName {
  const first = cleanNameText(cells.first ?? "");
  const last = cleanNameText(cells.last ?? "");
  const full = cleanNameText(cells.full ?? "");
  if (first !== null && last !== null) return join(first, withoutGiven(first, last), full);
  if (full !== null) return fromFull(full, cells.full);
  if (first !== null) return fromFull(first, cells.first);
  // A lone family name stays one; a whole name in the wrong column is split.
  if (last === null) return { first_name: null, last_name: null, full_name: null };
  if (/^\p{Lu}\S* \p{Lu}\S*$/u.test(last)) return fromFull(last, cells.last);
  return { first_name: null, last_name: last, full_name: last };
}

function fromFull(full: string, raw = ""): CleanName {
  // "Ørsted, Hans Christian" says itself where the parts meet.
  const given = raw.includes(",") ? cleanNameText(raw.split(",")[1] ?? "") : null;
  if (given !== null && full.startsWith(`${given} `)) {
    return { first_name: given, last_name: full.slice(given.length + 1), full_name: full };
  }
  const { first, last } = splitName(full);
  return { first_name: first, last_name: last, full_name: full };
}

function join(first: string, last: string, full: string | null): CleanName {
  const joined = cleanText(`${first} ${last}`);
  // Keeps a middle name that only the full column has; anything else in there loses to the two columns.
  const keepsBoth = full?.startsWith(`${first} `) === true && full.endsWith(` ${last}`);
  return { first_name: first, last_name: last, full_name: keepsBoth ? full : joined };
}

/** "Jane" + "Jane Doe" is "Doe": some exports put the whole name into the last column. */
function withoutGiven(first: string, last: string): string {
  const rest = last.startsWith(`${first} `) ? last.slice(first.length + 1) : last;
  return /\p{L}/u.test(rest) ? rest : last;
}
