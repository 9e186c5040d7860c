import { cleanText } from "../../lib/clean-text.ts";
import { cleanNameText, isFormOfAddress, isOnlyGrades } from "./clean-name-text.ts";
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
  const family = cleanNameText(cells.last ?? "", "family");
  const last = family !== null && first !== null && isOnlyGrades(family) ? null : family;
  const full = cleanNameText(cells.full ?? "");
  const whole = joinCut(cells.first?.trim() ?? "", cells.last?.trim() ?? "") ?? joinCut(first ?? "", last ?? "");
  if (whole !== null) return cleanPersonName(whole);
  if (first !== null && last !== null) {
    const clean = withoutGiven(first, last) === last;
    return clean
      ? { first_name: first, last_name: last, full_name: keepFull(first, last, full) }
      : join(first, last, full);
  }
  const lone = first === null && last !== null && (full === last || cells.full === cells.last);
  if (full !== null && !lone) return fromFull(full, cells.full);
  if (first !== null) return fromFull(first, cells.first);
  // A lone family name stays one; a whole name in the wrong column is split.
  if (last === null) return { first_name: null, last_name: null, full_name: null };
  if (/^\p{Lu}\S* \p{Lu}\S*$/u.test(last)) return fromFull(last, cells.last);
  return { first_name: null, last_name: last, full_name: last };
}

/** "Dr." and "Peter Müller", "O'Neil," and "Seán": a whole name cut at a space. Null for a given and a family name. */
function joinCut(first: string, last: string): { last: string } | { full: string } | null {
  if (first === "" || last === "") return null;
  if (isFormOfAddress(first) && !/\s/.test(last)) return { last };
  return first.endsWith(",") || isFormOfAddress(first) ? { full: `${first} ${last}` } : null;
}

function fromFull(full: string, raw = ""): CleanName {
  // "Ørsted, Hans Christian" says itself where the parts meet.
  const given = raw.includes(",") ? cleanNameText(raw.split(",")[1] ?? "") : null;
  if (given !== null && full.startsWith(`${given} `)) return join(given, full.slice(given.length + 1), full);
  const { first, last } = splitName(full);
  if (last !== null) return join(first, last, full);
  const only = cleanNameText(first) ?? first;
  return { first_name: only, last_name: null, full_name: only };
}

/** Parts are cleaned as parts: cut out of a whole name, "van" or "Sr." may stand where it means nothing. */
function join(given: string, family: string, full: string | null): CleanName {
  let [first, last] = [given, family];
  for (let round = 0; round < 4; round += 1) {
    const before = `${first}\n${last}`;
    const cleaned = cleanNameText(withoutGiven(first, last), "family");
    if (cleaned === null || isOnlyGrades(cleaned)) return fromFull(first);
    last = cleaned;
    first = cleanNameText(first) ?? first;
    if (`${first}\n${last}` === before) break;
  }
  const whole = joinCut(first, last);
  if (whole !== null) return cleanPersonName(whole);
  return { first_name: first, last_name: last, full_name: keepFull(first, last, full) };
}

/** A full name that has both parts keeps its middle name and its order; anything else loses to the two parts. */
function keepFull(first: string, last: string, full: string | null): string {
  const western = full?.startsWith(`${first} `) === true && full.endsWith(` ${last}`);
  const eastern =
    full === `${last} ${first}` &&
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(full);
  return full !== null && (western || eastern) ? full : cleanText(`${first} ${last}`);
}

/** "Jane" + "Jane Doe" is "Doe": some exports put the whole name into the last column. */
function withoutGiven(first: string, last: string): string {
  const rest = last.startsWith(`${first} `) ? last.slice(first.length + 1) : last;
  return /\p{L}/u.test(rest) ? rest : last;
}
