import { afterEach, expect, test, vi } from "vitest";
import { type SimulatorOptions, type Simulators, startSimulators } from "#local/simulators/index.ts";
import { caller, first, type MadeUp, some } from "./support.ts";

// Many requests over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

let simulators: Simulators;
afterEach(() => simulators.close());

async function start(options: SimulatorOptions) {
  simulators = await startSimulators(options);
  return caller(simulators, "findymail");
}
const ask = ({ firstName, lastName, domain }: MadeUp) => ({ name: `${firstName} ${lastName}`, domain });
const found = first((truth) => truth.findableBy.findymail.found);

test("a wrong key is 401, a missing field 422", async () => {
  const call = await start({ latency: "none" });
  expect((await caller(simulators, "findymail", "nope")("POST", "/search/name", ask(found))).status).toBe(401);
  expect((await call("POST", "/search/name", { name: "Lena Ortiz" })).status).toBe(422);
  expect((await call("POST", "/search/business-profile", {})).status).toBe(422);
});

test("an empty account is told with status 200", async () => {
  const call = await start({ latency: "none", credits: { findymail: 0 } });
  const { status, json } = await call("POST", "/search/name", ask(found));
  expect([status, json]).toEqual([200, { error: "Not enough credits" }]);
});

test("found people are a contact, others a 404 or a null; only found ones are billed", async () => {
  const call = await start({ latency: "none" });
  const { json } = await call("POST", "/search/name", ask(found));
  expect(json.contact).toMatchObject({ email: found.truth.findableBy.findymail.email });
  const misses = await Promise.all(
    some(20, (truth) => !truth.findableBy.findymail.found).map((person) => call("POST", "/search/name", ask(person))),
  );
  expect(new Set(misses.map(({ status }) => status))).toEqual(new Set([200, 404]));
  for (const miss of misses) expect(miss.json.contact ?? null).toBeNull();
  expect(simulators.stats().findymail).toMatchObject({ asked: 21, found: 1, charged_credits: 1 });
});

test("profiles can be asked for, for an address and for a phone", async () => {
  const call = await start({ latency: "none" });
  for (const path of ["/search/business-profile", "/search/phone"]) {
    const { status } = await call("POST", path, { linkedin_url: "https://www.linkedin.com/in/lena-ortiz-7" });
    expect([200, 404]).toContain(status);
  }
  let phones = 0;
  for (let i = 0; i < 120; i++) {
    const linkedin_url = `https://www.linkedin.com/in/lena-tester-${i}`;
    const { json } = await call("POST", "/search/phone", { linkedin_url });
    if (json.phone !== undefined) {
      phones++;
      expect(json).toMatchObject({ phone: expect.stringMatching(/^\+1 /), line_type: "mobile" });
    }
  }
  expect(phones).toBeGreaterThan(0);
});

test("addresses can be verified, credits looked up", async () => {
  const call = await start({ latency: "none", credits: { findymail: 5 } });
  const live = first((truth) => truth.facts?.state === "mail" && !truth.catchAll).domain;
  const dead = first((truth) => truth.facts?.state === "nxdomain").domain;
  expect((await call("POST", "/verify", { email: `lena@${live}` })).json.verified).toBe(true);
  expect((await call("POST", "/verify", { email: `lena@${dead}` })).json.verified).toBe(false);
  expect((await call("GET", "/credits")).json).toEqual({ credits: 3, verifier_credits: 3 });
});

test("300 calls at a time are served, the 301st is 429", async () => {
  const call = await start({ latency: "realistic" });
  const open = Array.from({ length: 300 }, () => call("POST", "/search/name", ask(found)));
  await expect.poll(() => simulators.stats().findymail.requests, { timeout: 5_000 }).toBe(300);
  expect((await call("POST", "/search/name", ask(found))).status).toBe(429);
  const outcomes = Promise.allSettled(open);
  await simulators.close();
  await outcomes;
  simulators = await startSimulators();
});
