import { randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import { readApolloCallback } from "#core/providers/apollo/callback.ts";
import { randomToken } from "#functions/_shared/http/random-token.ts";
import { createLog } from "#functions/_shared/log.ts";
import { createWebhooksApp } from "#functions/webhooks/app.ts";
import { peopleOf, startJob } from "#tests/support/worker/bench-job.ts";
import { type Harness, openHarness } from "#tests/support/worker/harness.ts";

interface Call {
  provider: string;
  url: string;
  body: string;
}

let harness: Harness;
let base: string;
let server: ReturnType<typeof serve>;
/** Calls as they came, and what was logged of them. */
let calls: Call[] = [];
let logged: string[] = [];
let wakes = 0;
/** What happens to a call on its way; resolves to whether it arrives. */
let onTheWay: (call: Call) => Promise<boolean>;

beforeAll(async () => {
  harness = await openHarness();
  const app = createWebhooksApp({
    db: harness.db,
    sendMail: async () => {},
    log: createLog("webhooks", (_level, line) => logged.push(line)),
    sendEmailSecret: () => "",
    beforeUserCreatedSecret: () => "",
    codeMinutes: () => 10,
    wakeWorker: () => void wakes++,
  });
  await new Promise<void>((resolve) => {
    server = serve(
      {
        port: 0,
        hostname: "127.0.0.1",
        fetch: async (request) => {
          const provider = new URL(request.url).pathname.split("/")[2] ?? "";
          const call = { provider, url: request.url, body: await request.text() };
          calls.push(call);
          if (!(await onTheWay(call))) return new Response(null, { status: 503 });
          return app.fetch(new Request(request.url, { method: "POST", body: call.body }));
        },
      },
      ({ port }) => {
        base = `http://127.0.0.1:${port}/webhooks`;
        resolve();
      },
    );
  });
});
beforeEach(() => {
  calls = [];
  logged = [];
  wakes = 0;
  onTheWay = async () => true;
});
afterAll(async () => {
  server.close();
  await harness.close();
});

/** A worker returns as soon as nothing is left to do; how long that takes is the machine's matter. */
const longMs = 60_000;

/** Providers may call; a poll comes too late to explain any result. */
const told = (extra: Record<string, string> = {}) => ({
  ...Object.fromEntries(
    ["ICYPEAS", "DROPCONTACT", "APOLLO"].flatMap((name) => [
      [`${name}_WEBHOOK_URL`, `${base}/${name.toLowerCase()}`],
      [`${name}_POLL_MS`, "600000"],
    ]),
  ),
  ...extra,
});

const post = (url: string, body: string) => fetch(url, { method: "POST", body });
const stored = () =>
  harness.one<{ n: number }>("select coalesce(sum(deliveries), 0)::int as n from public.provider_callbacks");

interface Counts {
  status: string;
  done: number;
  phones: number;
  asked: number;
}
const countsOf = (jobId: string) =>
  harness.one<Counts>(
    `select j.status, j.done_count as done, j.phone_count as phones,
       (select count(*)::int from public.enrichment_results r where r.job_id = j.id and r.channel = 'phone') as asked
     from public.import_jobs j where j.id = $1`,
    [jobId],
  );

describe("calls that are no results", () => {
  const address = (name: string) => `${base}/${name}/${randomUUID()}/${randomToken()}`;
  const result = JSON.stringify({ status: "success", people: [{ id: "p", phone_numbers: [] }], credits_consumed: 0 });

  test.each([
    ["a guessed token", () => address("apollo"), result, 404],
    ["no token", () => `${base}/apollo/${randomUUID()}`, result, 404],
    ["a token that is too short", () => `${base}/apollo/${randomUUID()}/abc`, result, 404],
    ["no batch", () => `${base}/apollo/1'or'1'='1/${randomToken()}`, result, 404],
    ["another provider", () => address("hunter"), result, 404],
    ["nothing", () => address("apollo"), "", 400],
    ["a web page", () => address("apollo"), "<!doctype html><title>Moved</title>", 400],
    ["half a result", () => address("apollo"), result.slice(0, -9), 400],
    ["a result of nobody", () => address("apollo"), '{"status":"success","people":[]}', 400],
    ["wrong types", () => address("apollo"), '{"people":{"id":1}}', 400],
    ["an array where an object is due", () => address("icypeas"), "[]", 400],
    ["an object where an array is due", () => address("dropcontact"), '{"data":{}}', 400],
    ["events of another kind", () => address("dropcontact"), '[{"event_type":"other","data":{}}]', 400],
    ["very deep nesting", () => address("apollo"), "[".repeat(100_000), 400],
    ["ten megabytes", () => address("icypeas"), `{"data":"${"x".repeat(10_000_000)}"}`, 413],
  ])("%s", async (_what, url, body, status) => {
    const before = await stored();
    expect((await post(url(), body)).status).toBe(status);
    expect(await stored()).toEqual(before);
    expect(wakes).toBe(0);
  });

  it("nothing but POST is served, and no token gets into the log", async () => {
    const url = address("apollo");
    await post(url, result);
    await post(url, "{");
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join()).not.toContain(url.split("/").at(-1));
  });
});

it("a 64-bit id is read to the last digit", () => {
  const text = '{"request_id":-9007199254740993123,"webhook_result":{"people":[{"id":"p","phone_numbers":null}]}}';
  const read = readApolloCallback(text);
  expect(read.ok && read.payload.request_id).toBe("-9007199254740993123");
});

describe("results that providers tell by themselves", { timeout: 120_000 }, () => {
  it("phones come without a single poll; twice, late, forged and foreign calls change nothing", async () => {
    const { jobId } = await startJob(harness.db, peopleOf(8, "told"), { want: "phone", order: ["apollo"] });
    const deps = await harness.worker({ env: told() });
    await harness.run(deps, longMs);
    const before = await countsOf(jobId);
    expect(before).toMatchObject({ status: "completed", done: 8, asked: 8 });
    expect(before.phones).toBeGreaterThan(0);
    expect(wakes).toBeGreaterThan(0);
    expect(Object.keys(harness.simulators.stats().apollo.by_route)).not.toContain("/webhook_result/{id}");

    const [call] = calls;
    if (!call) throw new Error("nobody called");
    const again = await post(call.url, call.body);
    expect(await again.json()).toEqual({ ok: true });
    const forged = `${call.url.slice(0, -43)}${randomToken()}`;
    expect((await post(forged, call.body)).status).toBe(404);
    expect((await post(call.url.replace("/apollo/", "/icypeas/"), '{"data":{"file":"f"}}')).status).toBe(404);
    await harness.run(deps, longMs);
    expect(await countsOf(jobId)).toEqual(before);
    expect(
      await harness.one("select count(*)::int as n from public.provider_callbacks where payload is not null"),
    ).toEqual({ n: 0 });
  });

  it("a call that comes before our own note of the job is not lost", async () => {
    const { jobId } = await startJob(harness.db, peopleOf(5, "early"), { want: "phone", order: ["apollo"] });
    let early = 0;
    const deps = await harness.worker({ env: told() });
    const { submitted } = deps.db;
    deps.db.submitted = async (...args) => {
      // The provider is faster than we are.
      await harness.clock.hold(() => expect.poll(() => calls.length).toBeGreaterThan(0));
      early++;
      return submitted(...args);
    };
    await harness.run(deps, longMs);
    expect(early).toBe(1);
    expect(await countsOf(jobId)).toMatchObject({ status: "completed", done: 5 });
  });

  it("a result of another request is not believed: the provider is asked", async () => {
    const { jobId } = await startJob(harness.db, peopleOf(8, "foreign"), { want: "phone", order: ["apollo"] });
    let changed = 0;
    onTheWay = async (call) => {
      const { people } = JSON.parse(call.body);
      const emptied = people.map(({ id }: { id: string }) => ({ id, phone_numbers: [] }));
      call.body = JSON.stringify({ request_id: "-1", webhook_result: { people: emptied, credits_consumed: 0 } });
      changed++;
      return true;
    };
    await harness.run(await harness.worker({ env: told() }), longMs);
    expect(changed).toBeGreaterThan(0);
    const counts = await countsOf(jobId);
    expect(counts).toMatchObject({ status: "completed", done: 8 });
    expect(counts.phones).toBeGreaterThan(0);
  });

  it("those whom a call leaves out are polled for at once, and not bought again", async () => {
    const bought = harness.simulators.stats().apollo.duplicates_bought;
    const { jobId } = await startJob(harness.db, peopleOf(8, "part"), { want: "phone", order: ["apollo"] });
    onTheWay = async (call) => {
      const { people, ...rest } = JSON.parse(call.body);
      call.body = JSON.stringify({ ...rest, people: people.slice(0, 1) });
      return true;
    };
    await harness.run(await harness.worker({ env: told() }), longMs);
    const counts = await countsOf(jobId);
    expect(counts).toMatchObject({ status: "completed", done: 8, asked: 8 });
    expect(counts.phones).toBeGreaterThan(1);
    expect(harness.simulators.stats().apollo.duplicates_bought).toBe(bought);
  });

  it.each([
    ["icypeas", 40],
    ["icypeas", 1],
    ["dropcontact", 40],
  ] as const)("%s tells e-mails: %i contacts without a poll", async (name, count) => {
    harness.simulators.reset();
    const { jobId } = await startJob(harness.db, peopleOf(count, `${name}${count}`), { want: "email", order: [name] });
    await harness.run(await harness.worker({ env: told() }), longMs);
    expect(calls.every(({ provider }) => provider === name)).toBe(true);
    expect(await countsOf(jobId)).toMatchObject({ status: "completed", done: count });
    const routes = Object.keys(harness.simulators.stats()[name].by_route);
    expect(routes.filter((route) => /read|\{id\}/.test(route))).toEqual([]);
  });

  it("e-mails are delivered while phones are awaited, also when no call ever comes", async () => {
    onTheWay = async () => false;
    const { jobId } = await startJob(harness.db, peopleOf(6, "both"), { want: "both", order: ["icypeas", "apollo"] });
    const deps = await harness.worker({ env: { ...told(), ICYPEAS_WEBHOOK_URL: "", ICYPEAS_POLL_MS: "20" } });
    const waiting = () =>
      harness.one<{ pending: number; emails: number }>(
        `select count(*) filter (where phone_status = 'pending')::int as pending, count(email)::int as emails
         from public.contacts where job_id = $1 and status = 'working'`,
        [jobId],
      );
    // Nobody calls and no poll is due: the worker would wait on.
    for (let round = 0; round < 60 && (await waiting()).pending < 6; round++) await harness.run(deps, 300);
    expect((await waiting()).pending).toBeGreaterThan(0);
    expect((await waiting()).emails).toBeGreaterThan(0);
    await harness.pglite.exec("update public.provider_batches set poll_at = now() where state = 'submitted'");
    await harness.run(deps, longMs);
    expect(await countsOf(jobId)).toMatchObject({ status: "completed", done: 6 });
    expect(await harness.one("select count(*)::int as n from public.contacts where phone_status = 'pending'")).toEqual({
      n: 0,
    });
  });
});
