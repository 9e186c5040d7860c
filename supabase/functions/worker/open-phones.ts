import type { LookupFailure } from "#core/verification/phone/lookup-port.ts";
import { envFlag } from "../_shared/env.ts";
import { phoneLookupFromSettings } from "../_shared/phone-lookup/lookup-from-settings.ts";
import { createPhoneVerifier } from "../_shared/verification/verify-phone.ts";
import type { WorkerDeps } from "./deps.ts";

/**
 * The phone verifier of jobs. Live look-ups cost the operator money for each number found, so that configuring a service
 * is not enough: PHONE_LOOKUP_JOBS says whether jobs use it.
 */
export function openPhones(options: {
  fetch: typeof fetch;
  now(): number;
  log(event: string, detail: Record<string, unknown>): void;
}): Pick<WorkerDeps, "phones" | "lookUpPhones"> {
  const { fetch, now, log } = options;
  const lookup = envFlag("PHONE_LOOKUP_JOBS") ? phoneLookupFromSettings({ fetch, now }) : null;
  const phones = createPhoneVerifier({
    lookup,
    now,
    onLookupFailure: ({ kind, message }: LookupFailure) => log("phone_lookup_failed", { kind, message }),
  });
  return { phones, lookUpPhones: phones.canLookup };
}
