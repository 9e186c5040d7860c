import type { Estimate } from "#contracts/api/imports.ts";
import { catalogueEntry } from "#core/cascade/catalogue.ts";
import type { CatalogueEntry } from "#core/cascade/catalogue-entry.ts";
import { estimate } from "#core/credits/estimate.ts";
import type { JobOptions } from "#core/jobs/words.ts";

/** What so many contacts may cost with a job's options. */
export function estimateJob(contacts: number, options: JobOptions): Estimate {
  const entries = (names: readonly string[]): CatalogueEntry[] =>
    names.flatMap((name) => {
      const entry = catalogueEntry(name);
      return entry === undefined ? [] : [entry];
    });
  const cost = estimate({
    contacts,
    want: options.want,
    order: entries(options.order),
    phoneOrder: entries(options.phone_order ?? []),
    maxCostMicros: options.max_cost_micros,
    maxContactCostMicros: options.max_contact_cost_micros,
  });
  return { contacts, ...cost };
}
