import { afterEach, describe, expect, test, vi } from "vitest";
import { backendSettings } from "#functions/_shared/backend-settings.ts";
import { envFlag, envInteger, envUrl, readEnv, requireEnv } from "#functions/_shared/env.ts";

const name = "CAPTELY_TEST_SETTING";
afterEach(() => vi.unstubAllEnvs());

test("an empty setting is none", () => {
  vi.stubEnv(name, "  ");
  expect(readEnv(name)).toBeUndefined();
  expect(() => requireEnv(name, "a key")).toThrow(`${name} is not set: it takes a key.`);
});

describe("wrong values are said in one sentence with the name of the setting", () => {
  test.each(["x", "-1", "1.5", "70000", "1e3", "9999999999999"])("number %s", (value) => {
    vi.stubEnv(name, value);
    expect(() => envInteger(name, 1, { min: 0, max: 65_535 })).toThrow(
      `${name} is "${value}": it takes a whole number from 0 to 65535.`,
    );
  });

  test.each(["api.example", "ftp://api.example", "javascript:alert(1)"])("address %s", (value) => {
    vi.stubEnv(name, value);
    expect(() => envUrl(name, "")).toThrow(`${name} is "${value}": it takes an address`);
  });

  test("flag", () => {
    vi.stubEnv(name, "maybe");
    expect(() => envFlag(name)).toThrow(`${name} is "maybe": it takes 1 or 0.`);
  });
});

test("right values are read", () => {
  vi.stubEnv(name, " 42 ");
  expect(envInteger(name, 1, { min: 0, max: 100 })).toBe(42);
  vi.stubEnv(name, "https://api.example/v1/");
  expect(envUrl(name, "")).toBe("https://api.example/v1");
  vi.stubEnv(name, "Yes");
  expect(envFlag(name)).toBe(true);
  vi.stubEnv(name, "off");
  expect(envFlag(name)).toBe(false);
});

test("keys of the new kind win over those of the old", () => {
  vi.stubEnv("SUPABASE_URL", "https://project.example/");
  vi.stubEnv("SUPABASE_SERVICE_ROLE_KEY", "old-secret");
  vi.stubEnv("SUPABASE_ANON_KEY", "old-public");
  expect(backendSettings()).toEqual({
    supabaseUrl: "https://project.example",
    secretKey: "old-secret",
    publishableKey: "old-public",
  });
  vi.stubEnv("SUPABASE_SECRET_KEYS", '{"default":"sb_secret_new"}');
  expect(backendSettings().secretKey).toBe("sb_secret_new");
  vi.stubEnv("SUPABASE_SECRET_KEYS", "sb_secret_new");
  expect(() => backendSettings()).toThrow("SUPABASE_SECRET_KEYS does not hold JSON");
});
