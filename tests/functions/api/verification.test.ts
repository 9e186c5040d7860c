import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyEmailAnswerSchema, verifyPhoneAnswerSchema } from "#contracts/api/verify.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

let simulators: Simulators;
let api: TestApi;
let ada: Person;
const now = () => Date.now();
const verifierAt = (dohUrl: string) => {
  const query = dohQuery([dohUrl]);
  return createEmailVerifier({ resolver: createResolver({ query, now, asksReserved: true }), now });
};

beforeAll(async () => {
  simulators = await startSimulators({ latency: "none" });
  const verifier = verifierAt(simulators.dohUrl);
  api = await openTestApi({ verifyEmail: (email, level) => verifier.verify(email, level) });
  ada = await api.addUser("ada@orchard.example");
});
afterAll(async () => {
  await api.close();
  await simulators.close();
});

const email = (body: unknown, headers?: Record<string, string>) =>
  api.call(ada, "POST", "/verify/email", body, headers);
const phone = (body: unknown) => api.call(ada, "POST", "/verify/phone", body);

describe("POST /verify/email", () => {
  it("refuses what is neither one address nor a list of up to 100", async () => {
    for (const body of [
      {},
      { email: 5 },
      { emails: [] },
      { emails: Array(101).fill("a@b.example") },
      { email: "a@b.example", level: 9 },
    ]) {
      expect((await email(body)).json.code).toBe("bad_request");
    }
  });

  it("says what each of the shapes misses that it takes", async () => {
    const many = (await email({ emails: Array(101).fill("a@b.example") })).json.detail;
    expect(many).toContain("emails: Too big: expected array to have <=100 items");
    expect((await email({ email: 5 })).json.detail).toContain("email: Invalid input: expected string, received number");
    expect((await email({ email: "a@b.example", level: 9 })).json.detail).toMatch(
      /level: either .*expected 1.*expected 4/,
    );
    expect((await phone({ phones: ["+33612345678", 5] })).json.detail).toContain("phones[1]");
    expect((await email([])).json.detail).toContain("expected object, received array");
  });

  it("judges hostile addresses instead of failing on them", async () => {
    const emails = ["", "a\u0000b@orchard.example", "x".repeat(900), "a@@b", "<script>@orchard.example"];
    const answer = await email({ emails, level: 1 }, { "idempotency-key": "hostile" });
    const parsed = verifyEmailAnswerSchema.parse(answer.json);
    if (!("results" in parsed)) throw new Error("one verdict for a list");
    expect(parsed.results.map(({ status, checks }) => [status, checks.syntax])).toEqual(
      emails.map(() => ["undeliverable", "fail"]),
    );
    expect((await email({ emails, level: 1 }, { "idempotency-key": "hostile" })).headers.get("idempotent-replay")).toBe(
      "true",
    );
  });

  it("never calls an address wrong because nobody answers for its domain", async () => {
    const cut = verifierAt("http://127.0.0.1:9/dns-query");
    const alone = await openTestApi({ verifyEmail: (address, level) => cut.verify(address, level) });
    const who = await alone.addUser("ada@orchard.example");
    const answer = await alone.call(who, "POST", "/verify/email", { email: "ada@orchard.example" });
    expect(answer.json).toMatchObject({ status: "unknown", checks: { syntax: "pass", domain: "unknown" } });
    await alone.close();
  }, 60_000);

  it("gives one verdict for one address and a list in order for many", async () => {
    const one = verifyEmailAnswerSchema.parse((await email({ email: "ada.example@acme.example" })).json);
    expect(one).toMatchObject({
      email: "ada.example@acme.example",
      level: 3,
      checks: { syntax: "pass", domain: "pass", mx: "pass", smtp: "skipped" },
    });
    const emails = Array.from({ length: 25 }, (_, i) => `user${i}@acme.example`);
    const many = await email({ emails, level: 2 });
    expect(many.json.results.map((verdict: { email: string }) => verdict.email)).toEqual(emails);
  });
});

describe("POST /verify/phone", () => {
  it("takes a region of null for none", async () => {
    const [none, left] = await Promise.all([
      phone({ phone: "0612345678", region: null }),
      phone({ phone: "0612345678" }),
    ]);
    expect([none.status, none.json]).toEqual([200, left.json]);
    expect((await phone({ phone: "0612345678", region: "France" })).json).toMatchObject({
      code: "bad_request",
      detail: expect.stringContaining("region: two letters"),
    });
  });

  it("refuses regions that are none and lists that are too long", async () => {
    expect((await phone({ phone: "1", region: "France" })).json.code).toBe("bad_request");
    expect((await phone({ phones: Array(1_001).fill("1") })).json.code).toBe("bad_request");
  });

  it("reads national numbers in their region, says where they come from, and refuses none", async () => {
    const one = verifyPhoneAnswerSchema.parse((await phone({ phone: "06 12 34 56 78", region: "fr" })).json);
    expect(one).toMatchObject({ e164: "+33612345678", region: "FR", type: "MOBILE", timezones: ["Europe/Paris"] });
    const many = await phone({ phones: ["hello", "+44 20 7946 0018", "\u0000"] });
    expect(many.json.results.map((result: { reason: string }) => result.reason)).toEqual([
      "not_a_number",
      "fictional",
      "not_a_number",
    ]);
  });
});
