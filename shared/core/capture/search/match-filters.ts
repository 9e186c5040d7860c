import { companyKey } from "../../companies/clean-company.ts";
import { countryCode, countryOfLocation } from "../../imports/people/clean-location.ts";
import { foldText, foldToKey } from "../../lib/fold-text.ts";
import type { CapturedLead } from "../captured-lead.ts";
import type { SearchFilter, SearchFilters } from "./read-filters.ts";
import { fitsSeniority } from "./seniority-of-title.ts";

export interface FilterMismatch {
  /** LinkedIn's word for the filter. */
  filter: string;
  wanted: string;
  seen: string;
}

/** Null: the lead does not tell. */
type Fit = boolean | null;

const tests: Readonly<
  Record<string, { seen: (lead: CapturedLead) => string | null; fits: (seen: string, text: string) => Fit }>
> = {
  CURRENT_TITLE: { seen: (lead) => lead.title, fits: sharesWords },
  TITLE: { seen: (lead) => lead.title, fits: sharesWords },
  CURRENT_COMPANY: { seen: (lead) => lead.company, fits: (seen, text) => sameCompany(seen, text) },
  COMPANY: { seen: (lead) => lead.company, fits: (seen, text) => sameCompany(seen, text) },
  REGION: { seen: (lead) => lead.location, fits: inRegion },
  GEOGRAPHY: { seen: (lead) => lead.location, fits: inRegion },
  SENIORITY_LEVEL: { seen: (lead) => lead.title, fits: fitsSeniority },
  FIRST_NAME: { seen: (lead) => lead.first_name, fits: (seen, text) => foldToKey(seen).includes(foldToKey(text)) },
  LAST_NAME: { seen: (lead) => lead.last_name, fits: (seen, text) => foldToKey(seen).includes(foldToKey(text)) },
};

/**
 * Where a lead does not fit the search that found it: LinkedIn also lists people by an old job or a neighbouring title.
 * Only what can be told from the lead counts; an empty list means that nothing speaks against it.
 */
export function mismatches(lead: CapturedLead, search: SearchFilters): FilterMismatch[] {
  return search.filters.flatMap((filter) => mismatch(lead, filter) ?? []);
}

function mismatch(lead: CapturedLead, filter: SearchFilter): FilterMismatch | null {
  const test = Object.hasOwn(tests, filter.type) ? tests[filter.type] : undefined;
  const seen = test?.seen(lead) ?? null;
  if (test === undefined || seen === null) return null;
  const excluded = filter.values.find((value) => !value.included && test.fits(seen, value.text) === true);
  if (excluded !== undefined) return { filter: filter.type, wanted: `not ${excluded.text}`, seen };
  const included = filter.values.filter((value) => value.included);
  if (included.length === 0 || included.some((value) => test.fits(seen, value.text) !== false)) return null;
  return { filter: filter.type, wanted: included.map((value) => value.text).join(", "), seen };
}

/** Every word of the wanted title somewhere in the seen one: "Head Sales" fits "Head of Sales, EMEA". */
function sharesWords(seen: string, text: string): boolean {
  const words = (value: string) =>
    foldText(value)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2);
  const has = new Set(words(seen));
  return words(text).every((word) => has.has(word));
}

const sameCompany = (seen: string, text: string): boolean => companyKey(seen) === companyKey(text);

/** Regions overlap in ways that texts do not tell; only two different countries are sure to. */
function inRegion(seen: string, text: string): Fit {
  if (foldText(seen).includes(foldText(text))) return true;
  const here = countryCode(countryOfLocation(seen) ?? "");
  const there = countryCode(countryOfLocation(text) ?? text);
  return here !== null && there !== null && here !== there ? false : null;
}
