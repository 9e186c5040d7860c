import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { createProviderContext } from "#functions/_shared/providers/http.ts";
import {
  createEmailService,
  type EmailServiceOptions,
} from "#functions/_shared/verification/services/email-service.ts";
import { emailServiceFromSettings } from "#functions/_shared/verification/services/service-from-settings.ts";
import { whereNobodyIsNear } from "#functions/_shared/verification/services/where-nobody-is-near.ts";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ latency: "none", limits: "off" });
});
afterAll(() => simulators.close());

function open(name: "hunter" | "icypeas", more: Partial<EmailServiceOptions> = {}) {
  const entry = catalogue.find((known) => known.name === name);
  if (!entry) throw new Error(`no ${name}`);
  const prefix = name.toUpperCase();
  const state = { asked: 0, cost: 0, calls: 0 };
  const service = createEmailService({
    name,
    context: createProviderContext({
      entry,
      settings: {
        [`${prefix}_API_KEY`]: simulators.keys[name] ?? "",
        [`${prefix}_BASE_URL`]: simulators.baseUrls[name] ?? "",
      },
      takeTokens: (_route, count) => Promise.resolve({ granted: count, wait_ms: 0 }),
      now: Date.now,
      sleep: () => Promise.resolve(),
      fetch: (...args) => {
        state.calls += 1;
        return fetch(...args);
      },
      signal: new AbortController().signal,
    }),
    mayAsk: () => Promise.resolve(true),
    onAsked: (costMicros) => {
      state.asked += 1;
      state.cost += costMicros;
    },
    ...more,
  });
  return { service, state };
}

it.each(["hunter", "icypeas"] as const)(
  "%s: tells boxes from none, calls no domain that takes all deliverable, and counts the cost",
  async (name) => {
    const { service, state } = open(name);
    const addresses = Array.from({ length: 40 }, (_, at) => `person${at}@company${at}.example`);
    const opinions = await Promise.all(addresses.map((address) => service.ask(address)));
    const says = opinions.map((opinion) => opinion?.says ?? "nothing");
    // The simulated population has boxes, none, and servers that take all.
    expect(new Set(says).size).toBeGreaterThan(1);
    expect(state.asked).toBeGreaterThan(30);
    expect(state.cost).toBeGreaterThan(0);
  },
);

it("asks once for an address however many look for it, and nobody once the day's allowance is used up", async () => {
  const { service, state } = open("hunter");
  const opinions = await Promise.all(Array.from({ length: 5 }, () => service.ask("ada@acme.example")));
  expect(new Set(opinions).size).toBe(1);
  expect(state.asked).toBeLessThanOrEqual(1);
  const spent = open("hunter", { mayAsk: () => Promise.resolve(false) });
  expect(await spent.service.ask("ada@acme.example")).toBeNull();
  expect(spent.state.calls).toBe(0);
});

it("has no opinion when the service is away", async () => {
  const entry = catalogue.find(({ name }) => name === "hunter");
  if (!entry) throw new Error("no hunter");
  const settings = { HUNTER_API_KEY: "x", HUNTER_BASE_URL: "http://127.0.0.1:9" };
  const context = createProviderContext({
    ...{ entry, settings, fetch, now: Date.now, sleep: () => Promise.resolve(), signal: new AbortController().signal },
    takeTokens: (_route, count) => Promise.resolve({ granted: count, wait_ms: 0 }),
  });
  const { service } = open("hunter", { context });
  expect(await service.ask("ada@acme.example")).toBeNull();
});

it("buys nothing while a verifier of ours is near, or while nobody can tell", async () => {
  const ask = vi.fn(() => Promise.resolve({ says: "accepted", service: "hunter" } as const));
  const at = (answer: () => Promise<unknown>) =>
    whereNobodyIsNear({ db: { rpc: <T>() => answer() as Promise<T> }, now: () => 0, service: { ask } });
  expect(await at(() => Promise.resolve({ able: true }))?.ask("a@b.example")).toBeNull();
  expect(await at(() => Promise.reject(new Error("down")))?.ask("a@b.example")).toBeNull();
  expect(ask).not.toHaveBeenCalled();
  expect(await at(() => Promise.resolve({ able: false }))?.ask("a@b.example")).toMatchObject({ says: "accepted" });
});

it("says in a sentence which setting is wrong", () => {
  const open_ = () =>
    emailServiceFromSettings({ db: { rpc: () => Promise.reject(new Error()) }, fetch, now: Date.now });
  vi.stubEnv("EMAIL_VERIFIER", "zero");
  expect(open_).toThrow('EMAIL_VERIFIER is "zero": it takes hunter, icypeas or off.');
  vi.stubEnv("EMAIL_VERIFIER", "hunter");
  vi.stubEnv("HUNTER_API_KEY", "");
  expect(open_).toThrow("HUNTER_API_KEY is not set");
  vi.stubEnv("EMAIL_VERIFIER", "off");
  expect(open_()).toBeNull();
});
