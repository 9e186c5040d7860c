import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { EmailVerdict } from "#core/verification/email-verdict.ts";
import { startDnsServer } from "#tests/support/verification/scripted-dns-server.ts";
import {
  type MailBehaviour,
  startMailServer,
  withMailboxes,
} from "#tests/support/verification/scripted-mail-server.ts";

const root = new URL("../../..", import.meta.url).pathname;
const node = join(root, "node_modules/.bin/node");

interface Run {
  code: number | null;
  rows: Record<string, unknown>[];
  stdout: string;
  stderr: string;
}

function verify(args: string[], input: string, env: Record<string, string> = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [join(root, "supabase/cli/verify.ts"), ...args], {
      cwd: root,
      env: { ...process.env, DOH_URL: "", ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString("utf8");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const rows = stdout
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      resolve({ code, rows, stdout, stderr });
    });
    child.stdin.end(input);
  });
}

const lines = (...records: unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

describe("wrong usage", () => {
  it.each([
    [[]],
    [["mail"]],
    [["email", "--level", "9"]],
    [["email", "--dns", "no port:x"]],
    [["email", "--smtp-port", "0"]],
    [["email", "--concurrency", "many"]],
    [["email", "--nonsense"]],
    [["smtp-reply", "--level", "1"]],
  ])("%j ends with 2 and one sentence", async (args) => {
    const { code, stdout, stderr } = await verify(args, "");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("npm run verify");
    expect(stderr).not.toContain("    at ");
  });

  it("a wrong setting is named before anything starts", async () => {
    const { code, stderr, stdout } = await verify(["email", "--level", "4"], lines({ email: "a@b.com" }), {
      VERIFY_HELO: "x y",
    });
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("VERIFY_HELO");
  });
});

describe("a stream of lines", () => {
  it("answers each in its place, good or bad, with the promised fields", async () => {
    const input = `${lines({ email: "Ada@Acme-Corp.com" })}not json\n[1]\n\n${lines({ email: 5 }, { mail: "x" }, { email: "" })}{"email":"last@acme-corp.com"}`;
    const { code, rows, stderr } = await verify(["email", "--level", "1"], input);
    expect(code).toBe(0);
    expect(rows.map(({ reason }) => reason)).toEqual([
      "smtp_not_performed",
      "bad_input",
      "bad_input",
      "bad_input",
      "bad_input",
      "syntax_empty",
      "smtp_not_performed",
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(
      "email status reason score level checks flags provider suggestion retry_after normalized".split(" "),
    );
    expect(rows[0]).toMatchObject({
      email: "Ada@Acme-Corp.com",
      normalized: "ada@acme-corp.com",
      status: "unknown",
      level: 1,
    });
    expect(rows[1]).toMatchObject({ email: "not json", status: "unknown" });
    expect(rows.map(({ email }) => email)).toEqual([
      "Ada@Acme-Corp.com",
      "not json",
      "[1]",
      "5",
      "",
      "",
      "last@acme-corp.com",
    ]);
    expect(stderr).toContain("4 of them could not be read");
  });

  it("keeps the order of ten thousand and answers before the input ends", async () => {
    const emails = Array.from({ length: 10_000 }, (_, at) => ({ email: `p${at}@acme-corp.com` }));
    const { rows } = await verify(["email", "--level", "1"], lines(...emails));
    expect(rows.map(({ email }) => email)).toEqual(emails.map(({ email }) => email));

    const child = spawn(node, [join(root, "supabase/cli/verify.ts"), "email", "--level", "1"], { cwd: root });
    child.stdin.write(lines({ email: "a@acme-corp.com" }));
    const first = await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString())),
    );
    expect(first).toContain('"a@acme-corp.com"');
    child.stdin.end();
    await new Promise((resolve) => child.once("close", resolve));
  });

  it("ends well when nobody reads on", async () => {
    const child = spawn(node, [join(root, "supabase/cli/verify.ts"), "email", "--level", "1"], { cwd: root });
    child.stdin.on("error", () => {});
    child.stdin.write(lines({ email: "a@acme-corp.com" }));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.stdout.destroy();
    child.stdin.end(lines(...Array.from({ length: 20_000 }, () => ({ email: "b@acme-corp.com" }))));
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
  });

  it("drops a line without end and goes on", async () => {
    const { rows, code } = await verify(
      ["email", "--level", "1"],
      `{"email":"${"x".repeat(3_000_000)}"}\n${lines({ email: "a@b.com" })}`,
    );
    expect(code).toBe(0);
    expect(rows.map(({ reason }) => reason)).toEqual(["bad_input", "smtp_not_performed"]);
  });

  it("gives lone surrogates and control characters back as JSON", async () => {
    const { rows } = await verify(
      ["email", "--level", "1"],
      '{"email":"a\\ud800@b.com"}\n{"email":"a\\u0000@b.com"}\n',
    );
    expect(rows.map(({ reason }) => reason)).toEqual(["syntax_lone_surrogate", "syntax_control_char"]);
    expect(rows[0]?.email).toBe("a\ud800@b.com");
    // No reader's idea of a line end cuts an answer in two.
    const { stdout } = await verify(["email", "--level", "1"], lines({ email: "a\u2028\u2029\u0085b@c.com" }));
    expect(stdout.trimEnd()).toMatch(/^[ -~]+$/);
    expect(JSON.parse(stdout)).toMatchObject({ email: "a\u2028\u2029\u0085b@c.com" });
  });
});

describe("smtp-reply", () => {
  it("classifies, by stage", async () => {
    const { rows, code } = await verify(
      ["smtp-reply"],
      lines(
        { reply: "550 5.1.1 No such user", stage: "rcpt" },
        { reply: "554 5.7.1 go away", stage: "connect" },
        { reply: "250 OK" },
        { reply: 5 },
        { reply: "250 OK", stage: "data" },
      ),
    );
    expect(code).toBe(0);
    expect(rows.map((row) => row.class)).toEqual([
      "mailbox_not_found",
      "ip_blocked",
      "accepted",
      "unclassifiable",
      "unclassifiable",
    ]);
    expect(rows[0]).toEqual({ class: "mailbox_not_found" });
  });
});

describe("levels 2 to 4 over scripted servers", () => {
  async function level4(behaviour: MailBehaviour, host = "mail.orchard.test", email = "ada@orchard.test") {
    const mail = await startMailServer(behaviour);
    const zone = { MX: [[10, host]] as [number, string][], A: { [host]: ["127.0.0.1"] } };
    const dns = await startDnsServer(new Map([["orchard.test", zone]]));
    open.push(mail, dns);
    const args = ["email", "--level", "4", "--dns", `127.0.0.1:${dns.port}`, "--smtp-port", String(mail.port)];
    const run = await verify(args, lines({ email }), { VERIFY_ALLOW_PRIVATE_MX: "1" });
    return { row: run.rows[0] as unknown as EmailVerdict, mail, dns };
  }

  it("refuses private mail hosts unless told otherwise", async () => {
    const mail = await startMailServer({ rcpt: withMailboxes("ada") });
    const zone = { MX: [[10, "mail.orchard.test"]] as [number, string][], A: { "mail.orchard.test": ["127.0.0.1"] } };
    const dns = await startDnsServer(new Map([["orchard.test", zone]]));
    open.push(mail, dns);
    const args = ["email", "--level", "4", "--dns", `127.0.0.1:${dns.port}`, "--smtp-port", String(mail.port)];
    const { rows } = await verify(args, lines({ email: "ada@orchard.test" }));
    expect(rows[0]).toMatchObject({ status: "undeliverable", reason: "mx_target_not_public", level: 3 });
    expect(mail.sessions).toHaveLength(0);
  });

  it.each<[string, MailBehaviour, Partial<EmailVerdict>]>([
    ["a mailbox", { rcpt: withMailboxes("ada") }, { status: "deliverable", reason: "accepted", score: 97 }],
    ["no such mailbox", { rcpt: withMailboxes("bob") }, { status: "undeliverable", reason: "mailbox_not_found" }],
    ["catch-all", {}, { status: "risky", reason: "catch_all", score: 60 }],
    ["greylisting", { rcpt: () => "451 4.7.1 Greylisted" }, { status: "unknown", reason: "greylisted" }],
    ["full", { rcpt: () => "552 5.2.2 mailbox full" }, { status: "risky", reason: "mailbox_full" }],
    ["a block", { banner: "554 5.7.1 blocked using zen.spamhaus.org" }, { status: "unknown", reason: "ip_blocked" }],
  ])("%s", async (_name, behaviour, wanted) => {
    const { row } = await level4(behaviour);
    expect(row).toMatchObject({ ...wanted, level: 4 });
    if (wanted.reason === "greylisted") {
      expect(Date.parse(row.retry_after ?? "")).toBeGreaterThan(Date.now() + 200_000);
    } else expect(row.retry_after).toBeNull();
  });

  it("a provider that takes any recipient proves nothing", async () => {
    const { row, mail } = await level4({}, "mta5.am0.yahoodns.net");
    expect(row).toMatchObject({ status: "unknown", reason: "provider_unverifiable", provider: "yahoo", score: 60 });
    expect(mail.sessions).toHaveLength(1);
  });

  it("an address that would smuggle a command is stopped at level 1", async () => {
    const { row, mail, dns } = await level4({}, "mail.orchard.test", "ada@orchard.test\r\nDATA");
    expect(row).toMatchObject({ status: "undeliverable", level: 1, checks: { syntax: "fail", smtp: "skipped" } });
    expect(mail.sessions).toHaveLength(0);
    expect(dns.questions).toEqual([]);
  });

  it("asks each domain once for a batch", async () => {
    const zone = { MX: [[10, "mx.orchard.test"]] as [number, string][], A: { "mx.orchard.test": ["198.51.100.5"] } };
    const dns = await startDnsServer(new Map([["orchard.test", zone]]));
    open.push(dns);
    const emails = Array.from({ length: 200 }, (_, at) => ({ email: `p${at}@orchard.test` }));
    const { rows } = await verify(["email", "--dns", `127.0.0.1:${dns.port}`], lines(...emails));
    expect(rows).toHaveLength(200);
    expect(rows[7]).toMatchObject({ status: "unknown", reason: "smtp_not_performed", level: 3, score: 50 });
    expect(dns.questions.sort()).toEqual(["mx.orchard.test A", "orchard.test MX"]);
  });

  it("a resolver that is not there makes checks unknown, quickly, and nothing wrong", async () => {
    const dns = await startDnsServer(new Map());
    await dns.close();
    const emails = Array.from({ length: 100 }, (_, at) => ({ email: `p@d${at}.com` }));
    const { rows, code } = await verify(["email", "--dns", `127.0.0.1:${dns.port}`], lines(...emails));
    expect(code).toBe(0);
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(["unknown"]));
    expect(rows[99]).toMatchObject({
      reason: "dns_timeout",
      checks: { syntax: "pass", domain: "unknown", mx: "skipped" },
    });
  });
});

describe("the vectors through the command", () => {
  interface Vector {
    address: string;
    expected: boolean | string;
    tier: string;
  }
  const vectors = (name: string): Vector[] =>
    (JSON.parse(readFileSync(join(root, `tests/fixtures/vectors/${name}.json`), "utf8")) as { vectors: Vector[] })
      .vectors;
  const run = async (set: Vector[]) =>
    (await verify(["email", "--level", "1"], lines(...set.map(({ address }) => ({ email: address })))))
      .rows as unknown as EmailVerdict[];

  it.each(["disposable", "free", "role"] as const)("%s", async (name) => {
    const set = vectors(name);
    const rows = await run(set);
    const wrong = set.filter((vector, at) => rows[at]?.flags[name] !== vector.expected);
    expect(wrong.map(({ address }) => address)).toEqual([]);
  });

  it("email-syntax", async () => {
    const set = vectors("email-syntax").filter(({ tier }) => tier !== "contested");
    const rows = await run(set);
    const wrong = set.filter((vector, at) => (rows[at]?.checks.syntax === "pass") !== (vector.expected === "valid"));
    expect(wrong.map(({ address }) => address)).toEqual([]);
  });
});
