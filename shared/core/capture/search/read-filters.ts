import { decode, readPageAddress } from "../pages/page-address.ts";
import { parseQuery, type QueryValue } from "./query-form.ts";

export interface SearchFilter {
  /** LinkedIn's word: REGION, CURRENT_TITLE, SENIORITY_LEVEL… */
  type: string;
  values: { text: string; included: boolean }[];
}

export interface SearchFilters {
  keywords: string | null;
  filters: SearchFilter[];
}

const longest = 16_000;

/**
 * The filters in a search's address. The query is written in LinkedIn's own form, `(filters:List((type:REGION,values:
 * List((text:France,selectionType:INCLUDED)))),keywords:…)`, and percent-encoded once or twice. Null for an address
 * without one, or with one that does not follow the form.
 */
export function readFilters(url: string): SearchFilters | null {
  const root = readQuery(url);
  if (root === null) return null;
  const list = own(root, "filters");
  const keywords = own(root, "keywords");
  return {
    keywords: typeof keywords === "string" && keywords !== "" ? decode(keywords) : null,
    filters: (Array.isArray(list) ? list : []).slice(0, 50).flatMap(readFilter),
  };
}

/** The query of a search's address as it is written; null where there is none that follows the form. */
export function readQuery(url: string): { [name: string]: QueryValue } | null {
  const query = readPageAddress(url)?.params.find(([name]) => name === "query")?.[1];
  if (query === undefined || query.length > longest) return null;
  // Parameters arrive decoded once; texts inside stay encoded where they hold brackets and commas.
  const root = parseQuery(query) ?? parseQuery(decode(query));
  return root === null || typeof root === "string" || Array.isArray(root) ? null : root;
}

function readFilter(value: QueryValue): SearchFilter[] {
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

const own = (record: { [name: string]: QueryValue }, name: string): QueryValue | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
