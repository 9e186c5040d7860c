import type { PageAnswer } from "#contracts/extension-messages.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import { type FilterMismatch, mismatches } from "#core/capture/search/match-filters.ts";
import { readFilters } from "#core/capture/search/read-filters.ts";
import { isComplete } from "#core/outbox/lead-body.ts";
import { leadsOf } from "../capture/take-page.ts";

export interface ReviewedLead {
  lead: CapturedLead;
  known: boolean;
  complete: boolean;
  mismatches: FilterMismatch[];
}

/** The people of a page with what there is to say about each, before anything is spent. */
export function reviewPage(page: PageAnswer, known: ReadonlySet<string>): ReviewedLead[] {
  const search = readFilters(page.url);
  return leadsOf(page).map((lead) => ({
    lead,
    known: known.has(lead.person_key),
    complete: isComplete(lead),
    mismatches: search === null ? [] : mismatches(lead, search),
  }));
}
