import type { Estimate } from "#contracts/api/imports.ts";
import { catalogueEntry } from "#core/cascade/catalogue.ts";
import type { CatalogueEntry } from "#core/cascade/catalogue-entry.ts";
import { type AskedAgain, countAgain, estimate } from "#core/credits/estimate.ts";
import type { JobOptions } from "#core/jobs/words.ts";

/** What a draft may cost with its options. */
export function estimateJob(
  { contacts, again }: { contacts: number; again: AskedAgain },
  options: JobOptions,
): Estimate {
  const entries = (names: readonly string[]): CatalogueEntry[] =>
    names.flatMap((name) => {
      const entry = catalogueEntry(name);
      return entry === undefined ? [] : [entry];
    });
  const cost = estimate({
    contacts,
    again,
    want: options.want,
    order: entries(options.order),
    phoneOrder: entries(options.phone_order ?? []),
    maxCostMicros: options.max_cost_micros,
    maxContactCostMicros: options.max_contact_cost_micros,
  });
  return { contacts: contacts + countAgain(again, options.want), ...cost };
}
