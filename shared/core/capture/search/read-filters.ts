import { decode, readPageAddress } from "../pages/page-address.ts";

export interface SearchFilter {
  /** LinkedIn's word: REGION, CURRENT_TITLE, SENIORITY_LEVEL… */
  type: string;
  values: { text: string; included: boolean }[];
}

export interface SearchFilters {
  keywords: string | null;
  filters: SearchFilter[];
}

type Value = string | Value[] | { [name: string]: Value };

const deepest = 20;
const longest = 16_000;

/**
 * The filters in a search's address. The query is written in LinkedIn's own form, `(filters:List((type:REGION,values:
 * List((text:France,selectionType:INCLUDED)))),keywords:…)`, and percent-encoded once or twice. Null for an address
 * without one, or with one that does not follow the form.
 */
export function readFilters(url: string): SearchFilters | null {
  const query = readPageAddress(url)?.params.find(([name]) => name === "query")?.[1];
  if (query === undefined || query.length > longest) return null;
  // Parameters arrive decoded once; texts inside stay encoded where they hold brackets and commas.
  const root = parse(query) ?? parse(decode(query));
  if (root === null || typeof root === "string" || Array.isArray(root)) return null;
  const list = own(root, "filters");
  const keywords = own(root, "keywords");
  return {
    keywords: typeof keywords === "string" && keywords !== "" ? decode(keywords) : null,
    filters: (Array.isArray(list) ? list : []).slice(0, 50).flatMap(readFilter),
  };
}

function readFilter(value: Value): SearchFilter[] {
  if (typeof value === "string" || Array.isArray(value)) return [];
  const type = own(value, "type");
  const list = own(value, "values");
  if (typeof type !== "string" || !Array.isArray(list)) return [];
  const values = list.slice(0, 200).flatMap((item) => {
    if (typeof item === "string" || Array.isArray(item)) return [];
    const text = own(item, "text");
    if (typeof text !== "string") return [];
    return [{ text: decode(text).slice(0, 200), included: own(item, "selectionType") !== "EXCLUDED" }];
  });
  return [{ type: type.slice(0, 60), values }];
}

const own = (record: { [name: string]: Value }, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Reads `(a:1,b:List(x,(c:2)))`; null when it does not end as it began. */
function parse(text: string): Value | null {
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
  const value = (depth: number): Value | null => {
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
  const pair = (depth: number): [string, Value] | null => {
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
