import { createSocket } from "node:dgram";
import { createServer, type ServerResponse } from "node:http";
import { type Answer, decode, encode, type Packet } from "dns-packet";
import { afterEach, describe, expect, it, vi } from "vitest";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { dohServersFromSettings } from "#functions/_shared/dns/resolver-from-settings.ts";
import { parseDnsServer, udpQuery } from "#local/dns/udp-query.ts";
import { startDnsServer } from "#tests/support/verification/scripted-dns-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serveHttp(handle: (url: URL, response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push(`${url.searchParams.get("name")} ${url.searchParams.get("type")} ${request.headers.accept}`);
    handle(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/dns-query`, asked };
}

const json = (body: unknown) => (_url: URL, response: ServerResponse) => void response.end(JSON.stringify(body));

describe("DNS over HTTPS", () => {
  it("reads the rows and asks for JSON", async () => {
    const server = await serveHttp(
      json({ Status: 0, Answer: [{ name: "A.com.", type: 15, TTL: 77, data: "10 mx.a.com." }] }),
    );
    expect(await dohQuery([server.url])("a.com", "MX")).toEqual({
      outcome: "ok",
      rows: [{ name: "a.com", type: "MX", ttl: 77, data: "10 mx.a.com." }],
      negativeTtl: null,
    });
    expect(server.asked).toEqual(["a.com MX application/dns-json"]);
  });

  it.each([
    [0, "ok"],
    [2, "servfail"],
    [3, "nxdomain"],
    [5, "servfail"],
  ])("status %i is %s", async (Status, outcome) => {
    const server = await serveHttp(json({ Status }));
    expect((await dohQuery([server.url])("a.com", "MX")).outcome).toBe(outcome);
  });

  it("takes how long a negative answer holds from the zone", async () => {
    const data = "ns.a.com. host.a.com. 1 7200 900 1209600 120";
    const server = await serveHttp(json({ Status: 3, Authority: [{ name: "a.com.", type: 6, TTL: 900, data }] }));
    expect(await dohQuery([server.url])("a.com", "MX")).toMatchObject({ outcome: "nxdomain", negativeTtl: 120 });
  });

  it.each<[string, (url: URL, response: ServerResponse) => void, string]>([
    ["HTML", (_url, response) => void response.end("<html>captive portal</html>"), "servfail"],
    ["rows of another shape", json({ Status: 0, Answer: "none" }), "servfail"],
    [
      "a redirect",
      (_url, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      "timeout",
    ],
    ["ten megabytes", (_url, response) => void response.end(`"${"x".repeat(10_000_000)}"`), "servfail"],
    ["an overloaded server", (_url, response) => void response.writeHead(503).end(), "timeout"],
    ["a broken connection", (_url, response) => void response.destroy(), "timeout"],
  ])("%s is no verdict", async (_name, handle, outcome) => {
    const server = await serveHttp(handle);
    expect((await dohQuery([server.url])("a.com", "MX")).outcome).toBe(outcome);
  });

  it("a referral denies nothing", async () => {
    const ns = { name: "com.", type: 2, TTL: 60, data: "ns.elsewhere.test." };
    const server = await serveHttp(json({ Status: 0, Authority: [ns] }));
    expect((await dohQuery([server.url])("a.com", "MX")).outcome).toBe("servfail");
  });

  it("asks the second server where the first gives no verdict", async () => {
    const sick = await serveHttp(json({ Status: 2 }));
    const well = await serveHttp(json({ Status: 3 }));
    const query = dohQuery([sick.url, well.url]);
    expect((await query("a.com", "MX")).outcome).toBe("nxdomain");
    expect((await query("b.com", "MX")).outcome).toBe("nxdomain");
    expect(sick.asked.length).toBeGreaterThan(0);
  });

  it("reads DOH_URL, and refuses nonsense in one sentence", () => {
    vi.stubEnv("DOH_URL", "http://127.0.0.1:1/dns, https://dns.example/resolve/");
    expect(dohServersFromSettings()).toEqual(["http://127.0.0.1:1/dns", "https://dns.example/resolve"]);
    vi.stubEnv("DOH_URL", "dns.example");
    expect(() => dohServersFromSettings()).toThrow("DOH_URL");
    vi.stubEnv("DOH_URL", "");
    expect(dohServersFromSettings()).toBeNull();
  });
});

describe("plain DNS", () => {
  it("falls back to TCP when an answer does not fit", async () => {
    const zone = { MX: [[10, "mx.a.test"]] } satisfies { MX: [number, string][] };
    const server = await startDnsServer(new Map([["a.test", zone]]), { truncate: true });
    open.push(server);
    const answer = await udpQuery({ host: "127.0.0.1", port: server.port })("a.test", "MX");
    expect(answer.rows).toEqual([{ name: "a.test", type: "MX", ttl: 60, data: "10 mx.a.test" }]);
  });

  async function serveUdp(respond: (query: Buffer) => Buffer[]) {
    const socket = createSocket("udp4");
    socket.on("message", (message, peer) => {
      for (const reply of respond(message)) socket.send(reply, peer.port, peer.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => socket.close(() => resolve())) });
    return udpQuery({ host: "127.0.0.1", port: socket.address().port });
  }
  const answerTo = (message: Buffer, extra: Partial<Packet> = {}): Packet => {
    const query = decode(message);
    return { type: "response", id: query.id ?? 0, flags: 0x8180, questions: query.questions ?? [], ...extra };
  };
  const mxRow = (exchange: string): Answer => ({
    type: "MX",
    name: "a.test",
    ttl: 60,
    data: { preference: 1, exchange },
  });

  it("is not taken in by answers to other questions, with other numbers, or by noise", async () => {
    const forged = mxRow("evil.test");
    const query = await serveUdp((message) => [
      Buffer.from("noise"),
      Buffer.alloc(40, 0xff),
      encode(answerTo(message, { id: ((decode(message).id ?? 0) + 1) & 0xffff, answers: [forged] })),
      encode(answerTo(message, { questions: [{ type: "MX", name: "b.test" }], answers: [forged] })),
      encode(answerTo(message, { questions: [{ type: "A", name: "a.test" }], answers: [forged] })),
      encode({ ...answerTo(message, { answers: [forged] }), type: "query" }),
      encode(answerTo(message, { answers: [mxRow("mx.a.test")] })),
    ]);
    expect((await query("a.test", "MX")).rows.map(({ data }) => data)).toEqual(["1 mx.a.test"]);
  });

  it("is told nothing by a server that only points elsewhere", async () => {
    const elsewhere: Answer = { type: "NS", name: "test", ttl: 60, data: "ns.elsewhere.test" };
    const query = await serveUdp((message) => [encode(answerTo(message, { authorities: [elsewhere] }))]);
    expect((await query("a.test", "MX")).outcome).toBe("servfail");
  });

  it("nobody listening is silence", async () => {
    const server = await startDnsServer(new Map());
    await server.close();
    expect((await udpQuery({ host: "127.0.0.1", port: server.port })("a.test", "MX")).outcome).toBe("timeout");
  });

  it.each([
    ["127.0.0.1:5353", { host: "127.0.0.1", port: 5353 }],
    ["dns.example", { host: "dns.example", port: 53 }],
    ["[::1]:5353", { host: "::1", port: 5353 }],
    ["127.0.0.1:0", null],
    ["a b", null],
    ["1.2.3.4:99999", null],
    ["", null],
  ])("reads %s", (text, expected) => {
    expect(parseDnsServer(text)).toEqual(expected);
  });
});
