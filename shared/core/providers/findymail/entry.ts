import type { CatalogueEntry } from "../../cascade/catalogue-entry.ts";
import { linkedinSlug } from "../linkedin-slug.ts";

/**
 * Findymail: one synchronous call for one person, verified addresses only (API: https://app.findymail.com/docs).
 *
 * The documented limit is 300 requests at the same time; three batches of 40 stay well below it.
 * Price: 1 credit for a found address; 99 USD for 5,000 credits (2026).
 */
export const findymailEntry: CatalogueEntry = {
  name: "findymail",
  label: "Findymail",
  channels: ["email"],
  style: "sync",
  maxBatch: 40,
  fillMs: 0,
  batchesInFlight: 3,
  poll: { firstMs: 2_000, nextMs: 2_000, deadlineMs: 60_000 },
  usdMicrosPerCredit: 19_800,
  maxCredits: { email: 1, phone: 0 },
  charges: { email: { ask: 0, match: 0, hit: 1 }, phone: { ask: 0, match: 0, hit: 0 } },
  limits: { search: [{ capacity: 100, perMs: 1_000 }], account: [{ capacity: 10, perMs: 1_000 }] },
  scarcestRoute: "search",
  perRequest: 1,
  timeoutMs: 45_000,
  settings: ["FINDYMAIL_API_KEY"],
  defaultBaseUrl: "https://app.findymail.com/api",
  cannotAsk(query) {
    if (linkedinSlug(query.linkedinUrl) !== null) return null;
    if (query.fullName === null && (query.firstName === null || query.lastName === null)) return "needs the full name";
    if (query.domain === null && query.company === null) return "needs a company, its domain or a LinkedIn address";
    return null;
  },
};
