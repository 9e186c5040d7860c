import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { examineDomain } from "#functions/_shared/dns/examine-domain.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { udpQuery } from "#local/dns/udp-query.ts";
import {
  type ScriptedDnsServer,
  type ScriptedZone,
  startDnsServer,
} from "#tests/support/verification/scripted-dns-server.ts";

type Zone = Parameters<typeof startDnsServer>[0] extends Map<string, infer Value> ? Value : never;

interface Scenario {
  id: string;
  zone: Zone;
  expect: {
    domainExists?: boolean | null;
    acceptsMail?: boolean | null;
    hosts?: string[];
    via?: string;
    provider?: string;
    status?: string;
    reason?: string;
    retry?: boolean;
  };
}

const file = new URL("../../fixtures/vectors/dns-scenarios.json", import.meta.url);
const given = (JSON.parse(readFileSync(file, "utf8")) as { scenarios: Scenario[] }).scenarios;

const mx = (...hosts: string[]): ScriptedZone => ({ MX: hosts.map((host, at) => [at, host]) });
const own: Scenario[] = [
  { id: "nxdomain", zone: "NXDOMAIN", expect: { domainExists: false, acceptsMail: false, reason: "domain_not_found" } },
  { id: "refused", zone: "REFUSED", expect: { domainExists: null, status: "unknown", reason: "dns_error" } },
  { id: "null_mx", zone: { MX: [[0, "."]] }, expect: { domainExists: true, acceptsMail: false, reason: "null_mx" } },
  {
    id: "null_mx_with_address",
    zone: { MX: [[0, "."]], A: ["198.51.100.7"] },
    expect: { acceptsMail: false, reason: "null_mx" },
  },
  { id: "nothing", zone: { MX: [] }, expect: { domainExists: true, acceptsMail: false, reason: "no_mx" } },
  {
    id: "implicit",
    zone: { MX: [], A: ["198.51.100.7"] },
    expect: { acceptsMail: true, via: "implicit", hosts: ["scenario.test"] },
  },
  {
    id: "implicit_ipv6",
    zone: { MX: [], AAAA: ["2600:1f18::7"] },
    expect: { acceptsMail: true, via: "implicit", hosts: ["scenario.test"] },
  },
  {
    id: "no_implicit_beside_mx",
    zone: { MX: [[10, "gone.mx.test"]], A: { "@": ["198.51.100.7"], "gone.mx.test": "NXDOMAIN" } },
    expect: { domainExists: true, acceptsMail: false, reason: "mx_unresolvable" },
  },
  {
    id: "one_of_two_gone",
    zone: {
      MX: [
        [10, "gone.mx.test"],
        [20, "b.mx.test"],
      ],
      A: { "gone.mx.test": "NXDOMAIN", "b.mx.test": ["198.51.100.2"] },
    },
    expect: { acceptsMail: true, hosts: ["b.mx.test"] },
  },
  {
    id: "private_target",
    zone: { MX: [[10, "a.mx.test"]], A: { "a.mx.test": ["10.0.0.5"] } },
    expect: { acceptsMail: false, reason: "mx_target_not_public" },
  },
  {
    id: "metadata_target",
    zone: { MX: [[10, "a.mx.test"]], A: { "a.mx.test": ["169.254.169.254"] } },
    expect: { acceptsMail: false, reason: "mx_target_not_public" },
  },
  {
    id: "private_beside_public",
    zone: { MX: [[10, "a.mx.test"]], A: { "a.mx.test": ["127.0.0.1", "198.51.100.3"] } },
    expect: { acceptsMail: true, hosts: ["a.mx.test"] },
  },
  { id: "address_as_target", zone: mx("10.1.2.3"), expect: { acceptsMail: false, reason: "mx_target_not_public" } },
  {
    id: "target_servfail",
    zone: { MX: [[10, "a.mx.test"]], A: { "a.mx.test": "SERVFAIL" } },
    expect: { domainExists: true, acceptsMail: null, status: "unknown", reason: "dns_error" },
  },
  {
    id: "target_alias",
    zone: { MX: [[10, "a.mx.test"]], CNAME: { "a.mx.test": "b.mx.test" }, A: { "b.mx.test": ["198.51.100.4"] } },
    expect: { acceptsMail: true, hosts: ["a.mx.test"] },
  },
  {
    id: "alias_loop",
    zone: { CNAME: { "@": "scenario.test" } },
    expect: { domainExists: null, status: "unknown", reason: "dns_error" },
  },
  { id: "google", zone: mx("aspmx.l.google.com"), expect: { provider: "google" } },
  { id: "google_single", zone: mx("SMTP.GOOGLE.COM"), expect: { provider: "google" } },
  { id: "outlook", zone: mx("outlook-com.olc.protection.outlook.com"), expect: { provider: "outlook" } },
  { id: "m365_new", zone: mx("contoso-com.o-v1.mx.microsoft"), expect: { provider: "microsoft365" } },
  { id: "yahoo", zone: mx("mta5.am0.yahoodns.net"), expect: { provider: "yahoo" } },
  { id: "proofpoint", zone: mx("mxa-00112233.gslb.pphosted.com"), expect: { provider: "proofpoint" } },
  { id: "impostor", zone: mx("google.com.evil.test"), expect: { acceptsMail: true } },
];

const servers: ScriptedDnsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(zone: Zone): Promise<ScriptedDnsServer> {
  const server = await startDnsServer(new Map([["scenario.test", zone]]), { defaultAddress: "198.51.100.9" });
  servers.push(server);
  // What the target of an alias holds stands inside the zone that names it.
  if (typeof zone === "object") {
    for (const [name, records] of Object.entries(zone)) {
      if (name.includes(".") && typeof records === "object") server.zones.set(name, records as ScriptedZone);
    }
  }
  return server;
}

describe("a zone becomes a verdict", () => {
  it.each([...given, ...own])("$id", async ({ zone, expect: wanted }) => {
    const server = await serve(zone);
    const resolver = createResolver({
      query: udpQuery({ host: "127.0.0.1", port: server.port }),
      now: Date.now,
      asksReserved: true,
    });
    const verdict = await examineDomain("scenario.test", { resolver, depth: 3, allowPrivate: false });
    const { status, retry_after } = await createEmailVerifier({ resolver, now: Date.now }).verify(
      "ada@scenario.test",
      3,
    );
    if (wanted.domainExists !== undefined) expect(verdict.exists).toBe(wanted.domainExists);
    if (wanted.acceptsMail !== undefined) expect(verdict.acceptsMail).toBe(wanted.acceptsMail);
    if (wanted.hosts !== undefined) expect(verdict.hosts.map(({ host }) => host)).toEqual(wanted.hosts);
    if (wanted.via !== undefined) expect(verdict.via).toBe(wanted.via);
    if (wanted.provider !== undefined) expect(verdict.provider).toBe(wanted.provider);
    if (wanted.reason !== undefined) expect(verdict.reason).toBe(wanted.reason);
    if (wanted.status !== undefined) expect(status).toBe(wanted.status);
    if (wanted.retry === true) expect(Date.parse(retry_after ?? "")).toBeGreaterThan(Date.now());
    if (verdict.acceptsMail !== null) expect(retry_after).toBeNull();
    // Faults of DNS say nothing of the address; its absence does.
    if (verdict.acceptsMail === false) expect(status).toBe("undeliverable");
    else expect(status).toBe("unknown");
  });

  it("silence of the zone's servers is its own reason", async () => {
    const server = await serve("TIMEOUT");
    const resolver = createResolver({
      query: udpQuery({ host: "127.0.0.1", port: server.port }),
      now: Date.now,
      asksReserved: true,
    });
    const verdict = await examineDomain("scenario.test", { resolver, depth: 3, allowPrivate: false });
    expect(verdict).toMatchObject({ exists: null, acceptsMail: null, reason: "dns_timeout" });
  });
});
