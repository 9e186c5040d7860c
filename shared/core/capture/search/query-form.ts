/**
 * LinkedIn's own form of a query: `(filters:List((type:REGION,values:List((text:France)))),keywords:x)`. Words stay as
 * they are written, percent-encoded where they hold brackets and commas, so that a query can be written again unchanged.
 */
export type QueryValue = string | QueryValue[] | { [name: string]: QueryValue };

const deepest = 20;

/** Reads a query; null when it does not end as it began. */
export function parseQuery(text: string): QueryValue | null {
  let at = 0;
  const many = <T>(end: string, one: () => T | null): T[] | null => {
    const items: T[] = [];
    if (text[at] === end) {
      at += 1;
      return items;
    }
    for (;;) {
      const item = one();
      if (item === null) return null;
      items.push(item);
      const next = text[at];
      at += 1;
      if (next === end) return items;
      if (next !== ",") return null;
    }
  };
  const value = (depth: number): QueryValue | null => {
    if (depth > deepest) return null;
    if (text.startsWith("List(", at)) {
      at += 5;
      return many(")", () => value(depth + 1));
    }
    if (text[at] === "(") {
      at += 1;
      const pairs = many(")", () => pair(depth + 1));
      return pairs === null ? null : Object.fromEntries(pairs);
    }
    return word(",)");
  };
  const pair = (depth: number): [string, QueryValue] | null => {
    const name = word(":,)");
    if (text[at] !== ":") return null;
    at += 1;
    const item = value(depth);
    return item === null ? null : [name, item];
  };
  const word = (stops: string): string => {
    const from = at;
    while (at < text.length && !stops.includes(text[at] ?? "")) at += 1;
    return text.slice(from, at);
  };
  const root = value(0);
  return at === text.length ? root : null;
}

/** Writes a query as LinkedIn does. */
export function writeQuery(value: QueryValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `List(${value.map(writeQuery).join(",")})`;
  return `(${Object.entries(value)
    .map(([name, item]) => `${name}:${writeQuery(item)}`)
    .join(",")})`;
}
