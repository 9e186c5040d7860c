import { foldText } from "../../lib/fold-text.ts";
import type { SearchFilters } from "./read-filters.ts";

/**
 * Values of a search that LinkedIn does not name among the filters it applied: it drops those it does not like without a
 * word. Empty when it names none at all.
 */
export function droppedFilters(search: SearchFilters, applied: readonly string[]): string[] {
  if (applied.length === 0) return [];
  const said = foldText(applied.join("\n"));
  const asked = search.filters.flatMap(({ values }) => values.map(({ text }) => text));
  return [...new Set(asked)].filter((text) => text !== "" && !said.includes(foldText(text)));
}
