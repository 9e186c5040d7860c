import type { AccountSummary } from "#contracts/extension-messages.ts";
import type { Want } from "#core/jobs/words.ts";

/** What one person costs at most, in thousandths of a credit. */
export const pricePerPerson = (prices: AccountSummary, want: Want): number =>
  (want === "phone" ? 0 : prices.email_milli) + (want === "email" ? 0 : prices.phone_milli);
