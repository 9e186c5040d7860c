import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";
import { caller, first, receiver } from "./support.ts";

// Many requests over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let journalFile: string;
let running: Simulators | undefined;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-10-01T09:00:00Z") });
  folder = await mkdtemp(join(tmpdir(), "simulators-"));
  journalFile = join(folder, "sandbox.jsonl");
});
afterEach(async () => {
  vi.useRealTimers();
  await running?.close();
  await rm(folder, { recursive: true });
});

async function start() {
  await running?.close();
  running = await startSimulators({ latency: "realistic", limits: "off", journalFile });
  return running;
}
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const person = first((truth) => truth.findableBy.icypeas.found && truth.findableBy.dropcontact.found);
const { firstName, lastName, domain } = person;

/** Hands a job to the two asynchronous providers. */
async function handIn(simulators: Simulators) {
  const bulk = { task: "email-search", name: "run-1", data: [[firstName, lastName, domain]] };
  const { json: icypeas } = await caller(simulators, "icypeas")("POST", "/bulk-search", bulk);
  const data = [{ first_name: firstName, last_name: lastName, website: domain }];
  const { json: dropcontact } = await caller(simulators, "dropcontact")("POST", "/v1/enrich/all", { data });
  return { file: String(icypeas.file), requestId: String(dropcontact.request_id) };
}

test("without a journal nothing survives: an old id is unknown, never another job", async () => {
  running = await startSimulators({ latency: "none" });
  const { file, requestId } = await handIn(running);
  await running.close();
  running = await startSimulators({ latency: "none" });
  await handIn(running);
  const { json } = await caller(running, "icypeas")("POST", "/bulk-single-searchs/read", { mode: "bulk", file });
  expect(json.error).toBe("SearchNotFoundError");
  expect((await caller(running, "dropcontact")("GET", `/v1/enrich/all/${requestId}`)).json.success).toBe(false);
});

test("jobs go on after a restart, under their ids and to their time", async () => {
  const jobs = await handIn(await start());
  const before = running?.stats();
  pass(2_000);
  const again = await start();
  const read = async () => {
    const icypeas = await caller(again, "icypeas")("POST", "/bulk-single-searchs/read", {
      mode: "bulk",
      file: jobs.file,
    });
    const dropcontact = await caller(again, "dropcontact")("GET", `/v1/enrich/all/${jobs.requestId}`);
    return [(icypeas.json.items as { status: string }[])[0]?.status, dropcontact.json.success];
  };
  expect(await read()).toEqual([expect.stringMatching(/NONE|SCHEDULED|IN_PROGRESS/), false]);
  pass(120_000);
  expect(await read()).toEqual(["DEBITED", true]);
  expect(again.stats().icypeas.charged_credits).toBe(before?.icypeas.charged_credits);
  expect(again.stats().dropcontact.charged_credits).toBe(1);
});

test("a person bought before the restart and again after it is a duplicate", async () => {
  await handIn(await start());
  const again = await start();
  expect(again.stats().icypeas.duplicates_bought).toBe(0);
  await handIn(again);
  expect(again.stats().icypeas.duplicates_bought).toBe(1);
  expect(again.stats().dropcontact.duplicates_bought).toBe(1);
});

test("phone lookups are found again by their number, webhooks of the past are not repeated", async () => {
  const hook = await receiver();
  try {
    const mobile = first((truth) => truth.apolloPhone?.kind === "mobile");
    const query = new URLSearchParams({
      first_name: mobile.firstName,
      last_name: mobile.lastName,
      domain: mobile.domain,
      reveal_phone_number: "true",
      webhook_url: hook.url,
    });
    const { text } = await caller(await start(), "apollo")("POST", `/people/match?${query}`);
    const id = /"request_id":(-?\d+)/.exec(text)?.[1];
    pass(600_000);
    const done = await caller(await start(), "apollo")("GET", `/webhook_result/${id}`);
    expect(done.json).toMatchObject({ webhook_result: { credits_consumed: 8 } });
    expect(hook.bodies).toEqual([]);
  } finally {
    await hook.close();
  }
});

test("reads, refused calls and the test key are not written down", async () => {
  const simulators = await start();
  const size = async () => (await stat(journalFile)).size;
  const empty = await size();
  await caller(simulators, "icypeas")("POST", "/bulk-single-searchs/read", { mode: "single" });
  await caller(simulators, "dropcontact")("GET", "/v1/account/credits");
  await caller(simulators, "hunter", "nope")("GET", "/email-finder?full_name=Lena+Ortiz&domain=a.example");
  await caller(simulators, "hunter", "test-api-key")("GET", "/email-finder?full_name=Lena+Ortiz&domain=a.example");
  expect(await size()).toBe(empty);
  await handIn(simulators);
  expect(await size()).toBeGreaterThan(empty);
});

test("a line cut off by a kill is dropped, a file of something else is begun anew", async () => {
  const jobs = await handIn(await start());
  await running?.close();
  running = undefined;
  await appendFile(journalFile, '{"at":17,"provider":"hunt');
  const again = await start();
  expect((await caller(again, "icypeas")("POST", "/search-files/read", { file: jobs.file })).json.total).toBe(1);
  await handIn(again);
  const third = await start();
  expect((await caller(third, "icypeas")("POST", "/search-files/read", {})).json.total).toBe(2);
  await third.close();
  running = undefined;
  for (const content of ["not a journal\n", "", '{"run":""}\n', '{"run":"x"}\n{"at":"now"}\n']) {
    await writeFile(journalFile, content);
    const fresh = await start();
    expect(fresh.stats().icypeas.requests).toBe(0);
    expect(fresh.stats().icypeas.asked).toBe(0);
    expect(await readFile(journalFile, "utf8")).toMatch(/^\{"run":"[0-9a-f-]{36}"\}\n$/);
  }
});

test("a reset empties the journal", async () => {
  const simulators = await start();
  await handIn(simulators);
  simulators.reset();
  expect((await start()).stats().icypeas.asked).toBe(0);
});
