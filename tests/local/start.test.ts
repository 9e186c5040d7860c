import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "@supabase/supabase-js";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  dropHome,
  failToStart,
  newHome,
  type RunningCaptely,
  startCaptely,
} from "#tests/support/stack/start-captely.ts";

/** A client that keeps its session to itself, as a browser tab would. */
const client = ({ line }: RunningCaptely) =>
  createClient(line.supabase_url, line.publishable_key, { auth: { persistSession: false, autoRefreshToken: false } });

const mails = async (
  { line }: RunningCaptely,
  to: string,
): Promise<{ subject: string; text: string; html: string }[]> =>
  (await fetch(`${line.mailbox_url}/messages?to=${encodeURIComponent(to)}`)).json();

const codeIn = (mail: { subject: string } | undefined): string => /^\d{6}/.exec(mail?.subject ?? "")?.[0] ?? "";

/** Asks for a code, reads it in the mailbox, and signs in with it. */
async function signIn(captely: RunningCaptely, email: string) {
  const supabase = client(captely);
  const asked = await supabase.auth.signInWithOtp({ email });
  expect(asked.error).toBeNull();
  const token = codeIn((await mails(captely, email))[0]);
  const { data, error } = await supabase.auth.verifyOtp({ email, token, type: "email" });
  expect(error).toBeNull();
  return { supabase, token: data.session?.access_token ?? "" };
}

/** Processes that descend from the given one, by /proc. */
function descendants(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)]);
    } catch {
      // It ended while we looked.
    }
  }
  const children = parents.get(pid) ?? [];
  return [...children, ...children.flatMap(descendants)];
}

const isRunning = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
};

async function until(condition: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    if (await condition()) return true;
    await delay(50);
  }
  return condition();
}

const health = async ({ line }: RunningCaptely) => {
  const answer = await fetch(`${line.api_url}/health`);
  return { status: answer.status, body: await answer.json() };
};

describe("refused to start, with one sentence and no stack", () => {
  let home: string;
  beforeAll(() => {
    home = newHome();
  });
  afterAll(() => dropHome(home));
  const sentence = /^[^\n]+\n$/;

  test("an argument nobody knows", async () => {
    const ended = await failToStart({ CAPTELY_HOME: home }, ["--jsno"]);
    expect(ended).toMatchObject({ status: 2, stdout: "" });
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).toContain("Usage: npm start");
  });

  test("a wrong setting", async () => {
    const ended = await failToStart({ CAPTELY_HOME: home, PORT: "web" });
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^PORT is "web": .*\n$/);
  });

  test("a port in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    try {
      const ended = await failToStart({ CAPTELY_HOME: home, PORT: String(port) });
      expect(ended).toMatchObject({ status: 1, stdout: "" });
      expect(ended.stderr).toBe(`Port ${port} is in use by another program. Stop it, or set PORT to a free port.\n`);
    } finally {
      other.close();
    }
  });

  test("a folder that cannot be written", async () => {
    const file = join(home, "file");
    writeFileSync(file, "");
    const ended = await failToStart({ CAPTELY_HOME: join(file, "state") });
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^CAPTELY_HOME names .*\n$/);
  });

  test("a database that cannot be reached", async () => {
    const ended = await failToStart({ CAPTELY_HOME: home, DATABASE_URL: "postgres://nobody:secret@127.0.0.1:9/none" });
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toMatch(/DATABASE_URL[^\n]*\n$/);
    expect(ended.stderr).not.toContain("secret");
  });
});

describe("running", () => {
  let home: string;
  let captely: RunningCaptely;
  beforeAll(async () => {
    home = newHome();
    captely = await startCaptely({ home });
  }, 120_000);
  afterAll(async () => {
    await captely.stop();
    dropHome(home);
  });

  test("stdout holds the one line, and everything it names answers", async () => {
    expect(captely.output().stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(captely.line).toMatchObject({ ready: true, pid: expect.any(Number) });
    expect(await health(captely)).toEqual({
      status: 200,
      body: { status: "ok", version: expect.any(String), checks: { database: "ok", functions: "ok", worker: "ok" } },
    });
    for (const url of [captely.line.url, captely.line.docs_url, captely.line.mailbox_url]) {
      const page = await fetch(url);
      expect([url, page.status, page.headers.get("content-type")]).toEqual([
        url,
        200,
        expect.stringContaining("text/html"),
      ]);
      expect(page.headers.get("content-security-policy")).toBeTruthy();
    }
    const config = await (await fetch(`${captely.line.url}/config.json`)).json();
    expect(config).toEqual({
      supabase_url: captely.line.supabase_url,
      publishable_key: captely.line.publishable_key,
      api_url: captely.line.api_url,
      sandbox: true,
    });
  });

  test("secrets can be read by their owner alone, and none is served", async () => {
    expect(statSync(join(home, "secrets.json")).mode & 0o077).toBe(0);
    const secrets: Record<string, string> = JSON.parse(readFileSync(join(home, "secrets.json"), "utf8"));
    for (const path of [
      "/config.json",
      "/",
      "/_system/config",
      "/auth/v1/settings",
      "/.sources",
      "/%2e%2e/package.json",
    ]) {
      const text = await (await fetch(`${captely.line.url}${path}`)).text();
      for (const [name, value] of Object.entries(secrets)) {
        if (name !== "publishable_key") expect(text).not.toContain(value);
      }
    }
  });

  test("free-mail and throw-away addresses are refused in words", async () => {
    for (const email of ["ana@gmail.com", "ana@mailinator.com"]) {
      const { error } = await client(captely).auth.signInWithOtp({ email });
      expect(error).toMatchObject({
        status: 422,
        code: "email_not_professional",
        message: expect.stringContaining("work address"),
      });
      expect(await mails(captely, email)).toEqual([]);
    }
  });

  test("signing up with the code from the mailbox opens a workspace with its first credits", async () => {
    const { supabase, token } = await signIn(captely, "Ana@Acme.example");
    const me = await (
      await fetch(`${captely.line.api_url}/me`, { headers: { authorization: `Bearer ${token}` } })
    ).json();
    expect(me).toMatchObject({ user: { email: "ana@acme.example" }, workspace: { role: "owner" } });
    expect(me.credits.available_milli).toBe(1_000_000);
    const { data } = await supabase.from("workspaces").select("id");
    expect(data).toEqual([{ id: me.workspace.id }]);
  });

  test("the first mail welcomes, later ones sign in", async () => {
    await signIn(captely, "greta@acme.example");
    expect((await mails(captely, "greta@acme.example"))[0]?.text).toContain("create your account");
    await signIn(captely, "greta@acme.example");
    expect((await mails(captely, "greta@acme.example"))[0]?.text).toContain("sign-in page");
  });

  test("a wrong code is answered in words, and the right one still works", async () => {
    const email = "bob@acme.example";
    const supabase = client(captely);
    await supabase.auth.signInWithOtp({ email });
    const token = codeIn((await mails(captely, email))[0]);
    const wrong = await supabase.auth.verifyOtp({
      email,
      token: token === "000000" ? "000001" : "000000",
      type: "email",
    });
    expect(wrong.error).toMatchObject({
      status: 403,
      code: "otp_expired",
      message: expect.stringContaining("Check the digits"),
    });
    expect((await supabase.auth.verifyOtp({ email, token, type: "email" })).error).toBeNull();
    expect((await supabase.auth.verifyOtp({ email, token, type: "email" })).error).toMatchObject({ status: 403 });
  });

  test("the fourth mail within an hour is refused in words, and the third code still works", async () => {
    const email = "carla@acme.example";
    const supabase = client(captely);
    for (let count = 0; count < 3; count++) expect((await supabase.auth.signInWithOtp({ email })).error).toBeNull();
    const { error } = await supabase.auth.signInWithOtp({ email });
    expect(error).toMatchObject({
      status: 429,
      code: "over_email_send_rate_limit",
      message: expect.stringContaining("3 codes"),
    });
    const sent = await mails(captely, email);
    expect(sent).toHaveLength(3);
    expect((await supabase.auth.verifyOtp({ email, token: codeIn(sent[0]), type: "email" })).error).toBeNull();
  });

  test("six digits cannot be guessed", async () => {
    const email = "dora@acme.example";
    const supabase = client(captely);
    await supabase.auth.signInWithOtp({ email });
    const token = codeIn((await mails(captely, email))[0]);
    const wrong = token === "111111" ? "222222" : "111111";
    for (let count = 0; count < 10; count++) await supabase.auth.verifyOtp({ email, token: wrong, type: "email" });
    const { error } = await supabase.auth.verifyOtp({ email, token, type: "email" });
    expect(error).toMatchObject({ status: 429, message: expect.stringContaining("Too many tries") });
  });

  test("the hooks, the worker and the mailbox refuse who does not know their secret", async () => {
    const post = (path: string) =>
      fetch(`${captely.line.url}${path}`, {
        method: "POST",
        body: "{}",
        headers: { "content-type": "application/json" },
      });
    expect((await post("/functions/v1/webhooks/send-email")).status).toBe(401);
    expect((await post("/functions/v1/webhooks/before-user-created")).status).toBe(401);
    expect((await post("/functions/v1/worker")).status).toBe(401);
    expect((await post("/mailbox/messages")).status).toBe(401);
  });

  test("pages of another origin may call the auth server and the API", async () => {
    for (const path of ["/auth/v1/otp", "/functions/v1/api/me"]) {
      const answer = await fetch(`${captely.line.url}${path}`, {
        method: "OPTIONS",
        headers: {
          origin: "https://crm.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization,apikey,content-type",
        },
      });
      expect(answer.status).toBeLessThan(300);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
    }
  });

  test("a killed function process comes back by itself", async () => {
    const deno = descendants(captely.line.pid).find((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve.ts"),
    );
    expect(deno).toBeDefined();
    process.kill(deno ?? 0, "SIGKILL");
    expect(await until(async () => (await health(captely)).status === 200, 10_000)).toBe(true);
    const successor = descendants(captely.line.pid).find((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("serve.ts"),
    );
    expect(successor).not.toBe(deno);
  });

  test("a second start on the same state says who holds it", async () => {
    const ended = await failToStart({ CAPTELY_HOME: home });
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr.trimEnd().split("\n").at(-1)).toContain("in use by process");
  });
});

describe("stopping and starting again", () => {
  let home: string;
  let running: RunningCaptely | undefined;
  beforeAll(() => {
    home = newHome();
  });
  afterEach(async () => {
    if (running && isRunning(running.line.pid)) await running.stop("SIGKILL");
    running = undefined;
  });
  afterAll(() => dropHome(home));

  test("SIGTERM leaves nothing running within five seconds, and the state survives", async () => {
    running = await startCaptely({ home });
    const { token } = await signIn(running, "ana@acme.example");
    const children = descendants(running.line.pid);
    expect(children.length).toBeGreaterThan(0);
    const key = running.line.publishable_key;
    const { status, ms } = await running.stop("SIGTERM");
    expect(status).toBe(0);
    expect(ms).toBeLessThan(5_000);
    expect([running.line.pid, ...children].filter(isRunning)).toEqual([]);

    running = await startCaptely({ home });
    expect(running.line.publishable_key).toBe(key);
    expect(await mails(running, "ana@acme.example")).toHaveLength(1);
    const me = await fetch(`${running.line.api_url}/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(me.status).toBe(200);
    expect((await me.json()).credits.available_milli).toBe(1_000_000);
    expect((await running.stop("SIGINT")).status).toBe(0);
  }, 120_000);

  test("a killed gateway takes its functions with it, and the state opens again", async () => {
    running = await startCaptely({ home });
    const children = descendants(running.line.pid);
    await running.stop("SIGKILL");
    expect(await until(() => children.every((pid) => !isRunning(pid)), 5_000)).toBe(true);
    running = await startCaptely({ home });
    expect((await health(running)).status).toBe(200);
    await running.stop();
  }, 120_000);

  test("a code that is too old is refused in words", async () => {
    running = await startCaptely({ home, env: { SIGN_IN_CODE_SECONDS: "1" } });
    const email = "erik@acme.example";
    const supabase = client(running);
    await supabase.auth.signInWithOtp({ email });
    const token = codeIn((await mails(running, email))[0]);
    await delay(1_500);
    const { error } = await supabase.auth.verifyOtp({ email, token, type: "email" });
    expect(error).toMatchObject({
      status: 403,
      code: "otp_expired",
      message: expect.stringContaining("no longer valid"),
    });
    await running.stop();
  }, 120_000);

  test("a broken state folder is one sentence", async () => {
    const broken = newHome();
    try {
      writeFileSync(join(broken, "secrets.json"), "{");
      const ended = await failToStart({ CAPTELY_HOME: broken });
      expect(ended).toMatchObject({ status: 1, stdout: "" });
      expect(ended.stderr).toMatch(/^[^\n]*secrets\.json is damaged[^\n]*\n$/);
    } finally {
      dropHome(broken);
    }
  });
});
