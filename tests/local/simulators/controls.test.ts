import { execFile, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { type Fault, providerNames, type Simulators, startSimulators } from "#local/simulators/index.ts";
import { caller, first } from "./support.ts";

// Many requests over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 });

const mainFile = fileURLToPath(import.meta.resolve("#local/simulators/main.ts"));

let simulators: Simulators | undefined;
afterEach(async () => {
  await simulators?.close();
  simulators = undefined;
});

const person = first((truth) => truth.findableBy.hunter.found && truth.findableBy.findymail.found);
const finder = `/email-finder?first_name=${person.firstName}&last_name=${person.lastName}&domain=${person.domain}`;

async function start(fault: Fault) {
  simulators = await startSimulators({ latency: "none", limits: "off", faults: { hunter: [fault] } });
  return simulators;
}

test("a status fault speaks the provider's words, and nothing is bought", async () => {
  const running = await start({ kind: "status", status: 503 });
  const { status, json } = await caller(running, "hunter")("GET", finder);
  expect([status, json]).toMatchObject([503, { errors: [{ code: 503 }] }]);
  expect(running.stats().hunter).toMatchObject({ asked: 0, charged_credits: 0, faults: 1 });
});

test("`first` strikes at the beginning, `every` at a beat, `route` on its routes only", async () => {
  const running = await start({ kind: "status", status: 500, first: 2 });
  const call = caller(running, "hunter");
  const statuses = async (count: number, path = finder) => {
    const answers = [];
    for (let i = 0; i < count; i++) answers.push((await call("GET", path)).status);
    return answers;
  };
  expect(await statuses(3)).toEqual([500, 500, 200]);
  running.setFaults({ hunter: [{ kind: "status", status: 500, every: 3 }] });
  expect(await statuses(6)).toEqual([200, 200, 500, 200, 200, 500]);
  running.setFaults({ hunter: [{ kind: "status", status: 500, route: "/account" }] });
  expect([...(await statuses(1)), ...(await statuses(1, "/account"))]).toEqual([200, 500]);
});

test("a lost answer can be one that was carried out and billed", async () => {
  const running = await start({ kind: "reset", after: true });
  await expect(caller(running, "hunter")("GET", finder)).rejects.toThrow();
  expect(running.stats().hunter.charged_credits).toBe(1);
  running.setFaults({ hunter: [{ kind: "reset" }] });
  await expect(caller(running, "hunter")("GET", finder)).rejects.toThrow();
  expect(running.stats().hunter.asked).toBe(1);
});

test("a truncated answer breaks off in the middle", async () => {
  const running = await start({ kind: "truncate" });
  await expect(caller(running, "hunter")("GET", finder)).rejects.toThrow();
  expect(running.stats().hunter.charged_credits).toBe(1);
});

test("a hang never answers", async () => {
  const running = await start({ kind: "hang" });
  const signal = AbortSignal.timeout(300);
  const url = running.baseUrls.hunter + finder;
  await expect(fetch(url, { signal, headers: { "x-api-key": running.keys.hunter } })).rejects.toThrow();
});

test("web pages, garbage and floods come with status 200", async () => {
  const running = await start({ kind: "html" });
  const call = caller(running, "hunter");
  const page = await call("GET", finder);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  running.setFaults({ hunter: [{ kind: "garbage" }] });
  const garbage = await call("GET", finder);
  expect(garbage.status).toBe(200);
  expect(() => JSON.parse(garbage.text)).toThrow();
  running.setFaults({ hunter: [{ kind: "huge" }] });
  const huge = await call("GET", finder);
  expect(huge.text.length).toBeGreaterThan(30_000_000);
});

test("every provider answers a fault in its own dress", async () => {
  const faults = Object.fromEntries(providerNames.map((name) => [name, [{ kind: "status" as const, status: 429 }]]));
  simulators = await startSimulators({ latency: "none", faults });
  for (const name of providerNames) {
    expect((await caller(simulators, name)("POST", "/any")).status).toBe(429);
  }
});

test("another process reads and steers over HTTP", async () => {
  simulators = await startSimulators({ latency: "none" });
  const { url } = simulators;
  const post = async (path: string, body: unknown) =>
    (await fetch(url + path, { method: "POST", body: JSON.stringify(body) })).status;
  expect(await post("/_faults", { hunter: [{ kind: "explode" }] })).toBe(400);
  expect(await post("/_faults", { nobody: [] })).toBe(400);
  expect(await post("/_faults", { hunter: [{ kind: "status", status: 500 }] })).toBe(200);
  expect((await caller(simulators, "hunter")("GET", finder)).status).toBe(500);
  const stats: Record<string, unknown> = await (await fetch(`${url}/_stats`)).json();
  expect(stats.hunter).toMatchObject({ requests: 1, faults: 1, by_route: { "/email-finder": 1 } });
  expect(await post("/_reset", {})).toBe(200);
  expect((await caller(simulators, "hunter")("GET", finder)).status).toBe(200);
  expect(simulators.stats().hunter).toMatchObject({ requests: 1, faults: 0 });
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
});

test("the same questions give the same answers and the same bill in every run", async () => {
  const run = async () => {
    const running = await startSimulators({ latency: "none", limits: "off" });
    const call = caller(running, "hunter");
    const answers = [];
    for (let i = 0; i < 60; i++) {
      const { status, text } = await call(
        "GET",
        `/email-finder?full_name=Lena+Run${"x".repeat(i % 7)}&domain=d${i}.example`,
      );
      answers.push([status, text]);
    }
    const stats = running.stats();
    await running.close();
    return { answers, stats };
  };
  expect(await run()).toEqual(await run());
});

test("main.ts prints one line with the addresses, serves and stops cleanly", async () => {
  const child = spawn(process.execPath, [mainFile, "--latency", "none"], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
    child.once("exit", () => reject(new Error("ended early")));
  });
  const ready: { ready: boolean; doh_url: string; base_urls: Record<string, string>; keys: Record<string, string> } =
    JSON.parse(line);
  expect(ready.ready).toBe(true);
  expect(ready.base_urls.hunter).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/hunter\/v2$/);
  const answer: { Status: number } = await (await fetch(`${ready.doh_url}?name=a.invalid&type=MX`)).json();
  expect(answer.Status).toBe(3);
  const exit = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("main.ts refuses what it does not know with status 2", async () => {
  for (const args of [["--latency", "slow"], ["--port", "99999"], ["--colour"]]) {
    await expect(promisify(execFile)(process.execPath, [mainFile, ...args])).rejects.toMatchObject({ code: 2 });
  }
});
