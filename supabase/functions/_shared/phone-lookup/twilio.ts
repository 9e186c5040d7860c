import { readTwilio } from "#core/verification/phone/lookup/read-twilio.ts";
import type { LookupResult, PhoneLookup } from "#core/verification/phone/lookup-port.ts";
import { type CallDeps, callService } from "./call-service.ts";

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** Without a slash at the end. */
  baseUrl: string;
}

export const twilioBaseUrl = "https://lookups.twilio.com";

const keySettings = "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN";

/**
 * Twilio Lookup v2: kind of line and carrier, and the line's status where Twilio granted the account access to it. An
 * account without that access has its whole question refused, so that it is asked again without the status, and the
 * status is left out from then on.
 */
export function createTwilioLookup(settings: TwilioSettings, deps: CallDeps): PhoneLookup {
  const authorization = `Basic ${btoa(`${settings.accountSid}:${settings.authToken}`)}`;
  let hasLineStatus = true;

  const call = (e164: string, fields: string) =>
    callService(
      {
        label: "Twilio",
        keySettings,
        url: `${settings.baseUrl}/v2/PhoneNumbers/${encodeURIComponent(e164)}?Fields=${fields}`,
        init: { headers: { authorization, accept: "application/json" } },
      },
      deps,
    );

  return {
    name: "twilio",
    covers: () => true,
    async ask(question): Promise<LookupResult> {
      const wanted = hasLineStatus ? "line_type_intelligence,line_status" : "line_type_intelligence";
      let answer = await call(question.e164, wanted);
      const isRefused = answer.outcome === "failed" ? answer.kind === "auth" : answer.status === 400;
      if (isRefused && wanted !== "line_type_intelligence") {
        const second = await call(question.e164, "line_type_intelligence");
        if (second.outcome === "body" && second.status === 200) {
          hasLineStatus = false;
          answer = second;
        }
      }
      if (answer.outcome === "failed") return answer;
      if (answer.status === 200) return readTwilio(question, answer.body);
      if (answer.status === 404) return { outcome: "answered", type: null, carrier: null, lineStatus: null };
      return { outcome: "failed", kind: "bad_answer", message: `Twilio answered with status ${answer.status}.` };
    },
  };
}
