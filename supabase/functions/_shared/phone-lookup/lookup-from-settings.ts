import type { PhoneLookup } from "#core/verification/phone/lookup-port.ts";
import { envUrl, readEnv, requireEnv, SettingError } from "../env.ts";
import type { CallDeps } from "./call-service.ts";
import { createHlrLookups, hlrLookupsBaseUrl } from "./hlr-lookups.ts";
import { createTwilioLookup, twilioBaseUrl } from "./twilio.ts";

export type PhoneLookupName = "twilio" | "hlr-lookups";

/**
 * Which service `PHONE_LOOKUP` names. Unset: Twilio when its keys are there, else none. Throws SettingError for a word
 * that is none of them.
 */
export function phoneLookupName(): PhoneLookupName | null {
  const text = readEnv("PHONE_LOOKUP")?.toLowerCase();
  switch (text) {
    case undefined:
      return readEnv("TWILIO_ACCOUNT_SID") && readEnv("TWILIO_AUTH_TOKEN") ? "twilio" : null;
    case "off":
    case "0":
    case "no":
    case "false":
      return null;
    case "twilio":
    case "hlr-lookups":
      return text;
    default:
      throw new SettingError("PHONE_LOOKUP", `is "${text}": it takes twilio, hlr-lookups or off.`);
  }
}

/** The look-up that the settings ask for, or null. Throws SettingError for keys that are missing. */
export function phoneLookupFromSettings(deps: CallDeps): PhoneLookup | null {
  switch (phoneLookupName()) {
    case null:
      return null;
    case "twilio":
      return createTwilioLookup(
        {
          accountSid: requireEnv("TWILIO_ACCOUNT_SID", "the account or API key SID of Twilio (PHONE_LOOKUP is twilio)"),
          authToken: requireEnv(
            "TWILIO_AUTH_TOKEN",
            "the auth token or API key secret of Twilio (PHONE_LOOKUP is twilio)",
          ),
          baseUrl: envUrl("TWILIO_BASE_URL", twilioBaseUrl),
        },
        deps,
      );
    case "hlr-lookups":
      return createHlrLookups(
        {
          apiKey: requireEnv("HLR_LOOKUPS_API_KEY", "the API key of hlr-lookups.com (PHONE_LOOKUP is hlr-lookups)"),
          apiSecret: requireEnv(
            "HLR_LOOKUPS_API_SECRET",
            "the API secret of hlr-lookups.com (PHONE_LOOKUP is hlr-lookups)",
          ),
          baseUrl: envUrl("HLR_LOOKUPS_BASE_URL", hlrLookupsBaseUrl),
        },
        deps,
      );
  }
}
