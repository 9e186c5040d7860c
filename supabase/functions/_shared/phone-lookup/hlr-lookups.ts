import { readHlrLookups } from "#core/verification/phone/lookup/read-hlr-lookups.ts";
import type { LookupResult, PhoneLookup } from "#core/verification/phone/lookup-port.ts";
import { type CallDeps, callService } from "./call-service.ts";
import { hmacSha256Hex } from "./hmac.ts";

export interface HlrLookupsSettings {
  apiKey: string;
  apiSecret: string;
  /** Without a slash at the end. */
  baseUrl: string;
}

export const hlrLookupsBaseUrl = "https://www.hlr-lookups.com/api/v2";

const path = "/hlr-lookup";
/** The register of mobile lines holds no others. */
const covered = new Set(["MOBILE", "FIXED_LINE_OR_MOBILE"]);

/** hlr-lookups.com, API v2: asks the home register of the number's network. The request is signed over path, time, method and body. */
export function createHlrLookups(settings: HlrLookupsSettings, deps: CallDeps): PhoneLookup {
  return {
    name: "hlr-lookups",
    covers: ({ type }) => covered.has(type),
    async ask(question): Promise<LookupResult> {
      const body = JSON.stringify({ msisdn: question.e164 });
      const seconds = String(Math.floor(deps.now() / 1_000));
      const answer = await callService(
        {
          label: "hlr-lookups",
          keySettings: "HLR_LOOKUPS_API_KEY and HLR_LOOKUPS_API_SECRET",
          url: settings.baseUrl + path,
          init: {
            method: "POST",
            body,
            headers: {
              accept: "application/json",
              "content-type": "application/json",
              "x-digest-key": settings.apiKey,
              "x-digest-timestamp": seconds,
              "x-digest-signature": await hmacSha256Hex(settings.apiSecret, `${path}${seconds}POST${body}`),
            },
          },
        },
        deps,
      );
      if (answer.outcome === "failed") return answer;
      if (answer.status === 200) return readHlrLookups(question, answer.body);
      return { outcome: "failed", kind: "bad_answer", message: `hlr-lookups answered with status ${answer.status}.` };
    },
  };
}
