import type { CatalogueEntry } from "../../cascade/catalogue-entry.ts";

/**
 * Dropcontact: asynchronous batches of up to 250 (API: https://developer.dropcontact.com).
 *
 * A batch takes half a minute to two minutes, and the vendor asks for 30 s between polls.
 * Price: 1 credit when an address is found, taken at submit and given back otherwise. Published prices of a credit
 * differ between 0.026 and 0.17 USD; 0.08 is the middle of them and worth checking against the plan in use.
 */
export const dropcontactEntry: CatalogueEntry = {
  name: "dropcontact",
  label: "Dropcontact",
  channels: ["email"],
  style: "async",
  maxBatch: 250,
  fillMs: 3_000,
  batchesInFlight: 20,
  poll: { firstMs: 30_000, nextMs: 30_000, deadlineMs: 30 * 60_000 },
  usdMicrosPerCredit: 80_000,
  maxCredits: { email: 1, phone: 0 },
  charges: { email: { ask: 0, match: 0, hit: 1 }, phone: { ask: 0, match: 0, hit: 0 } },
  reserves: true,
  limits: { all: [{ capacity: 60, perMs: 1_000 }] },
  scarcestRoute: "all",
  perRequest: 250,
  timeoutMs: 30_000,
  settings: ["DROPCONTACT_API_KEY"],
  defaultBaseUrl: "https://api.dropcontact.com",
  cannotAsk(query) {
    if (query.linkedinUrl !== null) return null;
    if (query.company === null && query.domain === null) return "needs a company, its domain or a LinkedIn address";
    if (query.firstName === null && query.lastName === null && query.fullName === null) return "needs a name";
    return null;
  },
};
