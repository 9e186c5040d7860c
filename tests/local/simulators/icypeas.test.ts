import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type SimulatorOptions,
  type Simulators,
  signIcypeasWebhook,
  startSimulators,
} from "#local/simulators/index.ts";
import { caller, first, receiver, some } from "./support.ts";

// Many requests over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

let simulators: Simulators;
// Only the clock is made up: sockets and timers stay real, and hours pass at once.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-10-01T09:00:00Z") });
});
afterEach(async () => {
  vi.useRealTimers();
  await simulators.close();
});

async function start(options: SimulatorOptions) {
  simulators = await startSimulators(options);
  return caller(simulators, "icypeas");
}
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const found = first((truth) => truth.findableBy.icypeas.found && !truth.catchAll);
const missing = first((truth) => !truth.findableBy.icypeas.found && truth.email !== null);
const rowOf = ({ firstName, lastName, domain }: typeof found) => [firstName, lastName, domain];
const search = { firstname: found.firstName, lastname: found.lastName, domainOrCompany: found.domain };

test("a wrong key, or one behind Bearer, is 401", async () => {
  await start({ latency: "none" });
  for (const key of ["nope", `Bearer ${simulators.keys.icypeas}`]) {
    const answer = await caller(simulators, "icypeas", key)("POST", "/email-search", search);
    expect(answer.status).toBe(401);
    expect(answer.text).toContain("Unauthorized access.");
  }
  expect(simulators.stats().icypeas.asked).toBe(0);
});

test.each([
  ["/email-search", { firstname: "Lena", lastname: "Ortiz" }, "domainOrCompany"],
  ["/email-search", { firstname: "", lastname: "", domainOrCompany: "a.example" }, "firstname"],
  ["/email-search", { firstname: 7, lastname: "Ortiz", domainOrCompany: "a.example" }, "firstname"],
  ["/email-verification", {}, "email"],
  ["/bulk-search", { task: "email-search", data: [["a", "b", "c"]] }, "name"],
  ["/bulk-search", { task: "everything", name: "x", data: [["a", "b", "c"]] }, "task"],
  ["/bulk-search", { task: "email-search", name: "x", data: [] }, "data"],
  ["/bulk-search", { task: "email-search", name: "x", data: [["a", "b"]] }, "data[0]"],
  [
    "/bulk-search",
    { task: "email-search", name: "x", data: [["a", "b", "c"]], custom: { externalIds: ["1", "2"] } },
    "custom.externalIds",
  ],
  [
    "/bulk-search",
    { task: "email-search", name: "x", data: Array.from({ length: 5_001 }, () => ["a", "b", "c.example"]) },
    "data",
  ],
  ["/bulk-single-searchs/read", { mode: "bulk", type: "email-search" }, "type"],
])("%s refuses a bad body with status 200 (%#)", async (path, body, field) => {
  const call = await start({ latency: "none", limits: "off" });
  const { status, json } = await call("POST", path, body);
  expect(status).toBe(200);
  expect(json.success).toBe(false);
  expect(json.validationErrors).toMatchObject([{ field }]);
  expect(simulators.stats().icypeas.asked).toBe(0);
});

test("submit answers `item`, read answers `items`, through three running states", async () => {
  const call = await start({ latency: "realistic" });
  const submitted = await call("POST", "/email-search", { ...search, custom: { externalId: "lead-1" } });
  expect(submitted.json).toEqual({ success: true, item: { _id: expect.any(String), status: "NONE" } });
  const { _id: id } = submitted.json.item as { _id: string };
  const read = async () => {
    const { json } = await call("POST", "/bulk-single-searchs/read", { id });
    return (json.items as { status: string; results: { emails: unknown[] } }[])[0];
  };
  const states = new Set<string>();
  for (let i = 0; i < 25; i++) {
    const item = await read();
    if (item?.status !== "DEBITED") expect(item?.results.emails).toEqual([]);
    states.add(item?.status ?? "");
    pass(300);
  }
  expect([...states].slice(0, 3)).toEqual(["NONE", "SCHEDULED", "IN_PROGRESS"]);
  pass(60_000);
  const { email, label } = found.truth.findableBy.icypeas;
  expect(await read()).toMatchObject({
    _id: id,
    name: "__icypeas__individual",
    order: 0,
    status: "DEBITED",
    results: { emails: [{ email, certainty: label }] },
    userData: { externalId: "lead-1" },
  });
});

test("a search takes seconds, now and then up to a minute", async () => {
  const call = await start({ latency: "realistic", limits: "off" });
  await call("POST", "/email-search", search);
  const status = async () =>
    ((await call("POST", "/bulk-single-searchs/read", { mode: "single" })).json.items as { status: string }[])[0]
      ?.status;
  pass(2_000);
  expect(await status()).not.toBe("DEBITED");
  pass(60_000);
  expect(await status()).toBe("DEBITED");
});

test("a found search ends as DEBITED, now and then as FOUND; both are billed", async () => {
  const call = await start({ latency: "none", limits: "off" });
  const data = some(100, (truth) => truth.findableBy.icypeas.found).map(rowOf);
  await call("POST", "/bulk-search", { task: "email-search", name: "x", data });
  const { json } = await call("POST", "/bulk-single-searchs/read", { mode: "bulk", limit: 100 });
  const words = new Set((json.items as { status: string }[]).map(({ status }) => status));
  expect(words).toEqual(new Set(["DEBITED", "FOUND"]));
  expect(simulators.stats().icypeas.charged_credits).toBe(100);
});

test("not found is a status, and is not billed", async () => {
  const call = await start({ latency: "none" });
  await call("POST", "/bulk-search", { task: "email-search", name: "x", data: [rowOf(missing), rowOf(found)] });
  const { json } = await call("POST", "/bulk-single-searchs/read", { mode: "bulk" });
  expect(json.items).toMatchObject([
    { status: "NOT_FOUND", results: { emails: [], phones: [] } },
    { status: "DEBITED", results: { emails: [{}], phones: [] } },
  ]);
  expect(simulators.stats().icypeas).toMatchObject({ asked: 2, found: 1, charged_credits: 1 });
});

test("reads are limited to 30 a minute, single submits to 10 and bulks to 1 a second", async () => {
  const call = await start({ latency: "none" });
  const statuses = async (count: number, path: string, body: unknown) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push((await call("POST", path, body)).status);
    return answers;
  };
  expect((await statuses(31, "/bulk-single-searchs/read", { mode: "single" })).slice(28)).toEqual([200, 200, 429]);
  expect((await call("POST", "/bulk-single-searchs/read", {})).text).toContain("max number of requests per minute");
  pass(60_000);
  expect(await statuses(1, "/bulk-single-searchs/read", { mode: "single" })).toEqual([200]);
  expect((await statuses(11, "/email-search", search)).slice(9)).toEqual([200, 429]);
  const bulk = { task: "email-search", name: "x", data: [rowOf(found)] };
  expect(await statuses(2, "/bulk-search", bulk)).toEqual([200, 429]);
  expect((await statuses(16, "/search-files/read", {})).slice(14)).toEqual([200, 429]);
  expect(simulators.stats().icypeas.rate_limited).toBe(5);
});

test("out of credits is a status of the item; a row without a name is BAD_INPUT", async () => {
  const call = await start({ latency: "none", credits: { icypeas: 1 } });
  const buyable = some(2, (truth) => truth.findableBy.icypeas.found).map(rowOf);
  await call("POST", "/bulk-search", { task: "email-search", name: "x", data: [["", "", "a.example"], ...buyable] });
  const { json } = await call("POST", "/bulk-single-searchs/read", { mode: "bulk", limit: 100 });
  expect((json.items as { status: string }[]).map(({ status }) => status)).toEqual([
    "BAD_INPUT",
    "DEBITED",
    "INSUFFICIENT_FUNDS",
  ]);
  expect((await call("POST", "/a/actions/subscription-information", {})).json).toMatchObject({ credits: 0 });
});

test("5,000 rows are taken and read in pages of 100, in order", async () => {
  const call = await start({ latency: "none", limits: "off" });
  const data = Array.from({ length: 5_000 }, (_, i) => ["Lena", `Row${i}`, "a.example"]);
  const externalIds = data.map((_, i) => `lead-${i}`);
  const { json } = await call("POST", "/bulk-search", {
    task: "email-search",
    name: "all",
    data,
    custom: { externalIds },
  });
  expect(json).toEqual({ success: true, status: "in_progress", file: expect.any(String) });
  const seen: string[] = [];
  let sorts: unknown;
  for (let pages = 0; pages <= 50; pages++) {
    const page = await call("POST", "/bulk-single-searchs/read", {
      mode: "bulk",
      file: json.file,
      limit: 500,
      ...(sorts === undefined ? {} : { sorts, next: true }),
    });
    const items = page.json.items as { order: number; userData: { externalId: string } }[];
    expect(page.json.total).toBe(5_000);
    if (items.length === 0) break;
    expect(items.length).toBe(100);
    expect(items[0]?.order).toBe(seen.length);
    seen.push(...items.map(({ userData }) => userData.externalId));
    sorts = page.json.sorts;
    expect(sorts).toHaveLength(2);
  }
  expect(seen).toEqual(externalIds);
});

test("without a limit a page has ten rows; single searches come newest first", async () => {
  const call = await start({ latency: "none", limits: "off" });
  for (let i = 0; i < 12; i++) await call("POST", "/email-search", { ...search, custom: { externalId: `${i}` } });
  await call("POST", "/email-verification", { email: "a@b.example" });
  const page = async (body: object) =>
    ((await call("POST", "/bulk-single-searchs/read", body)).json.items as { userData: { externalId: string } }[]).map(
      ({ userData }) => userData.externalId,
    );
  expect(await page({ mode: "single", type: "email-search" })).toEqual([
    "11",
    "10",
    "9",
    "8",
    "7",
    "6",
    "5",
    "4",
    "3",
    "2",
  ]);
  expect(await page({ mode: "single", limit: 100 })).toHaveLength(13);
});

test("bulk files are listed by name and tell when they are finished", async () => {
  const call = await start({ latency: "realistic", limits: "off" });
  const data = [rowOf(found), rowOf(missing), ["", "", "x.example"]];
  await call("POST", "/bulk-search", { task: "email-search", name: "run-1", data });
  const { json } = await call("POST", "/bulk-search", { task: "email-search", name: "run-2", data });
  const files = async (body: object) =>
    (await call("POST", "/search-files/read", body)).json.files as Record<string, unknown>[];
  expect((await files({})).map(({ name }) => name)).toEqual(["run-2", "run-1"]);
  expect(await files({ status: "done" })).toEqual([]);
  expect(await files({ file: json.file })).toMatchObject([
    { file: json.file, name: "run-2", finished: false, total: 3, "in-progress": 3 },
  ]);
  pass(120_000);
  expect(await files({ file: json.file })).toMatchObject([
    { finished: true, found: 1, done: 2, "bad-input": 1, "in-progress": 0 },
  ]);
  expect(await files({ status: "in_progress" })).toEqual([]);
  expect(await files({ file: "f_unknown" })).toEqual([]);
});

test("an unknown id is a named error", async () => {
  const call = await start({ latency: "none" });
  for (const body of [{ id: "p_unknown" }, { mode: "bulk", file: "f_unknown" }]) {
    const { json } = await call("POST", "/bulk-single-searchs/read", body);
    expect(json).toMatchObject({ success: false, error: "SearchNotFoundError" });
  }
});

test("items and the finished bulk are pushed, signed", async () => {
  const call = await start({ latency: "none" });
  const items = await receiver();
  const done = await receiver();
  try {
    await call("POST", "/bulk-search", {
      task: "email-search",
      name: "x",
      data: [rowOf(found), rowOf(missing)],
      custom: {
        externalIds: ["a", "b"],
        webhookUrlItem: items.url,
        webhookUrlBulkDone: done.url,
        includeResultsInWebhook: true,
      },
    });
    await call("POST", "/email-search", { ...search, custom: { webhookUrl: items.url, externalId: "single" } });
    await items.until(3);
    await done.until(1);
    const bodies = items.bodies.map((body): { signature: string; timestamp: string; data: Record<string, unknown> } =>
      JSON.parse(body),
    );
    expect(new Set(bodies.map(({ data }) => (data.userData as { externalId: string }).externalId))).toEqual(
      new Set(["a", "b", "single"]),
    );
    for (const { signature, timestamp } of bodies) {
      expect(signature).toMatch(/^[0-9a-f]{40}$/);
      expect(signature).toBe(signIcypeasWebhook(simulators.icypeasSecret, items.url, timestamp));
      expect(signature).not.toBe(signIcypeasWebhook("another secret", items.url, timestamp));
    }
    expect(JSON.parse(done.bodies[0] ?? "")).toMatchObject({
      data: {
        total: 2,
        done: 2,
        found: 1,
        aborted: 0,
        insufficientCredits: 0,
        results: [{ status: "DEBITED" }, { status: "NOT_FOUND" }],
      },
    });
    await expect.poll(() => simulators.stats().icypeas.webhooks_sent).toBe(4);
  } finally {
    await items.close();
    await done.close();
  }
});

test("a verification costs a tenth, a catch-all one too although it tells nothing", async () => {
  const call = await start({ latency: "none" });
  const open = first((truth) => truth.catchAll && truth.facts?.state === "mail").domain;
  const dead = first((truth) => truth.facts?.state === "nxdomain").domain;
  const live = first((truth) => !truth.catchAll && truth.facts?.state === "mail").domain;
  for (const domain of [open, dead, live]) await call("POST", "/email-verification", { email: `lena@${domain}` });
  const { json } = await call("POST", "/bulk-single-searchs/read", { mode: "single" });
  expect(json.items).toMatchObject([
    { status: "DEBITED", results: { emails: [{ certainty: "ultra_sure" }] } },
    { status: "DEBITED", results: { emails: [{ certainty: "undeliverable" }] } },
    { status: "DEBITED_NOT_FOUND" },
  ]);
  expect(simulators.stats().icypeas.charged_credits).toBe(0.3);
});

test("the same person bought twice shows in the books", async () => {
  const call = await start({ latency: "none" });
  await call("POST", "/email-search", search);
  expect(simulators.stats().icypeas).toMatchObject({ duplicates_bought: 0, charged_credits: 1 });
  await call("POST", "/email-search", { ...search, firstname: found.firstName.toUpperCase() });
  expect(simulators.stats().icypeas).toMatchObject({ duplicates_bought: 1, charged_credits: 2 });
});
