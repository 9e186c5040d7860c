import { readPageAddress } from "../pages/page-address.ts";
import { type QueryValue, writeQuery } from "./query-form.ts";
import { readFilters, readQuery } from "./read-filters.ts";

export interface SearchPart {
  /** What this part is limited to, in LinkedIn's words. */
  name: string;
  url: string;
}

/** `values`: the values of one filter, apart: together they are the search. The others leave out who has no such mark. */
export interface SearchSplit {
  by: "values" | "seniority" | "headcount";
  parts: SearchPart[];
}

/** LinkedIn's numbers of seniority, and its letters of company sizes (the letters as public code has them). */
const seniorities: readonly (readonly [id: string, text: string])[] = [
  ["320", "Owner / Partner"],
  ["310", "CXO"],
  ["300", "Vice President"],
  ["220", "Director"],
  ["210", "Experienced Manager"],
  ["200", "Entry Level Manager"],
  ["130", "Strategic"],
  ["120", "Senior"],
  ["110", "Entry Level"],
  ["100", "In Training"],
];
const headcounts: typeof seniorities = [
  ["A", "Self-employed"],
  ["B", "1-10"],
  ["C", "11-50"],
  ["D", "51-200"],
  ["E", "201-500"],
  ["F", "501-1000"],
  ["G", "1001-5000"],
  ["H", "5001-10,000"],
  ["I", "10,001+"],
];

/**
 * Searches that together find what one search finds but LinkedIn does not show whole. First the values of a filter that
 * has several; else a filter that the search does not have yet. Null where the address tells no filters.
 */
export function splitSearch(url: string): SearchSplit | null {
  const address = readPageAddress(url);
  const query = readQuery(url);
  if (address === null || query === null) return null;
  const people = address.kind === "lead_search";
  if (!people && address.kind !== "account_search") return null;
  const filters = readFilters(url)?.filters ?? [];
  const listed = own(query, "filters");
  const given: QueryValue[] = Array.isArray(listed) ? listed : [];
  const make = (name: string, list: QueryValue[]): SearchPart => {
    // A search that is remembered under a number would be shown as it was.
    const { recentSearchParam: _old, ...rest } = query;
    const text = writeQuery({ ...rest, filters: list });
    return { name, url: `https://www.linkedin.com${address.path}?query=${encodeURIComponent(text)}` };
  };
  const several = filters.findIndex(({ values }) => values.length > 1 && values.every(({ included }) => included));
  const wide = given[several];
  const values = wide === undefined || typeof wide === "string" || Array.isArray(wide) ? null : own(wide, "values");
  if (typeof wide === "object" && !Array.isArray(wide) && Array.isArray(values)) {
    const texts = filters[several]?.values ?? [];
    const parts = values.map((value, index) =>
      make(
        texts[index]?.text ?? String(index + 1),
        given.map((filter) => (filter === wide ? { ...wide, values: [value] } : filter)),
      ),
    );
    return { by: "values", parts };
  }
  const has = (type: string) => filters.some((filter) => filter.type === type);
  const added = (by: SearchSplit["by"], type: string, words: typeof seniorities): SearchSplit => ({
    by,
    parts: words.map(([id, text]) => {
      const value = { id, text: encodeURIComponent(text), selectionType: "INCLUDED" };
      return make(text, [...given, { type, values: [value] }]);
    }),
  });
  if (people && !has("SENIORITY_LEVEL")) return added("seniority", "SENIORITY_LEVEL", seniorities);
  return has("COMPANY_HEADCOUNT") ? null : added("headcount", "COMPANY_HEADCOUNT", headcounts);
}

const own = (record: { [name: string]: QueryValue }, name: string): QueryValue | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
