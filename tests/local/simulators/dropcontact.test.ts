import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type SimulatorOptions, type Simulators, startSimulators } from "#local/simulators/index.ts";
import { caller, first, type MadeUp, receiver, some } from "./support.ts";

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
  return caller(simulators, "dropcontact");
}
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const record = ({ firstName, lastName, domain }: MadeUp) => ({
  first_name: firstName,
  last_name: lastName,
  website: domain,
});
const nominative = first(
  (truth) => truth.findableBy.dropcontact.label === "nominative@pro" && truth.gender === "FEMALE",
);
const missing = first(({ findableBy }) => !findableBy.dropcontact.found && findableBy.dropcontact.junk === null);
const notReady = { error: false, success: false, reason: "Request not ready yet, try again in 30 seconds" };

type Call = ReturnType<typeof caller>;
/** The qualifications of an answer, in its order. */
function labels(answer: Record<string, unknown> | undefined): string[] {
  const emails = (answer?.email ?? []) as { email: string; qualification: string }[];
  return emails.map(({ qualification }) => qualification);
}

async function enrich(
  call: Call,
  data: unknown[],
  more: object = { language: "en" },
): Promise<Record<string, unknown>[]> {
  const { json } = await call("POST", "/v1/enrich/all", { data, ...more });
  return (await call("GET", `/v1/enrich/all/${json.request_id}`)).json.data as Record<string, unknown>[];
}

test("a wrong key is 401, on the credits route in other words", async () => {
  await start({ latency: "none" });
  const call = caller(simulators, "dropcontact", "nope");
  const answer = await call("POST", "/v1/enrich/all", { data: [record(nominative)] });
  expect([answer.status, answer.json]).toEqual([401, { error: true, reason: "Unknown account", success: false }]);
  const credits = await call("GET", "/v1/account/credits");
  expect([credits.status, credits.json]).toEqual([401, { detail: "Unknown account" }]);
});

test.each([
  [{}, /Missing data/],
  [{ data: [] }, /Missing data/],
  [{ data: Array.from({ length: 251 }, () => ({ email: "a@b.example" })) }, /Too many records.*250/],
  [{ data: [{ email: "a@b.example", custom_fields: { x: "y".repeat(15_001) } }] }, /15 kB/],
])("a bad batch is 400 and costs nothing (%#)", async (body, reason) => {
  const call = await start({ latency: "none", credits: { dropcontact: 500 } });
  const { status, json } = await call("POST", "/v1/enrich/all", body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: true, success: false, reason: expect.stringMatching(reason) });
  expect(simulators.stats().dropcontact).toMatchObject({ asked: 0, credits_left: 500 });
});

test("running, unknown and misspelt requests all answer 200 and not ready", async () => {
  const call = await start({ latency: "realistic" });
  const { json } = await call("POST", "/v1/enrich/all", { data: [record(nominative)] });
  for (const id of [json.request_id, "0123456789abcdef01234567", "whatever"]) {
    const answer = await call("GET", `/v1/enrich/all/${id}`);
    expect([answer.status, answer.json]).toEqual([200, notReady]);
  }
  pass(25_000);
  expect((await call("GET", `/v1/enrich/all/${json.request_id}`)).json).toEqual(notReady);
  pass(100_000);
  expect((await call("GET", `/v1/enrich/all/${json.request_id}`)).json.success).toBe(true);
});

test("credits are reserved at submission and given back for misses; 403 refuses the whole batch", async () => {
  const call = await start({ latency: "realistic", credits: { dropcontact: 3 } });
  const two = [record(nominative), record(missing)];
  const { json } = await call("POST", "/v1/enrich/all", { data: two });
  expect(json.credits_left).toBe(1);
  const refused = await call("POST", "/v1/enrich/all", { data: some(2, () => true).map(record) });
  expect(refused.status).toBe(403);
  expect(refused.json).toMatchObject({ error: true, success: false });
  expect((await call("GET", "/v1/account/credits")).json).toEqual({ credits: 1 });
  pass(200_000);
  expect((await call("GET", "/v1/account/credits")).json).toEqual({ credits: 2 });
  expect((await call("GET", `/v1/enrich/all/${json.request_id}`)).json.credits_left).toBe(2);
  expect(simulators.stats().dropcontact).toMatchObject({ asked: 2, found: 1, charged_credits: 1 });
});

test("an empty record is a free key check", async () => {
  const call = await start({ latency: "none", credits: { dropcontact: 7 } });
  const { status, json } = await call("POST", "/v1/enrich/all", { data: [{}] });
  expect(status).toBe(200);
  expect(json).toMatchObject({ success: true, credits_left: 7, data: [{ errors: {} }] });
});

test("French is the default language, English on request", async () => {
  const call = await start({ latency: "none" });
  const [french] = await enrich(call, [record(nominative)], {});
  const [english] = await enrich(call, [record(nominative)], { language: "en" });
  expect(labels(french)).toContain("nominatif@pro");
  expect(french?.civility).toBe("Mme");
  expect(labels(english)).toContain("nominative@pro");
  expect(english?.civility).toBe("Mrs");
});

test("what is not known is left out, order and custom fields are kept", async () => {
  const call = await start({ latency: "none" });
  const answers = await enrich(call, [
    { ...record(missing), custom_fields: { lead_id: "1" } },
    { ...record(nominative), linkedin: "http://linkedin.com/in/Some-One-1/?x=1", custom_fields: { lead_id: "2" } },
  ]);
  expect(answers.map(({ custom_fields }) => custom_fields)).toEqual([{ lead_id: "1" }, { lead_id: "2" }]);
  expect(answers[0]).not.toHaveProperty("email");
  for (const answer of answers) expect(Object.values(answer)).not.toContain(null);
  expect(answers[1]).toMatchObject({
    website: `www.${nominative.domain}`,
    linkedin: "https://www.linkedin.com/in/some-one-1",
    email: expect.arrayContaining([
      { email: nominative.truth.findableBy.dropcontact.email, qualification: "nominative@pro" },
    ]),
  });
});

test("an address that is sent along is verified and billed, found or not", async () => {
  const call = await start({ latency: "none", credits: { dropcontact: 10 } });
  await enrich(call, [{ ...record(missing), email: `someone@${missing.domain}` }]);
  expect(simulators.stats().dropcontact).toMatchObject({ charged_credits: 1, credits_left: 9 });
});

test("role boxes, private and dead addresses come back unbilled; a role box may stand in front", async () => {
  const call = await start({ latency: "none" });
  const junk = ["generic@pro", "nominative@perso", "invalid@pro"].map((label) =>
    first((truth) => truth.findableBy.dropcontact.junk?.label === label),
  );
  const answers = await enrich(call, junk.map(record));
  expect(answers.map((answer) => labels(answer)[0])).toEqual(["generic@pro", "nominative@perso", "invalid@pro"]);
  expect(simulators.stats().dropcontact.charged_credits).toBe(0);
  const sure = some(120, (truth) => truth.findableBy.dropcontact.label === "nominative@pro");
  const orders = (await enrich(call, sure.map(record))).map((answer) => labels(answer).join());
  expect(orders).toContain("generic@pro,nominative@pro");
  expect(orders).toContain("nominative@pro,generic@pro");
});

test("people who opted out are named as such, in both languages, unbilled", async () => {
  const call = await start({ latency: "none" });
  const person = first((truth) => truth.optedOut && truth.email !== null);
  const english = await enrich(call, [record(person)]);
  const french = await enrich(call, [record(person)], {});
  expect(labels(english[0])).toEqual(["Do_Not_Contact@pro"]);
  expect(labels(french[0])).toEqual(["Ne_Pas_Contacter@pro"]);
  expect(simulators.stats().dropcontact.charged_credits).toBe(0);
});

test("forceResults shows what is done and echoes the rest", async () => {
  const call = await start({ latency: "realistic" });
  const data = some(4, (truth) => truth.findableBy.dropcontact.found).map(record);
  const { json } = await call("POST", "/v1/enrich/all", { data, language: "en" });
  pass(20_000);
  const early = await call("GET", `/v1/enrich/all/${json.request_id}?forceResults=true`);
  expect(early.json.status).toBe("in_progress");
  expect((early.json.data as object[])[3]).toEqual(data[3]);
  expect((early.json.data as object[])[0]).toHaveProperty("email");
  pass(100_000);
  expect((await call("GET", `/v1/enrich/all/${json.request_id}?forceResults=true`)).json.status).toBe("ready");
});

test("unknown fields are reported, records without any anchor are not enriched", async () => {
  const call = await start({ latency: "none", credits: { dropcontact: 5 } });
  const { json } = await call("POST", "/v1/enrich/all", {
    data: [{ ...record(nominative), shoe_size: 42 }, { first_name: "Lena" }],
  });
  expect(json.credits_left).toBe(4);
  expect(json.data).toMatchObject([{ unexpected_field: ["shoe_size"] }, { errors: {} }]);
});

test("the callback gets an array of events", async () => {
  const call = await start({ latency: "none" });
  const hook = await receiver();
  try {
    await call("PUT", "/v1/enrich/webhook", { callback_url: hook.url });
    expect((await call("GET", "/v1/enrich/webhook")).json.callback_url).toBe(hook.url);
    const { json } = await call("POST", "/v1/enrich/all", { data: [record(nominative)] });
    await hook.until(1);
    expect(JSON.parse(hook.bodies[0] ?? "")).toMatchObject([
      {
        version: 1,
        event_type: "enrich_api_result",
        data: { request_id: json.request_id, data: [{ first_name: nominative.firstName }] },
      },
    ]);
    await call("DELETE", "/v1/enrich/webhook");
    await call("POST", "/v1/enrich/all", { data: [record(nominative)], custom_callback_url: hook.url });
    await hook.until(2);
  } finally {
    await hook.close();
  }
});

test("more than 60 requests in a second are refused with 429", async () => {
  const call = await start({ latency: "none" });
  const statuses = await Promise.all(
    Array.from({ length: 65 }, async () => (await call("GET", "/v1/account/credits")).status),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  pass(1_000);
  expect((await call("GET", "/v1/account/credits")).status).toBe(200);
});
