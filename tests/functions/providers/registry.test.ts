import { describe, expect, it } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { withRateLimit } from "#functions/_shared/providers/rate-windows.ts";
import { configuredProviders, providerClient } from "#functions/_shared/providers/registry.ts";

const only = (env: Record<string, string>) => {
  const [provider] = configuredProviders(env).providers;
  if (provider === undefined) throw new Error("nothing is configured");
  return provider;
};

describe("registry", () => {
  it("has a client for each catalogue entry, with polls where there are jobs and a free key check", () => {
    for (const entry of catalogue) {
      const client = providerClient(entry.name);
      expect(client?.checkKey).toBeTypeOf("function");
      if (entry.style === "async" || entry.phone?.style === "async") expect(client?.poll).toBeTypeOf("function");
    }
    expect(providerClient("constructor")).toBeUndefined();
  });

  it("leaves out who has no key, and says what is missing", () => {
    const { providers, leftOut } = configuredProviders({ HUNTER_API_KEY: "k", APOLLO_API_KEY: "  " });
    expect(providers.map(({ name }) => name)).toEqual(["hunter"]);
    expect(leftOut).toContainEqual({ name: "apollo", missing: ["APOLLO_API_KEY"] });
    expect(leftOut.map(({ name }) => name)).toEqual(["icypeas", "dropcontact", "apollo", "findymail"]);
  });

  it("reads settings through a function as well", () => {
    const read = (name: string) => (name === "HUNTER_API_KEY" ? "k" : undefined);
    expect(configuredProviders(read).providers.map(({ name }) => name)).toEqual(["hunter"]);
  });

  it.each([
    [{ HUNTER_RATE_LIMIT: "many" }, "HUNTER_RATE_LIMIT"],
    [{ HUNTER_RATE_LIMIT: "0" }, "HUNTER_RATE_LIMIT"],
    [{ HUNTER_RATE_LIMIT: "-5" }, "HUNTER_RATE_LIMIT"],
    [{ ICYPEAS_POLL_MS: "1.5" }, "ICYPEAS_POLL_MS"],
    [{ ICYPEAS_POLL_MS: "5" }, "ICYPEAS_POLL_MS"],
    [{ APOLLO_API_KEY: "k", APOLLO_BASE_URL: "ftp://x" }, "APOLLO_BASE_URL"],
    [{ APOLLO_API_KEY: "k", APOLLO_WEBHOOK_URL: "nonsense" }, "APOLLO_WEBHOOK_URL"],
    [{ DROPCONTACT_API_KEY: "two words" }, "DROPCONTACT_API_KEY"],
    [{ DROPCONTACT_API_KEY: "clé" }, "DROPCONTACT_API_KEY"],
  ])("%j is one sentence that names the setting", (env, setting) => {
    expect(() => configuredProviders(env)).toThrowError(new RegExp(`^${setting} (?:is|takes) [^\\n]+\\.$`));
  });

  it("does not repeat a wrong key", () => {
    expect(() => configuredProviders({ HUNTER_API_KEY: "my secret" })).toThrowError(/^(?!.*secret)/);
  });

  it("works the poll setting into all channels", () => {
    const { entry } = only({ APOLLO_API_KEY: "k", APOLLO_POLL_MS: "500" });
    expect(entry.phone?.poll).toMatchObject({ firstMs: 500, nextMs: 500, deadlineMs: 3_600_000 });
    const slow = only({ ICYPEAS_API_KEY: "k", ICYPEAS_POLL_MS: "60000" }).entry;
    expect(slow.poll).toMatchObject({ firstMs: 60_000, nextMs: 6_000 });
  });

  it("sends Apollo's webhooks to a public https address only", () => {
    const url = (env: Record<string, string>) => only({ APOLLO_API_KEY: "k", ...env }).settings.APOLLO_WEBHOOK_URL;
    expect(url({ PUBLIC_URL: "https://app.captely.example/" })).toBe(
      "https://app.captely.example/functions/v1/webhooks/apollo",
    );
    expect(url({ PUBLIC_URL: "http://localhost:4173" })).toBeUndefined();
    expect(url({ PUBLIC_URL: "https://a.example", APOLLO_WEBHOOK_URL: "https://b.example/x/" })).toBe(
      "https://b.example/x",
    );
  });
});

describe("rate limits", () => {
  const entry = (name: string) => {
    const found = catalogue.find((known) => known.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it.each([
    ["icypeas", 60, "read", [{ capacity: 60, perMs: 60_000 }]],
    ["apollo", 1_000, "bulk-match", [{ capacity: 1_000, perMs: 60_000 }]],
    [
      "apollo",
      20,
      "bulk-match",
      [
        { capacity: 20, perMs: 60_000 },
        { capacity: 100, perMs: 3_600_000 },
        { capacity: 600, perMs: 86_400_000 },
      ],
    ],
    [
      "hunter",
      500,
      "email-finder",
      [
        { capacity: 15, perMs: 1_000 },
        { capacity: 500, perMs: 60_000 },
      ],
    ],
    [
      "hunter",
      250,
      "email-finder",
      [
        { capacity: 7, perMs: 1_000 },
        { capacity: 250, perMs: 60_000 },
      ],
    ],
    ["dropcontact", 30, "all", [{ capacity: 1, perMs: 2_000 }]],
    ["dropcontact", 1_000_000, "all", [{ capacity: 16_666, perMs: 1_000 }]],
  ] as const)("%s at %d a minute", (name, perMinute, route, windows) => {
    const limited = withRateLimit(entry(name), perMinute);
    expect(limited.limits[route]).toEqual(windows);
    const others = Object.keys(limited.limits).filter((other) => other !== route);
    for (const other of others) expect(limited.limits[other]).toBe(entry(name).limits[other]);
  });
});
