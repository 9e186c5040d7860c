import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PhoneLookup } from "#core/verification/phone/lookup-port.ts";
import { createHlrLookups } from "#functions/_shared/phone-lookup/hlr-lookups.ts";
import { phoneLookupFromSettings } from "#functions/_shared/phone-lookup/lookup-from-settings.ts";
import { createTwilioLookup } from "#functions/_shared/phone-lookup/twilio.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import type { Fault } from "#local/simulators/faults.ts";
import { type Line, startPhoneLookupSimulator } from "#local/simulators/phone-lookup.ts";

const mobile = "+33644627130";
const ambiguous = "+14155552671";
const landline = "+33142685300";
const line = (status: Line["status"], type: Line["type"] = "mobile"): Line => ({
  type,
  status,
  carrier: "Orchard Wireless",
  firstCarrier: "Former Telecom",
});

let simulator: Awaited<ReturnType<typeof startPhoneLookupSimulator>>;
const lines: Record<string, Line> = {};
const deps = { fetch, now: Date.now, timeoutMs: 400 };
const twilio = (authToken = simulator.keys.authToken): PhoneLookup =>
  createTwilioLookup({ accountSid: simulator.keys.accountSid, authToken, baseUrl: simulator.twilioUrl }, deps);
const hlr = (apiSecret = simulator.keys.apiSecret): PhoneLookup =>
  createHlrLookups({ apiKey: simulator.keys.apiKey, apiSecret, baseUrl: simulator.hlrLookupsUrl }, deps);
const services = [
  ["twilio", twilio],
  ["hlr", hlr],
] as const;
const verifierOf = (lookup: PhoneLookup) =>
  createPhoneVerifier({ lookup, now: Date.now, sleep: () => Promise.resolve() });

beforeEach(async () => {
  for (const key of Object.keys(lines)) delete lines[key];
  simulator = await startPhoneLookupSimulator({ lines });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await simulator.close();
});

describe.each(services)("%s never says that a line is dead without evidence", (service, open) => {
  it.each<[string, Fault, string]>([
    ["server error", { kind: "status", status: 503 }, "transient"],
    ["no answer", { kind: "hang" }, "timeout"],
    ["reset", { kind: "reset" }, "transient"],
    ["half an answer", { kind: "truncate" }, "transient"],
    ["a web page", { kind: "html" }, "bad_answer"],
    ["garbage", { kind: "garbage" }, "bad_answer"],
    ["an endless answer", { kind: "huge" }, "bad_answer"],
    ["rate limit", { kind: "status", status: 429 }, "rate_limited"],
    ["no credit", { kind: "status", status: 402 }, "out_of_credits"],
  ])("%s", async (_name, fault, kind) => {
    lines[mobile] = line("inactive");
    simulator.setFaults(service, [fault]);
    const lookup = open();
    expect(await lookup.ask({ e164: mobile, type: "MOBILE" })).toMatchObject({ outcome: "failed", kind });
    const verdict = await verifierOf(lookup).verify(mobile, { lookup: true });
    expect(verdict).toMatchObject({ active: null, reason: "valid", carrier_source: "prefix_original" });
  });

  it("a wrong key is a sentence that names the settings", async () => {
    const result = await open("wrong").ask({ e164: mobile, type: "MOBILE" });
    expect(result).toMatchObject({ outcome: "failed", kind: "auth" });
    expect(result.outcome === "failed" && result.message).toMatch(/TWILIO_AUTH_TOKEN|HLR_LOOKUPS_API_SECRET/);
  });

  it("an unknown state, and nobody asked", async () => {
    lines[mobile] = line("unknown");
    const verifier = verifierOf(open());
    expect((await verifier.verify(mobile, { lookup: true })).active).toBeNull();
    expect((await verifier.verify(mobile)).active).toBeNull();
  });

  it("an answer of the mobile register about a landline", async () => {
    lines[landline] = line("inactive", "landline");
    lines[ambiguous] = line("inactive", "landline");
    const verifier = verifierOf(open());
    expect((await verifier.verify(landline, { lookup: true })).active).toBeNull();
    expect((await verifier.verify(ambiguous, { lookup: true })).active).toBeNull();
  });

  it("fictional numbers, dummies and what is none are not asked for at all", async () => {
    const verifier = verifierOf(open());
    for (const text of ["+33639981234", "+15555555555", "hello", "+33112"])
      await verifier.verify(text, { lookup: true });
    expect(simulator.asked).toEqual([]);
  });
});

describe.each(services)("%s tells what is known of a line", (_service, open) => {
  it.each<[Line["status"], boolean, number]>([
    ["reachable", true, 95],
    ["unreachable", true, 70],
    ["inactive", false, 5],
  ])("%s", async (status, active, score) => {
    lines[mobile] = line(status);
    expect(await verifierOf(open()).verify(mobile, { lookup: true })).toMatchObject({
      active,
      score,
      reason: status === "inactive" ? "inactive" : "valid",
      carrier: "Orchard Wireless",
      carrier_source: "lookup",
      type: "MOBILE",
    });
  });

  it("asks once an hour for a number, however often and at whatever time it comes", async () => {
    let now = Date.now();
    const verifier = createPhoneVerifier({ lookup: open(), now: () => now });
    await Promise.all([1, 2, 3].map(() => verifier.verify(mobile, { lookup: true })));
    await verifier.verify(mobile, { lookup: true });
    expect(simulator.asked).toHaveLength(1);
    now += 3_700_000;
    await verifier.verify(mobile, { lookup: true });
    expect(simulator.asked).toHaveLength(2);
  });

  it("asks again after passing faults", async () => {
    lines[mobile] = line("reachable");
    simulator.setFaults(_service, [{ kind: "status", status: 503, first: 2 }]);
    expect((await verifierOf(open()).verify(mobile, { lookup: true })).active).toBe(true);
    expect(simulator.asked).toHaveLength(3);
  });
});

it("Twilio: an account without the line status still gets kind and carrier, and is not asked for the status again", async () => {
  await simulator.close();
  simulator = await startPhoneLookupSimulator({ lines, lineStatusGranted: false });
  lines[ambiguous] = line("reachable");
  const verifier = verifierOf(twilio());
  expect(await verifier.verify(ambiguous, { lookup: true })).toMatchObject({
    active: null,
    type: "MOBILE",
    carrier: "Orchard Wireless",
  });
  await verifier.verify(mobile, { lookup: true });
  expect(simulator.asked.map((request) => request.includes("line_status"))).toEqual([true, false, false]);
});

describe("settings", () => {
  const open = () => phoneLookupFromSettings({ fetch, now: Date.now });
  it.each([
    [{ PHONE_LOOKUP: "perhaps" }, 'PHONE_LOOKUP is "perhaps": it takes twilio, hlr-lookups or off.'],
    [{ PHONE_LOOKUP: "twilio" }, "TWILIO_ACCOUNT_SID is not set"],
    [{ PHONE_LOOKUP: "twilio", TWILIO_ACCOUNT_SID: "ACsandbox" }, "TWILIO_AUTH_TOKEN is not set"],
    [{ PHONE_LOOKUP: "hlr-lookups" }, "HLR_LOOKUPS_API_KEY is not set"],
  ])("%j is refused", (env, sentence) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(open).toThrow(sentence);
  });
  it("none by default; Twilio where its keys are set; off wins", () => {
    expect(open()).toBeNull();
    vi.stubEnv("TWILIO_ACCOUNT_SID", "ACsandbox");
    vi.stubEnv("TWILIO_AUTH_TOKEN", "sandbox-token");
    expect(open()?.name).toBe("twilio");
    vi.stubEnv("PHONE_LOOKUP", "off");
    expect(open()).toBeNull();
  });
});
