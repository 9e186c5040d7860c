import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { functionsEnvironment } from "#local/stack/functions-environment.ts";
import { openHome } from "#local/stack/home-folder.ts";
import { openSecrets } from "#local/stack/secrets.ts";
import { readStackSettings, repositoryRoot } from "#local/stack/settings.ts";
import { dropHome, newHome } from "#tests/support/stack/start-captely.ts";

let home: string;
beforeEach(() => {
  home = newHome();
  for (const name of Object.keys(process.env)) {
    if (
      /^(PORT|CAPTELY_|DATABASE_URL|SECRETS_KEY|RESEND|SMTP|FROM_|ICYPEAS|DROPCONTACT|HUNTER|APOLLO|FINDYMAIL)/.test(
        name,
      )
    )
      vi.stubEnv(name, "");
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  dropHome(home);
});

describe("a wrong setting is one sentence with its name, before anything starts", () => {
  test.each([
    ["PORT", "http", "PORT is"],
    ["PORT", "70000", "PORT is"],
    ["DATABASE_URL", "mysql://localhost/x", "DATABASE_URL takes"],
    ["SECRETS_KEY", "short", "SECRETS_KEY takes 32 random bytes"],
    ["HUNTER_BASE_URL", "hunter.example", "HUNTER_BASE_URL takes"],
    ["APOLLO_RATE_LIMIT", "0", "APOLLO_RATE_LIMIT is"],
    ["DROPCONTACT_POLL_MS", "soon", "DROPCONTACT_POLL_MS is"],
    ["SMTP_PORT", "smtp", "SMTP_PORT is"],
    ["FROM_EMAIL", "Captely", "FROM_EMAIL is"],
    ["WELCOME_CREDITS", "-5", "WELCOME_CREDITS is"],
    ["PHONE_LOOKUP", "perhaps", "PHONE_LOOKUP is"],
    ["EMAIL_VERIFIER", "perhaps", "EMAIL_VERIFIER is"],
    ["EMAIL_VERIFIER", "hunter", "HUNTER_API_KEY is not set"],
    ["PHONE_LOOKUP", "twilio", "TWILIO_ACCOUNT_SID is not set"],
    ["PHONE_LOOKUP", "hlr-lookups", "HLR_LOOKUPS_API_KEY is not set"],
    ["RESEND_API_KEY", "re_synthetic", "FROM_EMAIL is not set"],
  ])("%s=%s", (name, value, sentence) => {
    vi.stubEnv(name, value);
    expect(() => readStackSettings()).toThrow(sentence);
  });
});

test("without settings everything has its default, and the simulators answer", () => {
  expect(readStackSettings()).toMatchObject({
    port: 4173,
    home: join(repositoryRoot, ".captely"),
    databaseUrl: null,
    sandbox: true,
    codeSeconds: 600,
  });
});

test("with one provider's key the providers are called for real", () => {
  vi.stubEnv("HUNTER_API_KEY", "synthetic");
  expect(readStackSettings().sandbox).toBe(false);
});

describe("the state folder", () => {
  test("one that cannot be made is one sentence", () => {
    const file = join(home, "file");
    writeFileSync(file, "");
    expect(() => openHome(join(file, "state"))).toThrow(/^CAPTELY_HOME names .* cannot be written \(ENOTDIR\)/);
  });

  test("secrets are made once, for their owner alone", () => {
    const first = openSecrets(home);
    expect(statSync(join(home, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(openSecrets(home)).toEqual(first);
    expect(Buffer.from(first.secrets_key, "base64")).toHaveLength(32);
    expect(first.hook_secret).toMatch(/^v1,whsec_/);
  });

  test("a set SECRETS_KEY wins over the one that was made", () => {
    const key = Buffer.alloc(32, 7).toString("base64");
    vi.stubEnv("SECRETS_KEY", key);
    expect(openSecrets(home).secrets_key).toBe(key);
    expect(readFileSync(join(home, "secrets.json"), "utf8")).not.toContain(key);
  });

  test.each(["", "{", '{"jwt_secret":"short"}'])("damaged secrets are one sentence: %j", (content) => {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "secrets.json"), content);
    expect(() => openSecrets(home)).toThrow(/secrets\.json is damaged/);
  });
});

describe("what the functions are told", () => {
  const environment = (simulators: Parameters<typeof functionsEnvironment>[0]["simulators"]) =>
    functionsEnvironment({
      settings: readStackSettings(),
      secrets: openSecrets(home),
      origin: "http://127.0.0.1:4173",
      denoCache: "/cache",
      simulators,
    });

  test("nothing of the user's environment but settings of the product", () => {
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "synthetic");
    vi.stubEnv("HUNTER_API_KEY", "synthetic");
    const env = environment(null);
    expect(env.AWS_SECRET_ACCESS_KEY).toBeUndefined();
    expect(env.HUNTER_API_KEY).toBe("synthetic");
    expect(env.CAPTELY_SANDBOX).toBeUndefined();
  });

  test("in the sandbox, the simulators in place of the providers", () => {
    const env = environment({
      baseUrls: { hunter: "http://127.0.0.1:5/hunter" },
      keys: { hunter: "sandbox-hunter-key" },
      dohUrl: "http://127.0.0.1:5/dns-query",
      hubspotUrl: "http://127.0.0.1:6",
    });
    expect(env).toMatchObject({
      CAPTELY_SANDBOX: "1",
      HUBSPOT_BASE_URL: "http://127.0.0.1:6",
      HUBSPOT_SIMULATED: "1",
      HUNTER_BASE_URL: "http://127.0.0.1:5/hunter",
      DOH_URL: "http://127.0.0.1:5/dns-query",
    });
    expect(env.HUNTER_API_KEY).toBe("sandbox-hunter-key");
  });
});
