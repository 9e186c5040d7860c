import { regionHint } from "#core/verification/phone/region-hint.ts";
import { type PhoneVerdict, refusedNumber } from "#core/verification/phone/verify-phone.ts";
import { SettingError } from "#functions/_shared/env.ts";
import { phoneLookupFromSettings } from "#functions/_shared/phone-lookup/lookup-from-settings.ts";
import { loadPhoneOrigin } from "#functions/_shared/verification/load-phone-origin.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { WorkError } from "../lib/run-command.ts";
import type { LineCommand } from "./line-command.ts";
import { parsePhoneOptions } from "./phone-options.ts";

/** The promised fields in the promised order, and nothing else. */
const written = (verdict: PhoneVerdict) => ({
  input: verdict.input,
  valid: verdict.valid,
  possible: verdict.possible,
  e164: verdict.e164,
  international: verdict.international,
  national: verdict.national,
  ext: verdict.ext,
  region: verdict.region,
  type: verdict.type,
  carrier: verdict.carrier,
  carrier_source: verdict.carrier_source,
  portable: verdict.portable,
  location: verdict.location,
  timezones: verdict.timezones,
  active: verdict.active,
  score: verdict.score,
  reason: verdict.reason,
});

const refuse = (input: string, why: string) => ({ ...written(refusedNumber(input, "bad_input")), error: why });

function openLookup() {
  const lookup = phoneLookupFromSettings({ fetch, now: Date.now });
  if (lookup === null)
    throw new SettingError("PHONE_LOOKUP", "is not set: --lookup takes twilio or hlr-lookups there.");
  return lookup;
}

/** Passing faults of a look-up are told once, and the numbers keep their verdict; a refused key ends the work. */
function openFailures() {
  const told = new Set<string>();
  return (failure: { kind: string; message: string }) => {
    if (failure.kind === "auth" || failure.kind === "out_of_credits") throw new WorkError(failure.message);
    if (told.has(failure.message)) return;
    told.add(failure.message);
    process.stderr.write(`${failure.message} Such numbers are given without it (active: null).\n`);
  };
}

export async function openLineCommand(argv: readonly string[]): Promise<LineCommand> {
  const options = parsePhoneOptions(argv);
  const verifier = createPhoneVerifier({
    lookup: options.lookup ? openLookup() : null,
    now: Date.now,
    onLookupFailure: openFailures(),
  });
  await loadPhoneOrigin();
  return {
    concurrency: options.lookup ? 32 : 64,
    answer: async ({ phone, region }) => {
      // Spreadsheets hand numbers over as numbers.
      const text = typeof phone === "number" && Number.isFinite(phone) ? String(phone) : phone;
      if (typeof text !== "string")
        return refuse(phone === undefined ? "" : JSON.stringify(phone), 'A line takes {"phone": "…"} with a text.');
      if (region !== undefined && region !== null && typeof region !== "string") {
        return refuse(text, 'The region of a line is a text, as in {"phone": "…", "region": "FR"}.');
      }
      // A line's own region wins, also where it names no country: then only numbers with a country code can be read.
      const own = region?.trim() ? regionHint(region, null) : options.region;
      return written(await verifier.verify(text, { region: own, lookup: options.lookup }));
    },
    refuse,
  };
}
