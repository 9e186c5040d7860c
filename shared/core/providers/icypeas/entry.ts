import type { CatalogueEntry } from "../../cascade/catalogue-entry.ts";

/**
 * Icypeas: asynchronous e-mail search, singly or in bulk (API: https://api-doc.icypeas.com).
 *
 * Reading results is the bottleneck: 30 reads a minute of at most 100 rows. So contacts travel in bulks, which are
 * submitted at most once a second, and a bulk is read in whole pages.
 * Price: 1 credit for a found address; entry plan 19 USD for 1,000 credits (2026), lower at volume.
 */
export const icypeasEntry: CatalogueEntry = {
  name: "icypeas",
  label: "Icypeas",
  channels: ["email"],
  style: "async",
  maxBatch: 1_000,
  fillMs: 1_500,
  batchesInFlight: 10,
  poll: { firstMs: 8_000, nextMs: 6_000, deadlineMs: 15 * 60_000 },
  usdMicrosPerCredit: 19_000,
  maxCredits: { email: 1, phone: 0 },
  charges: { email: { ask: 0, match: 0, hit: 1 }, phone: { ask: 0, match: 0, hit: 0 } },
  limits: {
    "email-search": [{ capacity: 10, perMs: 1_000 }],
    "bulk-search": [{ capacity: 1, perMs: 1_000 }],
    read: [{ capacity: 30, perMs: 60_000 }],
    files: [{ capacity: 15, perMs: 60_000 }],
    // No limit is documented for the account route; it is called by hand only.
    account: [{ capacity: 10, perMs: 60_000 }],
  },
  scarcestRoute: "read",
  perRequest: 100,
  timeoutMs: 30_000,
  settings: ["ICYPEAS_API_KEY"],
  defaultBaseUrl: "https://app.icypeas.com/api",
  cannotAsk(query) {
    if (query.firstName === null && query.lastName === null && query.fullName === null) return "needs a name";
    if (query.domain === null && query.company === null) return "needs a company or its domain";
    return null;
  },
};
