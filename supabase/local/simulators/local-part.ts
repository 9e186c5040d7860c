import { Dice } from "./dice.ts";
import type { Pattern } from "./domains.ts";

/** The left side of an address for folded names. Names in other scripts get a stable made-up one. */
export function localPart(name: { first: string; last: string }, pattern: Pattern): string {
  const first = ascii(name.first).replaceAll(" ", "-");
  const last = ascii(name.last).replaceAll(" ", "");
  if (first === "" && last === "") return `u${new Dice(`${name.first} ${name.last}`, 7).hex("local", 6)}`;
  if (first === "" || last === "") return (first + last).slice(0, 60);
  return join(first, last, pattern)
    .slice(0, 60)
    .replace(/[-._]+$/, "");
}

function join(first: string, last: string, pattern: Pattern): string {
  switch (pattern) {
    case "first.last":
      return `${first}.${last}`;
    case "flast":
      return `${first.slice(0, 1)}${last}`;
    case "f.last":
      return `${first.slice(0, 1)}.${last}`;
    case "first":
      return first;
    case "firstlast":
      return `${first.replaceAll("-", "")}${last}`;
    case "first_last":
      return `${first.replaceAll("-", "")}_${last}`;
    case "last.first":
      return `${last}.${first}`;
    case "last":
      return last;
  }
}

function ascii(text: string): string {
  return text
    .replace(/[^a-z0-9 ]+/g, "")
    .replace(/ +/g, " ")
    .trim();
}
