import type { Paging } from "../captured-lead.ts";
import type { PageKind } from "../pages/page-address.ts";

/** LinkedIn shows so many rows of one search and drops the rest without a word. Lists and classic searches end elsewhere. */
export const shownOfSearch = (kind: PageKind): number | null => {
  if (kind === "lead_search" || kind === "saved_search" || kind === "lead_list") return 2_500;
  if (kind === "account_search" || kind === "account_list") return 1_000;
  return kind === "classic_search" ? 1_000 : null;
};

export interface SearchSize {
  total: number | null;
  shown: number | null;
  pages: number | null;
}

/** How large a search is, and how much of it can be seen. */
export function searchSize(kind: PageKind, paging: Paging | null): SearchSize {
  const cap = shownOfSearch(kind);
  if (paging === null || paging.total === null) return { total: null, shown: null, pages: null };
  const shown = Math.min(paging.total, cap ?? paging.total);
  return { total: paging.total, shown, pages: Math.max(1, Math.ceil(shown / Math.max(1, paging.count))) };
}
