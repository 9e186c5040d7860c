import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type SimulatorOptions, type Simulators, startSimulators } from "#local/simulators/index.ts";
import { caller, first, type MadeUp, some } from "./support.ts";

// Many requests over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

let simulators: Simulators;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-10-01T09:00:00Z") });
});
afterEach(async () => {
  vi.useRealTimers();
  await simulators.close();
});

async function start(options: SimulatorOptions) {
  simulators = await startSimulators(options);
  return caller(simulators, "hunter");
}
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const finder = ({ firstName, lastName, domain }: MadeUp) =>
  `/email-finder?${new URLSearchParams({ first_name: firstName, last_name: lastName, domain })}`;
const valid = first((truth) => truth.findableBy.hunter.label === "valid" && truth.findableBy.hunter.wrong === null);
const missing = first(
  (truth) => !truth.findableBy.hunter.found && truth.findableBy.hunter.junk === null && !truth.optedOut,
);
const optedOut = first((truth) => truth.optedOut);
const dataOf = (json: Record<string, unknown>) => json.data as Record<string, unknown>;

test("a wrong key is 401; header, bearer and query are all ways to send the right one", async () => {
  await start({ latency: "none" });
  const key = simulators.keys.hunter;
  const status = async (headers: Record<string, string>, query = "") =>
    (await fetch(`${simulators.baseUrls.hunter}/account${query}`, { headers })).status;
  expect(await status({})).toBe(401);
  expect(await status({ "x-api-key": "nope" })).toBe(401);
  expect(await status({ "x-api-key": key })).toBe(200);
  expect(await status({ authorization: `Bearer ${key}` })).toBe(200);
  expect(await status({}, `?api_key=${key}`)).toBe(200);
});

test.each([
  "",
  "?domain=a.example",
  "?first_name=Lena&last_name=Ortiz",
  "?first_name=Lena&domain=a.example",
  "?full_name=Lena+Ortiz&domain=https://a.example",
  "?full_name=Lena+Ortiz&domain=a.example&max_duration=2",
])("wrong parameters are 400 (%s)", async (query) => {
  const call = await start({ latency: "none" });
  const { status, json } = await call("GET", `/email-finder${query}`);
  expect([status, json.errors]).toEqual([400, [{ id: "wrong_params", code: 400, details: expect.any(String) }]]);
  expect(simulators.stats().hunter.asked).toBe(0);
});

test("too fast is 403: 15 a second and 500 a minute", async () => {
  const call = await start({ latency: "none" });
  const burst = async (count: number) => {
    const statuses = await Promise.all(
      Array.from({ length: count }, async () => (await call("GET", finder(missing))).status),
    );
    return statuses.filter((status) => status === 403).length;
  };
  expect(await burst(17)).toBe(2);
  pass(1_000);
  expect(await burst(15)).toBe(0);
  for (let i = 0; i < 31; i++) {
    pass(1_000);
    await burst(15);
  }
  // 32 full seconds and the first burst have brought 495 of the 500.
  pass(1_000);
  expect(await burst(15)).toBe(10);
  pass(60_000);
  expect(await burst(15)).toBe(0);
});

test("an empty account is 429 with the quota in its words", async () => {
  const call = await start({ latency: "none", credits: { hunter: 1 } });
  expect((await call("GET", finder(valid))).status).toBe(200);
  const { status, json } = await call("GET", finder(missing));
  expect(status).toBe(429);
  expect(json.errors).toMatchObject([
    { id: "too_many_requests", details: expect.stringContaining("limit of searches") },
  ]);
  const account = dataOf((await call("GET", "/account")).json);
  expect(account.requests).toMatchObject({ credits: { used: 1, remaining: 0, available: 1 } });
});

test("people who opted out are 451, and later asks for them are counted everywhere", async () => {
  const call = await start({ latency: "none" });
  const { status, json } = await call("GET", finder(optedOut));
  expect([status, json.errors]).toMatchObject([451, [{ code: 451 }]]);
  const { firstName: firstname, lastName: lastname, domain: domainOrCompany } = optedOut;
  await caller(simulators, "icypeas")("POST", "/email-search", { firstname, lastname, domainOrCompany });
  expect(simulators.stats().icypeas.asked_after_opt_out).toBe(1);
  expect(simulators.stats().hunter.charged_credits).toBe(0);
});

test("a found address comes with score, verification and echoed parameters", async () => {
  const call = await start({ latency: "none" });
  const { json } = await call("GET", finder(valid));
  const { email, score } = valid.truth.findableBy.hunter;
  expect(json).toMatchObject({
    data: { email, score, first_name: valid.firstName, accept_all: false, verification: { status: "valid" } },
    meta: { params: { first_name: valid.firstName, domain: valid.domain, company: null, max_duration: null } },
  });
});

test("nobody found is 200 with nulls, or 404 by choice; both free", async () => {
  const call = await start({ latency: "none" });
  const { status, json } = await call("GET", finder(missing));
  expect([status, json.data]).toMatchObject([
    200,
    { email: null, score: null, verification: { date: null, status: null } },
  ]);
  expect(simulators.stats().hunter).toMatchObject({ asked: 1, found: 0, charged_credits: 0 });
  await simulators.close();
  simulators = await startSimulators({ latency: "none", hunterMiss: "404" });
  expect((await caller(simulators, "hunter")("GET", finder(missing))).status).toBe(404);
});

test("a catch-all domain is accept_all", async () => {
  const call = await start({ latency: "none" });
  const person = first((truth) => truth.findableBy.hunter.label === "accept_all");
  expect(dataOf((await call("GET", finder(person))).json)).toMatchObject({
    accept_all: true,
    verification: { status: "accept_all" },
  });
});

test("a company name and a handle are enough to ask with", async () => {
  const call = await start({ latency: "none" });
  const byCompany = await call("GET", "/email-finder?full_name=Lena+Ortiz&company=Northwind+Traders");
  expect([byCompany.status, dataOf(byCompany.json).domain]).toEqual([200, "northwind-traders.example"]);
  expect((await call("GET", "/email-finder?linkedin_handle=lena-ortiz-12ab")).status).toBe(200);
});

test("the repeat of a bought request is free and no duplicate", async () => {
  const call = await start({ latency: "none" });
  for (let i = 0; i < 3; i++) await call("GET", finder(valid));
  expect(simulators.stats().hunter).toMatchObject({
    asked: 3,
    asked_again: 2,
    charged_credits: 1,
    duplicates_bought: 0,
  });
});

test("a call takes a while, never longer than max_duration allows, and a few need asking twice", async () => {
  const call = await start({ latency: "fast", limits: "off" });
  vi.useRealTimers();
  const begun = performance.now();
  await call("GET", finder(valid));
  expect(performance.now() - begun).toBeGreaterThan(55);
  const twice = [];
  for (const person of some(200, (truth) => truth.findableBy.hunter.found)) twice.push(call("GET", finder(person)));
  const slow = (await Promise.all(twice)).filter(({ status }) => status === 202);
  expect(slow.length).toBeGreaterThan(0);
  const { charged_credits, found, asked_again } = simulators.stats().hunter;
  expect(charged_credits).toBe(found - asked_again);
});

test("the verifier says 202 until asked again, sometimes 222, and bills half a credit once", async () => {
  const call = await start({ latency: "none", limits: "off" });
  const mailDomain = first((truth) => truth.facts?.state === "mail" && !truth.catchAll).domain;
  const statuses = new Map<number, string>();
  for (let i = 0; i < 200; i++) {
    const email = `person.${i}@${mailDomain}`;
    statuses.set((await call("GET", `/email-verifier?email=${email}`)).status, email);
  }
  expect([...statuses.keys()].sort()).toEqual([200, 202, 222]);
  const before = simulators.stats().hunter.charged_credits;
  const again = await call("GET", `/email-verifier?email=${statuses.get(202)}`);
  expect([again.status, again.json.data]).toMatchObject([200, { status: "valid", result: "deliverable" }]);
  await call("GET", `/email-verifier?email=${statuses.get(202)}`);
  expect(simulators.stats().hunter.charged_credits).toBe(before + 0.5);
  expect((await call("GET", "/email-verifier?email=nobody")).status).toBe(400);
});

test("the verifier knows addresses that were made up", async () => {
  const call = await start({ latency: "none", limits: "off" });
  const person = first(
    (truth) => truth.findableBy.hunter.wrong === "bad_pattern" && !truth.catchAll && truth.facts?.state === "mail",
  );
  const email = String(dataOf((await call("GET", finder(person))).json).email);
  let answer = await call("GET", `/email-verifier?email=${email}`);
  if (answer.status !== 200) answer = await call("GET", `/email-verifier?email=${email}`);
  expect(dataOf(answer.json).status).toMatch(/invalid|unknown/);
});

test("the documented test key answers with a fixed person", async () => {
  await start({ latency: "none" });
  const call = caller(simulators, "hunter", "test-api-key");
  const [one, two] = [await call("GET", finder(valid)), await call("GET", finder(missing))];
  expect(one.text).toBe(two.text);
  expect(simulators.stats().hunter.charged_credits).toBe(0);
  expect((await call("GET", "/account")).status).toBe(401);
});
