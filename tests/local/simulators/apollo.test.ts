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
  return caller(simulators, "apollo");
}
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const detail = ({ firstName, lastName, domain }: MadeUp) => ({ first_name: firstName, last_name: lastName, domain });
const query = (person: MadeUp, more: Record<string, string> = {}) =>
  `?${new URLSearchParams({ ...detail(person), ...more })}`;
const idOf = (text: string) => /"request_id":(-?\d+)[,}]/.exec(text)?.[1] ?? "";
const verified = first((truth) => truth.findableBy.apollo.label === "verified");
const nobody = first((truth) => !truth.apolloMatch);
const withoutEmail = first(
  (truth) => truth.apolloMatch && !truth.findableBy.apollo.found && truth.findableBy.apollo.junk === null,
);
const withMobile = first((truth) => truth.apolloPhone?.kind === "mobile");
const reveal = { reveal_phone_number: "true", webhook_url: "http://127.0.0.1:9/closed" };

test("a wrong key is 401 in plain text", async () => {
  await start({ latency: "none" });
  const { status, headers, text } = await caller(
    simulators,
    "apollo",
    "nope",
  )("POST", `/people/match${query(verified)}`);
  expect(status).toBe(401);
  expect(headers.get("content-type")).toMatch(/^text\/plain/);
  expect(text).toMatch(/^Invalid API key\./);
});

test.each([
  [{}, "INVALID_REQUEST"],
  [{ details: [] }, "INVALID_REQUEST"],
  [{ details: Array.from({ length: 11 }, () => detail(verified)) }, "RECORD_LIMIT_EXCEEDED"],
])("a bad bulk is 400 and free (%#)", async (body, code) => {
  const call = await start({ latency: "none" });
  const { status, json } = await call("POST", "/people/bulk_match", body);
  expect([status, json]).toMatchObject([400, { status: "failed", error_code: code }]);
  expect(simulators.stats().apollo.charged_credits).toBe(0);
});

test("phones cannot be asked for without a webhook address", async () => {
  const call = await start({ latency: "none" });
  expect((await call("POST", `/people/match${query(verified, { reveal_phone_number: "true" })}`)).status).toBe(400);
});

test("an empty account speaks of credits in a 4xx", async () => {
  const call = await start({ latency: "none", credits: { apollo: 0 } });
  const { status, text } = await call("POST", `/people/match${query(verified)}`);
  expect(status).toBe(422);
  expect(text).toMatch(/credit/i);
});

test("one person: the person, or null", async () => {
  const call = await start({ latency: "none" });
  const hit = await call("POST", `/people/match${query(verified)}`);
  expect(hit.json.person).toMatchObject({
    email: verified.truth.findableBy.apollo.email,
    email_status: "verified",
    organization: { primary_domain: verified.domain },
  });
  expect((await call("POST", `/people/match${query(nobody)}`)).json.person).toBeNull();
  expect((await call("POST", "/people/match?first_name=Lena&last_name=Ortiz")).json.person).toBeNull();
});

test("ten people: answers stand where they were asked, misses are null, a match without address is billed", async () => {
  const call = await start({ latency: "none" });
  const { json } = await call("POST", "/people/bulk_match", {
    details: [nobody, verified, withoutEmail, nobody].map(detail),
  });
  expect(json).toMatchObject({
    status: "success",
    error_code: null,
    total_requested_enrichments: 4,
    unique_enriched_records: 2,
    missing_records: 2,
    credits_consumed: 2,
    matches: [null, { email_status: "verified" }, { email: null, email_status: "unavailable" }, null],
  });
  expect(simulators.stats().apollo).toMatchObject({ asked: 4, found: 1, charged_credits: 2 });
});

test("guesses carry a confidence, placeholders come as if verified", async () => {
  const call = await start({ latency: "none" });
  const guess = first((truth) => truth.findableBy.apollo.label === "extrapolated");
  const placeholder = first((truth) => truth.findableBy.apollo.junk !== null);
  const { json } = await call("POST", "/people/bulk_match", { details: [guess, placeholder].map(detail) });
  expect(json.matches).toMatchObject([
    { email_status: "extrapolated", extrapolated_email_confidence: expect.any(Number) },
    { email: "email_not_unlocked@domain.com", email_status: "verified" },
  ]);
});

test("request ids are bare 64-bit numbers, negative ones too, that JSON.parse cannot hold", async () => {
  const call = await start({ latency: "none", limits: "off" });
  const ids = [];
  for (let i = 0; i < 20; i++) ids.push(idOf((await call("POST", `/people/match${query(nobody)}`)).text));
  expect(new Set(ids).size).toBe(20);
  expect(ids.some((id) => id.startsWith("-"))).toBe(true);
  expect(ids.some((id) => !id.startsWith("-"))).toBe(true);
  for (const id of ids) {
    expect(BigInt.asIntN(64, BigInt(id))).toBe(BigInt(id));
    expect(Math.abs(Number(id))).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
  }
  expect(ids.some((id) => BigInt(JSON.parse(id)) !== BigInt(id))).toBe(true);
});

test("paid accounts are counted by the minute, and told so in headers", async () => {
  const call = await start({ latency: "none" });
  const answers = await Promise.all(Array.from({ length: 1_001 }, () => call("POST", `/people/match${query(nobody)}`)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.json.message).toContain(
    "maximum number of api calls allowed for api/v1/people/match is 1000 times per minute",
  );
  expect(refused[0]?.headers.get("retry-after")).toBe("60");
  expect(refused[0]?.headers.get("x-rate-limit-minute")).toBe("1000");
  expect(refused[0]?.headers.get("x-minute-usage")).toBe("1000");
  expect(refused[0]?.headers.get("x-minute-requests-left")).toBe("0");
  expect(refused[0]?.headers.get("x-rate-limit-hourly")).toBe("");
  expect((await call("POST", "/people/bulk_match", { details: [detail(nobody)] })).status).toBe(200);
  pass(60_000);
  expect((await call("POST", `/people/match${query(nobody)}`)).status).toBe(200);
});

test("free accounts run into all three windows", async () => {
  const call = await start({ latency: "none", apolloPlan: "free" });
  const drain = async () => {
    for (;;) {
      const { status, headers } = await call("POST", `/people/match${query(nobody)}`);
      if (status === 429) return Number(headers.get("retry-after"));
    }
  };
  expect(await drain()).toBe(60);
  for (let minute = 0; minute < 3; minute++) {
    pass(60_000);
    await drain();
  }
  pass(60_000);
  // 200 are used up in this hour; four minutes of it have gone.
  expect(await drain()).toBe(3_600 - 240);
  for (let hour = 1; hour < 3; hour++) {
    pass(3_600_000);
    for (let minute = 0; minute < 4; minute++) {
      await drain();
      pass(60_000);
    }
  }
  expect(await drain()).toBeGreaterThan(3_600);
  const usage = (await call("POST", "/usage_stats/api_usage_stats")).json;
  expect(usage['["api/v1/people/match"]']).toMatchObject({ day: { limit: 600, consumed: 600, left_over: 0 } });
});

test("phones come by poll after a while; a mobile costs eight, also when the webhook went nowhere", async () => {
  const call = await start({ latency: "realistic", limits: "off" });
  const { text, json } = await call("POST", `/people/match${query(withMobile, reveal)}`);
  expect(json.person).not.toHaveProperty("phone_numbers");
  const id = idOf(text);
  const pending = await call("GET", `/webhook_result/${id}`);
  expect([pending.status, pending.json]).toMatchObject([
    404,
    { error_code: "result_pending", retry_after_seconds: 10 },
  ]);
  expect(simulators.stats().apollo.charged_credits).toBe(1);
  pass(300_000);
  const done = await call("GET", `/webhook_result/${id}`);
  expect(done.status).toBe(200);
  expect(done.json).toMatchObject({
    request_id: id,
    request_type: "phone",
    webhook_result: {
      credits_consumed: 8,
      people: [
        {
          phone_numbers: [
            { type_cd: "mobile", status_cd: "valid_number", sanitized_number: expect.stringMatching(/^\+\d{8,}$/) },
          ],
        },
      ],
    },
  });
  await call("GET", `/webhook_result/${id}`);
  expect(simulators.stats().apollo).toMatchObject({ charged_credits: 9, duplicates_bought: 0 });
});

test("polls for ids that do not exist are told apart", async () => {
  const call = await start({ latency: "none" });
  expect((await call("GET", "/webhook_result/12345678901")).json.error_code).toBe("request_id_unknown");
  const invalid = await call("GET", "/webhook_result/abc");
  expect([invalid.status, invalid.json.error_code]).toEqual([400, "invalid_request_id"]);
});

test("a second lookup for people with one running is skipped", async () => {
  const call = await start({ latency: "realistic", limits: "off" });
  const people = some(2, (truth) => truth.apolloPhone?.kind === "mobile").map(detail);
  const path = `/people/bulk_match?${new URLSearchParams(reveal)}`;
  const one = await call("POST", path, { details: people });
  expect(one.json.phone_enrichment).toMatchObject({ status: "pending" });
  expect(one.text.match(/"request_id":-?\d+/g)).toHaveLength(2);
  const two = await call("POST", path, { details: people.slice(0, 1) });
  expect(two.json.phone_enrichment).toMatchObject({ status: "skipped" });
  expect((await call("GET", `/webhook_result/${idOf(two.text)}`)).json.error_code).toBe("request_id_unknown");
});

test("the webhook comes once, sometimes twice, sometimes never", async () => {
  const call = await start({ latency: "none", limits: "off" });
  const hook = await receiver();
  try {
    const flags = { reveal_phone_number: "true", webhook_url: hook.url };
    const wanted = some(60, (truth) => truth.apolloPhone !== null);
    for (const person of wanted) await call("POST", `/people/match${query(person, flags)}`);
    await expect.poll(() => quiet(hook.bodies), { timeout: 5_000 }).toBe(true);
    const times = new Map<string, number>();
    for (const body of hook.bodies) {
      const parsed: { people: { id: string }[] } = JSON.parse(body);
      const id = parsed.people[0]?.id ?? "";
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    expect(times.size).toBeLessThan(wanted.length);
    expect([...times.values()]).toContain(1);
    expect([...times.values()]).toContain(2);
  } finally {
    await hook.close();
  }
});

test("usage and health are free", async () => {
  const call = await start({ latency: "none", credits: { apollo: 10 } });
  await call("POST", `/people/match${query(verified)}`);
  const { json } = await call("POST", "/usage_stats/credit_usage_stats");
  expect(json).toMatchObject({ credit_usage_stats: { lead_credit: { limit: 10, consumed: 1, left_over: 9 } } });
  expect((await call("GET", "/auth/health")).json).toMatchObject({ healthy: true, is_logged_in: true });
  expect(simulators.stats().apollo.charged_credits).toBe(1);
});

let lastCount = -1;
let lastChange = 0;
/** True once nothing has come for a while. */
function quiet(bodies: readonly string[]): boolean {
  const now = performance.now();
  if (bodies.length !== lastCount) {
    lastCount = bodies.length;
    lastChange = now;
  }
  return bodies.length > 0 && now - lastChange > 300;
}
