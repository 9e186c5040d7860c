import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";
import type { DomainState } from "#local/simulators/population.ts";
import { first, some } from "./support.ts";

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ latency: "none" });
});
afterAll(() => simulators.close());

interface Dns {
  Status: number;
  Answer?: { name: string; type: number; TTL: number; data: string }[];
}

async function ask(name: string, type: string): Promise<Dns> {
  const response = await fetch(`${simulators.dohUrl}?name=${encodeURIComponent(name)}&type=${type}`);
  expect(response.headers.get("content-type")).toBe("application/dns-json");
  const answer: Dns = await response.json();
  return answer;
}

const domainIn = (state: DomainState) => first((truth) => truth.facts?.state === state).domain;

test("a question without a name or with an unknown type is refused", async () => {
  for (const query of ["", "?name=", "?name=a.example&type=FOO"]) {
    expect((await fetch(simulators.dohUrl + query)).status).toBe(400);
  }
});

test("names that cannot exist do not exist", async () => {
  for (const name of ["nothing.invalid", "localhost", "a..example", "exa mple.com"]) {
    expect((await ask(name, "MX")).Status).toBe(3);
  }
});

test("each state of a domain has its own answer", async () => {
  expect((await ask(domainIn("nxdomain"), "MX")).Status).toBe(3);
  expect((await ask(domainIn("nxdomain"), "A")).Status).toBe(3);
  expect((await ask(domainIn("servfail"), "MX")).Status).toBe(2);
  expect((await ask(domainIn("null_mx"), "MX")).Answer?.map(({ data }) => data)).toEqual(["0 ."]);
  expect((await ask(domainIn("no_mx"), "MX")).Answer).toBeUndefined();
  expect((await ask(domainIn("no_mx"), "A")).Answer).toBeUndefined();
  expect((await ask(domainIn("implicit_mx"), "MX")).Answer).toBeUndefined();
  expect((await ask(domainIn("implicit_mx"), "A")).Answer).toHaveLength(1);
});

test.each(["google", "microsoft365", "ovh", "own"] as const)(
  "%s mail hosts are named and have addresses",
  async (family) => {
    const { domain } = first((truth) => truth.facts?.state === "mail" && truth.facts.family === family);
    const { Status, Answer = [] } = await ask(domain.toUpperCase(), "15");
    expect(Status).toBe(0);
    expect(Answer.length).toBeGreaterThan(0);
    for (const { name, type, data } of Answer) {
      expect(name).toBe(`${domain}.`);
      expect(type).toBe(15);
      const [priority, host] = data.split(" ");
      expect(Number(priority)).toBeGreaterThanOrEqual(0);
      expect(host).toMatch(/\.$/);
      expect((await ask(host ?? "", "A")).Answer?.[0]?.data).toMatch(/^(192\.0\.2|198\.51\.100)\.\d+$/);
    }
  },
);

test("where somebody has an address, the resolver never says that there is no mail", async () => {
  for (const { domain } of some(60, (truth) => truth.email !== null)) {
    const mx = await ask(domain, "MX");
    if (mx.Status === 2) continue;
    const a = await ask(domain, "A");
    expect(mx.Status).toBe(0);
    expect(mx.Answer?.[0]?.data ?? a.Answer?.[0]?.data).toMatch(/^(\d+ \S{2,}|192\.0\.2\.\d+)$/);
  }
});
