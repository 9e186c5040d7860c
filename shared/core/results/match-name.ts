import { isPlaceholder } from "../lib/clean-text.ts";
import { foldText } from "../lib/fold-text.ts";
import type { ExpectedPerson } from "./expected-person.ts";
import { nicknamesOf } from "./names/nicknames.ts";
import { spellingsOf } from "./names/spellings.ts";

/**
 * How the part of an address before the @ stands to a name. `full`: both names. `initial`: one name and the other's first
 * letters. `single`: one name alone. `initials`: their first letters alone. `opaque`: no name to be seen in it (a number, a
 * short code). `other`: it reads like somebody else's. `unknown`: no name to compare with, or in a script that cannot be
 * written in an address.
 */
export const nameMatches = ["full", "initial", "single", "initials", "unknown", "opaque", "other"] as const;
export type NameMatch = (typeof nameMatches)[number];

interface Forms {
  first: ReadonlySet<string>;
  last: ReadonlySet<string>;
}

export function matchName(
  local: string,
  person: Pick<ExpectedPerson, "first_name" | "last_name" | "full_name">,
): NameMatch {
  const { first, last } = formsOf(person);
  if (first.size === 0 && last.size === 0) return "unknown";
  const parts = foldText(local.replace(/\+.*$/s, ""))
    .replace(/\d+$/, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "");
  const whole = parts.join("");
  if (whole === "") return "opaque";
  if (isBoth(whole, parts, first, last)) return "full";
  if (isNameAndInitial(whole, first, last) || isNameAndInitial(whole, last, first)) return "initial";
  if (first.has(whole) || last.has(whole)) return "single";
  if (areInitials(whole, first, last)) return "initials";
  // A family name within a longer word ("mullerconsulting") still points at the person.
  if (parts.length === 1 && [...last].some((name) => name.length >= 5 && whole.includes(name))) return "single";
  if (/\d/.test(whole) || whole.length <= 3) return "opaque";
  return "other";
}

function isBoth(
  whole: string,
  parts: readonly string[],
  first: ReadonlySet<string>,
  last: ReadonlySet<string>,
): boolean {
  for (const a of first) {
    for (const b of last) {
      if (a === b || a.length < 2 || b.length < 2) continue;
      if (whole === a + b || whole === b + a || (parts.includes(a) && parts.includes(b))) return true;
      // A middle initial between the two: "lena.m.ortiz".
      if (whole.length <= a.length + b.length + 2 && whole.startsWith(a) && whole.endsWith(b)) return true;
    }
  }
  return false;
}

/** "lortiz", "l.ortiz", "ortizl", "leortiz", and names cut at eight letters as old systems do: "lmontgom". */
function isNameAndInitial(whole: string, names: ReadonlySet<string>, initials: ReadonlySet<string>): boolean {
  for (const name of names) {
    if (name.length < 2) continue;
    for (const other of initials) {
      for (const length of [1, 2, 3]) {
        const start = other.slice(0, length);
        if (start.length < length || start === other) break;
        if (whole === start + name || whole === name + start) return true;
      }
      const cut = other.slice(0, 1);
      if (whole.length >= 7 && whole.startsWith(cut) && name.startsWith(whole.slice(1))) return true;
    }
  }
  return false;
}

function areInitials(whole: string, first: ReadonlySet<string>, last: ReadonlySet<string>): boolean {
  if (whole.length < 2 || whole.length > 3) return false;
  return [...first].some((a) => [...last].some((b) => whole === `${a[0]}${b[0]}` || whole === `${b[0]}${a[0]}`));
}

/** Every way in which the two halves of a name may stand in an address. */
function formsOf(person: Pick<ExpectedPerson, "first_name" | "last_name" | "full_name">): Forms {
  let firstText = known(person.first_name);
  let lastText = known(person.last_name);
  const full = known(person.full_name);
  if ((firstText === "" || lastText === "") && full !== "") {
    const comma = full.indexOf(",");
    const words = full.split(/\s+/);
    [firstText, lastText] =
      comma > 0 ? [full.slice(comma + 1), full.slice(0, comma)] : [words[0] ?? "", words.slice(1).join(" ")];
  }
  const first = halves(firstText);
  for (const name of [...first]) for (const other of nicknamesOf(name)) first.add(other);
  return { first, last: halves(lastText) };
}

const known = (text: string | null): string => (text === null || isPlaceholder(text) ? "" : text.trim().slice(0, 200));

/** "Jean-Pierre" → jeanpierre, jean, pierre, jp. "de la Cruz" → delacruz, cruz, dcruz, … */
function halves(text: string): Set<string> {
  const words = text
    .split(/[\s\-‐‑.·]+/)
    .filter((word) => word !== "")
    .slice(0, 6);
  const forms = new Set<string>();
  const spelled = words.map(spellingsOf);
  if (words.length === 0 || spelled.some((spellings) => spellings.length === 0)) return forms;
  const joined = (from: number, variant: number) =>
    spelled
      .slice(from)
      .map((spellings) => spellings[variant] ?? spellings[0] ?? "")
      .join("");
  for (const variant of [0, 1]) for (let from = 0; from < words.length; from++) forms.add(joined(from, variant));
  for (const spellings of spelled)
    for (const word of spellings) if (words.length === 1 || word.length >= 3) forms.add(word);
  if (words.length > 1) forms.add(spelled.map((spellings) => spellings[0]?.[0] ?? "").join(""));
  return forms;
}
