import type { CatalogueEntry } from "../../cascade/catalogue-entry.ts";
import { linkedinSlug } from "../linkedin-slug.ts";

/**
 * Hunter.io: one synchronous call for one person (API: https://hunter.io/api-documentation/v2).
 *
 * There is no bulk route; throughput comes from many calls in flight: 500 a minute at about 5 s each are 42.
 * Price: 1 credit for a found address, the repeat of a request within the billing period is free; Starter plan
 * 49 USD for 2,000 credits (2026-08).
 */
export const hunterEntry: CatalogueEntry = {
  name: "hunter",
  label: "Hunter",
  channels: ["email"],
  style: "sync",
  maxBatch: 40,
  fillMs: 0,
  batchesInFlight: 3,
  poll: { firstMs: 2_000, nextMs: 2_000, deadlineMs: 60_000 },
  usdMicrosPerCredit: 24_500,
  maxCredits: { email: 1, phone: 0 },
  charges: { email: { ask: 0, match: 0, hit: 1 }, phone: { ask: 0, match: 0, hit: 0 } },
  limits: {
    "email-finder": [
      { capacity: 15, perMs: 1_000 },
      { capacity: 500, perMs: 60_000 },
    ],
    account: [{ capacity: 15, perMs: 1_000 }],
  },
  scarcestRoute: "email-finder",
  perRequest: 1,
  timeoutMs: 25_000,
  settings: ["HUNTER_API_KEY"],
  defaultBaseUrl: "https://api.hunter.io/v2",
  cannotAsk(query) {
    if (query.firstName === null || query.lastName === null) return "needs first and last name";
    if (query.domain === null && query.company === null && linkedinSlug(query.linkedinUrl) === null) {
      return "needs a company, its domain or a LinkedIn address";
    }
    return null;
  },
};
