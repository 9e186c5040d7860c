import { afterEach, describe, expect, it } from "vitest";
import { parseRetryAfter } from "#core/providers/parse-retry-after.ts";
import { isFailure } from "#functions/_shared/providers/client.ts";
import { contextFor } from "./context.ts";
import { answer, faults, type Scripted, startScripted } from "./scripted-server.ts";

let server: Scripted | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const ask = { route: "email-finder", method: "GET", path: "/email-finder" } as const;

describe("request", () => {
  it("sends the path behind the base address, the query and the headers", async () => {
    server = await startScripted(answer({ ok: true }));
    const context = contextFor("hunter", `${server.url}/v2/`);
    const got = await context.request({ ...ask, query: { first_name: "Zoë & co" }, headers: { "X-API-KEY": "k" } });
    expect(isFailure(got)).toBe(false);
    expect(got).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(server.seen[0]).toMatchObject({ method: "GET", url: "/v2/email-finder?first_name=Zo%C3%AB+%26+co" });
    expect(server.seen[0]?.headers).toMatchObject({ "x-api-key": "k", accept: "application/json" });
  });

  it("sends a body as JSON", async () => {
    server = await startScripted(answer({}));
    await contextFor("hunter", server.url).request({ ...ask, method: "POST", body: { a: ["é"] } });
    expect(server.seen[0]).toMatchObject({ method: "POST", body: { a: ["é"] } });
    expect(server.seen[0]?.headers["content-type"]).toBe("application/json");
  });

  it("gives every status as an answer, with the wait that the server asked for", async () => {
    server = await startScripted(answer("no", 429, { "retry-after": "7" }));
    const got = await contextFor("hunter", server.url).request(ask);
    expect(got).toMatchObject({ status: 429, body: "no", retryAfterMs: 7_000 });
    expect(parseRetryAfter("7", 0)).toBe(7_000);
  });

  it("does not follow redirects: the key would go with them", async () => {
    const elsewhere = await startScripted(answer({}));
    server = await startScripted(answer("", 302, { location: elsewhere.url }));
    const got = await contextFor("hunter", server.url).request(ask);
    expect(got).toMatchObject({ status: 302 });
    expect(elsewhere.seen).toHaveLength(0);
    await elsewhere.close();
  });

  it.each([
    ["hang", "timeout"],
    ["hang after the headers", "timeout"],
    ["reset", "transient"],
    ["truncated", "transient"],
    ["ten megabytes", "transient"],
  ])("%s becomes %s", async (fault, outcome) => {
    server = await startScripted(faults[fault] ?? answer({}));
    const timeoutMs = outcome === "timeout" ? 300 : 20_000;
    const got = await contextFor("hunter", server.url, { timeoutMs }).request(ask);
    expect(got).toMatchObject({ outcome, sent: true });
  });

  it("knows when nothing was sent: nobody listens, or there is no such host", async () => {
    server = await startScripted(answer({}));
    const { url } = server;
    await server.close();
    server = undefined;
    for (const base of [url, "http://no-such-host.invalid"]) {
      expect(await contextFor("hunter", base).request(ask)).toMatchObject({ outcome: "transient", sent: false });
    }
  });

  it("stops when the worker stops", async () => {
    server = await startScripted(faults.hang ?? answer({}));
    const stop = new AbortController();
    const context = contextFor("hunter", server.url, { options: { signal: stop.signal } });
    const call = context.request(ask);
    setTimeout(() => stop.abort(), 50);
    expect(await call).toMatchObject({ outcome: "transient", detail: "The call to Hunter was stopped" });
    expect(await context.request(ask)).toMatchObject({ outcome: "transient", sent: false });
  });

  it("keeps key and address out of every failure", async () => {
    server = await startScripted(faults.reset ?? answer({}));
    for (const base of [server.url, "http://no-such-host.invalid"]) {
      const got = await contextFor("hunter", base).request({ ...ask, headers: { "X-API-KEY": "secret-key-1" } });
      expect(JSON.stringify(got)).not.toMatch(/secret|127\.0\.0\.1|invalid/);
    }
  });

  it("counts a call as rate limited when its token is too far away", async () => {
    server = await startScripted(answer({}));
    const takeTokens = async () => ({ granted: 0, wait_ms: 50_000 });
    const context = contextFor("hunter", server.url, { options: { takeTokens, maxTokenWaitMs: 40_000 } });
    expect(await context.request(ask)).toMatchObject({ outcome: "rate_limited", retryAfterMs: 50_000, sent: false });
    expect(server.seen).toHaveLength(0);
  });

  it("makes no call when the rate limit cannot be checked", async () => {
    server = await startScripted(answer({}));
    const takeTokens = () => Promise.reject(new Error("database is down, password=secret"));
    const got = await contextFor("hunter", server.url, { options: { takeTokens } }).request(ask);
    expect(got).toMatchObject({ outcome: "transient", sent: false });
    expect(JSON.stringify(got)).not.toContain("secret");
    expect(server.seen).toHaveLength(0);
  });
});
