import { afterEach, expect, it } from "vitest";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { udpQuery } from "#local/dns/udp-query.ts";
import { auditSentences, selfAudit } from "#local/verifier/self-audit.ts";
import { type ScriptedZone, startDnsServer } from "#tests/support/verification/scripted-dns-server.ts";
import { type MailBehaviour, startMailServer } from "#tests/support/verification/scripted-mail-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** An audit by a resolver with these zones, and a gmail.com that behaves so. */
async function audit(zones: [string, ScriptedZone | "NXDOMAIN" | "SERVFAIL"][], gmail: MailBehaviour | null = {}) {
  const server = await startMailServer(gmail ?? {});
  if (gmail === null) await server.close();
  else open.push(server);
  const mail: [string, ScriptedZone] = [
    "gmail.com",
    { MX: [[5, "mx.gmail.test"]], A: { "mx.gmail.test": ["127.0.0.1"] } },
  ];
  const dns = await startDnsServer(new Map([mail, ...zones]));
  open.push(dns);
  const query = udpQuery({ host: "127.0.0.1", port: dns.port });
  const resolver = createResolver({ query, now: Date.now, asksReserved: true });
  const identity = { helo: "verifier.test", mailFrom: "probe@verifier.test" };
  return selfAudit({ identity, resolver, query, port: server.port, allowPrivate: true, now: () => 0, timeoutMs: 500 });
}

const own: [string, ScriptedZone] = ["verifier.test", { A: ["198.51.100.7"] }];
const ptr = (name: string): [string, ScriptedZone] => ["7.100.51.198.in-addr.arpa", { PTR: [name] }];
const listedBy = (list: string, answer: string): [string, ScriptedZone] => [`7.100.51.198.${list}`, { A: [answer] }];

it("all is well: the port is open, the name resolves both ways, nobody lists the address", async () => {
  const found = await audit([own, ptr("verifier.test")]);
  expect(found).toEqual({
    helo: "verifier.test",
    mail_from: "probe@verifier.test",
    address: "198.51.100.7",
    port25: "open",
    ptr: "match",
    listed: [],
    audited_at: "1970-01-01T00:00:00.000Z",
  });
  expect(auditSentences(found).join("\n")).toContain("198.51.100.7 resolves to verifier.test");
});

it("takes the address that a mail server sees before the one that the name has", async () => {
  const keywords = ["at your service, [198.51.100.9]"];
  expect(await audit([own, ptr("verifier.test")], { keywords })).toMatchObject({
    address: "198.51.100.9",
    ptr: "missing",
  });
});

it.each<[string, [string, ScriptedZone | "NXDOMAIN" | "SERVFAIL"][], object]>([
  ["a name of the provider's", [own, ptr("host7.cloud.test")], { ptr: "mismatch" }],
  [
    "a claim that the name does not back",
    [
      ["verifier.test", { A: ["198.51.100.8"] }],
      ["8.100.51.198.in-addr.arpa", { PTR: ["other.test"] }],
    ],
    { ptr: "mismatch" },
  ],
  ["no reverse DNS", [own], { ptr: "missing" }],
  ["reverse DNS that is broken", [own, ["7.100.51.198.in-addr.arpa", "SERVFAIL"]], { ptr: "unknown" }],
  ["a name without an address", [], { address: null, ptr: "unknown", listed: null }],
  ["a listing", [own, listedBy("zen.spamhaus.org", "127.0.0.4")], { listed: ["zen.spamhaus.org"] }],
  ["a list that does not answer this resolver", [own, listedBy("zen.spamhaus.org", "127.255.255.254")], { listed: [] }],
])("%s", async (_name, zones, expected) => {
  expect(await audit(zones)).toMatchObject(expected);
});

it("a closed port is told from one that nobody could be asked about", async () => {
  expect(await audit([own], null)).toMatchObject({ port25: "closed" });
  expect(await audit([own, ["gmail.com", "SERVFAIL"]])).toMatchObject({ port25: "unknown" });
});
