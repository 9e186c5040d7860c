import type { CatalogueEntry } from "../../cascade/catalogue-entry.ts";

/**
 * Apollo.io: matches of up to ten people at once; phones follow minutes later under a request id
 * (API: https://docs.apollo.io).
 *
 * Limits are those of paid plans; free plans have 20 bulk calls a minute (set APOLLO_RATE_LIMIT).
 * Price: 1 credit for a match that holds any data, with or without an address, and 8 more for a mobile number. The
 * vendor's fair-use text values a credit at 0.025 USD.
 */
export const apolloEntry: CatalogueEntry = {
  name: "apollo",
  label: "Apollo",
  channels: ["email", "phone"],
  style: "sync",
  // Ten calls of ten: a tenth of the transactions, with no more people in flight than ten batches of ten would have.
  maxBatch: 100,
  fillMs: 500,
  batchesInFlight: 2,
  poll: { firstMs: 10_000, nextMs: 10_000, deadlineMs: 60_000 },
  phone: {
    style: "async",
    maxBatch: 10,
    fillMs: 1_000,
    batchesInFlight: 20,
    poll: { firstMs: 20_000, nextMs: 20_000, deadlineMs: 60 * 60_000 },
  },
  usdMicrosPerCredit: 25_000,
  maxCredits: { email: 1, phone: 9 },
  charges: { email: { ask: 0, match: 1, hit: 0 }, phone: { ask: 0, match: 1, hit: 8 } },
  limits: {
    "bulk-match": [{ capacity: 1_000, perMs: 60_000 }],
    "webhook-result": [{ capacity: 1_000, perMs: 60_000 }],
    account: [{ capacity: 50, perMs: 60_000 }],
  },
  scarcestRoute: "bulk-match",
  // Free plans: 20 bulk calls a minute, 100 an hour, 600 calls a day.
  smallPlan: {
    perMinute: 20,
    windows: [
      { capacity: 100, perMs: 3_600_000 },
      { capacity: 600, perMs: 86_400_000 },
    ],
  },
  perRequest: 10,
  timeoutMs: 30_000,
  settings: ["APOLLO_API_KEY"],
  defaultBaseUrl: "https://api.apollo.io/api/v1",
  cannotAsk(query) {
    if (query.linkedinUrl !== null) return null;
    if (query.fullName === null && (query.firstName === null || query.lastName === null)) {
      return "needs a LinkedIn address or first and last name";
    }
    // A query too vague is answered without enrichment, so it is not worth the call.
    if (query.company === null && query.domain === null) return "needs a company, its domain or a LinkedIn address";
    return null;
  },
};
