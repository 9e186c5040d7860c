import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { SmtpAsk, SmtpOutcome } from "#core/verification/smtp/smtp-probe-port.ts";
import { createSmtpProber, type SmtpProberOptions } from "#local/verifier/smtp-prober.ts";
import {
  type MailBehaviour,
  type ScriptedMailServer,
  startMailServer,
  withMailboxes,
} from "#tests/support/verification/scripted-mail-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(behaviour: MailBehaviour = {}): Promise<ScriptedMailServer> {
  const server = await startMailServer(behaviour);
  open.push(server);
  return server;
}

const identity = { helo: "verifier.test", mailFrom: "probe@verifier.test" };

function probe(
  server: { port: number },
  ask: Partial<SmtpAsk> = {},
  options: Partial<SmtpProberOptions> = {},
): Promise<SmtpOutcome> {
  const prober = createSmtpProber({
    identity,
    now: Date.now,
    port: server.port,
    allowPrivate: true,
    timeouts: { connect: 400, banner: 400, command: 400, tls: 400, quit: 100 },
    ...options,
  });
  return prober.probe({
    local: "ada",
    domain: "orchard.test",
    hosts: [{ host: "mail.test", preference: 10, addresses: ["127.0.0.1"] }],
    provider: null,
    smtputf8: false,
    ...ask,
  });
}

const inconclusive = (reason: string): Partial<SmtpOutcome> => ({ result: "inconclusive", reason });

describe("what must never become a verdict on the mailbox", () => {
  it.each<[string, MailBehaviour, string]>([
    [
      "a block in the banner",
      { banner: "554 5.7.1 Service unavailable; blocked using zen.spamhaus.org" },
      "ip_blocked",
    ],
    [
      "a block at RCPT",
      { rcpt: () => "550 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org" },
      "ip_blocked",
    ],
    ["a policy at RCPT", { rcpt: () => "550 5.7.1 not authorized" }, "policy_rejected"],
    ["a refused sender", { mail: () => "550 5.1.8 Sender address rejected: Domain not found" }, "sender_config"],
    ["an unknown user at MAIL", { mail: () => "550 5.1.1 User unknown" }, "sender_config"],
    ["greylisting", { rcpt: () => "451 4.7.1 Greylisting in action, please come back later" }, "greylisted"],
    ["a limit", { rcpt: () => "421 4.7.0 Try again later", hangUpAfterRcpt: true }, "rate_limited"],
    ["a fault of the server", { rcpt: () => "451 4.3.0 Temporary lookup failure" }, "temporary_error"],
    ["a relay", { rcpt: () => "554 5.7.1 Relay access denied" }, "relay_denied"],
    ["a bare code", { rcpt: () => "550" }, "unclassifiable"],
    ["a server that hangs up at once", { dropOnConnect: true }, "connection_lost"],
    ["a server that says nothing", { banner: null }, "timeout"],
    ["a server that stops answering at RCPT", { rcpt: () => null }, "timeout"],
    ["a trickle of bytes", { byteDelayMs: 60 }, "timeout"],
    ["a web server", { banner: "HTTP/1.1 400 Bad Request" }, "protocol_error"],
    ["a user unknown in the banner", { banner: "550 5.1.1 User unknown" }, "ip_blocked"],
  ])("%s", async (_name, behaviour, reason) => {
    expect(await probe(await serve(behaviour))).toMatchObject(inconclusive(reason));
  });

  it("a line of ten megabytes, which is not read to its end", async () => {
    let written = 0;
    const flood = createServer((socket) => {
      socket.on("error", () => {});
      const more = () => {
        while (written < 10_000_000 && !socket.destroyed) {
          written += 65_536;
          if (!socket.write("2".repeat(65_536))) return void socket.once("drain", more);
        }
      };
      more();
    });
    await new Promise<void>((resolve) => flood.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => flood.close(() => resolve())) });
    const address = flood.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    expect(await probe({ port })).toMatchObject(inconclusive("protocol_error"));
    expect(written).toBeLessThan(10_000_000);
  });

  it("a reply of endless lines", async () => {
    const server = await serve({ rcpt: () => "250-more\r\n".repeat(10_000) });
    expect(await probe(server)).toMatchObject(inconclusive("protocol_error"));
  });

  it("nobody listening", async () => {
    const server = await startMailServer();
    await server.close();
    expect(await probe(server)).toMatchObject(inconclusive("no_connection"));
  });
});

describe("what goes over the wire", () => {
  it("never reaches a private address unless allowed", async () => {
    const server = await serve();
    expect(await probe(server, {}, { allowPrivate: false })).toMatchObject(inconclusive("no_connection"));
    expect(server.sessions).toHaveLength(0);
  });

  it("is never a second command", async () => {
    const server = await serve();
    expect(await probe(server, { local: "ada>\r\nDATA\r\n<x" })).toMatchObject(inconclusive("protocol_error"));
    expect(server.sessions.flat().filter((line) => /DATA|<x/.test(line))).toEqual([]);
  });

  it("is the configured sender, one recipient a connection, the real one first, and no message", async () => {
    const server = await serve({
      mail: (from) => (from === "probe@verifier.test" ? "250 Ok" : "550 5.7.1 Null sender refused"),
      rcpt: (to, count) => {
        if (count > 1) return "452 4.5.3 Too many recipients";
        return withMailboxes("ada")(to);
      },
    });
    expect(await probe(server)).toMatchObject({ result: "accepted" });
    expect(server.sessions).toHaveLength(2);
    expect(server.sessions[0]).toEqual([
      "EHLO verifier.test",
      "MAIL FROM:<probe@verifier.test>",
      "RCPT TO:<ada@orchard.test>",
      "QUIT",
    ]);
    expect(server.sessions[1]?.[2]).toMatch(/^RCPT TO:<m[a-z0-9]{10,}@orchard\.test>$/);
    expect(server.sessions.flat().some((line) => /^DATA/i.test(line))).toBe(false);
  });
});

describe("what a server's word is worth", () => {
  it.each<[string, MailBehaviour, SmtpOutcome["result"]]>([
    ["takes this one and refuses an invented one", { rcpt: withMailboxes("ada") }, "accepted"],
    ["takes any", {}, "catch_all"],
    ["does not know it", { rcpt: withMailboxes("grace") }, "mailbox_not_found"],
    ["closed it", { rcpt: () => "550 5.2.1 The account has been disabled" }, "mailbox_disabled"],
    ["has no room, for good", { rcpt: () => "552 5.2.2 Mailbox full" }, "mailbox_full"],
    ["has no room now", { rcpt: () => "452 4.2.2 Over quota" }, "mailbox_full"],
    ["knows where it went", { rcpt: () => "551 5.1.6 User not local; please try <ada@new.test>" }, "moved"],
    ["speaks only HELO", { heloOnly: true, rcpt: withMailboxes("ada") }, "accepted"],
    ["ends lines with LF", { bareLf: true, rcpt: withMailboxes("ada") }, "accepted"],
    [
      "greets in many lines",
      { banner: "220-mail.test\r\n220-no spam\r\n220 ready", rcpt: withMailboxes("ada") },
      "accepted",
    ],
    ["sends byte by byte, in time", { byteDelayMs: 1, rcpt: withMailboxes("ada") }, "accepted"],
    ["requires TLS", { starttls: "required", rcpt: withMailboxes("ada") }, "accepted"],
    ["breaks the TLS handshake", { starttls: "broken", rcpt: withMailboxes("ada") }, "accepted"],
    ["refuses TLS", { starttls: "refused", rcpt: withMailboxes("ada") }, "accepted"],
    [
      "is too busy for this mailbox",
      {
        rcpt: (to) =>
          to.startsWith("ada@")
            ? "450 4.2.1 The user is receiving mail at a rate that is too high"
            : "550 5.1.1 unknown user",
      },
      "accepted",
    ],
    [
      "greylists the invented one alone",
      { rcpt: (to) => (to.startsWith("ada@") ? "250 Ok" : "451 4.7.1 Greylisted") },
      "accepted_unprobed",
    ],
    [
      "refuses the invented one without a reason",
      { rcpt: (to) => (to.startsWith("ada@") ? "250 Ok" : "550 Administrative prohibition") },
      "accepted",
    ],
  ])("%s", async (_name, behaviour, result) => {
    expect(
      await probe(await serve(behaviour), {}, { timeouts: { banner: 3_000, command: 3_000, quit: 300 } }),
    ).toMatchObject({
      result,
    });
  });

  it("encrypts where it can", async () => {
    const server = await serve({ starttls: "works", rcpt: withMailboxes("ada") });
    expect(await probe(server, {}, { timeouts: {} })).toMatchObject({ result: "accepted" });
    expect(server.encrypted).toBe(2);
  });

  it("greylisted, then taken: the same envelope both times", async () => {
    let tries = 0;
    const server = await serve({
      rcpt: (to) => {
        if (!to.startsWith("ada@")) return "550 5.1.1 User unknown";
        tries += 1;
        return tries === 1 ? "451 4.7.1 Greylisted, try again in 600 seconds" : "250 Ok";
      },
    });
    const first = await probe(server);
    expect(first).toEqual({ result: "inconclusive", reason: "greylisted", retryAfterMs: 605_000 });
    expect(await probe(server)).toMatchObject({ result: "accepted" });
    const asked = server.sessions.filter((said) => said.includes("RCPT TO:<ada@orchard.test>"));
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual(asked[1]);
  });

  it("a greylist that knows each recipient by itself lets both in at the second try", async () => {
    const seen = new Set<string>();
    const server = await serve({
      rcpt: (to) => {
        const known = seen.has(to);
        seen.add(to);
        if (!known) return "451 4.7.1 Greylisted, please come back later";
        return to.startsWith("ada@") ? "250 Ok" : "550 5.1.1 User unknown";
      },
    });
    expect(await probe(server)).toMatchObject({ reason: "greylisted" });
    expect(await probe(server)).toMatchObject({ result: "accepted" });
    expect(seen.size).toBe(2);
  });

  it("a server that greylists only strangers is asked again: its yes is worth little until it says no", async () => {
    const server = await serve({ rcpt: (to) => (to.startsWith("ada@") ? "250 Ok" : "451 4.7.1 Greylisted") });
    const { retryAfterMs, ...outcome } = await probe(server);
    expect(outcome).toEqual({ result: "accepted_unprobed", reason: "catch_all_unknown" });
    expect(retryAfterMs).toBeGreaterThanOrEqual(300_000);
  });

  it("does not probe an invented recipient at providers that take any", async () => {
    const server = await serve();
    expect(await probe(server, { provider: "yahoo" })).toMatchObject({ result: "accepted" });
    expect(server.sessions).toHaveLength(1);
  });

  it("asks for an invented recipient once a domain, not once an address", async () => {
    const server = await serve({ rcpt: withMailboxes("ada", "grace", "joan") });
    const prober = createSmtpProber({ identity, now: Date.now, port: server.port, allowPrivate: true });
    const hosts = [{ host: "mail.test", preference: 10, addresses: ["127.0.0.1"] }];
    const asks = ["ada", "grace", "joan"].map((local) =>
      prober.probe({ local, domain: "orchard.test", hosts, provider: null, smtputf8: false }),
    );
    expect((await Promise.all(asks)).map(({ result }) => result)).toEqual(["accepted", "accepted", "accepted"]);
    expect(server.sessions).toHaveLength(4);
  });
});

describe("several hosts", () => {
  const dead = { host: "dead.test", preference: 5, addresses: ["127.0.0.2"] };
  const alive = { host: "mail.test", preference: 10, addresses: ["127.0.0.1"] };

  it("are tried in order until one judges the recipient", async () => {
    const server = await serve({ rcpt: withMailboxes("ada") });
    expect(await probe(server, { hosts: [dead, alive] })).toMatchObject({ result: "accepted" });
  });

  it("a host without a known address is passed over, not resolved again", async () => {
    const server = await serve({ rcpt: withMailboxes("ada") });
    const hosts = [{ host: "localhost", preference: 1, addresses: [] }];
    expect(await probe(server, { hosts })).toMatchObject(inconclusive("no_connection"));
    expect(server.sessions).toHaveLength(0);
  });
});

describe("international local parts", () => {
  it("need a server that says SMTPUTF8", async () => {
    const without = await serve();
    expect(await probe(without, { local: "añe", smtputf8: true })).toMatchObject(inconclusive("smtputf8_unsupported"));
    expect(without.sessions.flat().some((line) => line.startsWith("MAIL"))).toBe(false);
    const able = await serve({ keywords: ["SMTPUTF8"], rcpt: withMailboxes("añe") });
    expect(await probe(able, { local: "añe", smtputf8: true })).toMatchObject({ result: "accepted" });
    expect(able.sessions[0]).toContain("MAIL FROM:<probe@verifier.test> SMTPUTF8");
  });
});

it("two hundred probes at once leave no connection behind", async () => {
  const server = await serve({ rcpt: withMailboxes("ada") });
  const prober = createSmtpProber({ identity, now: Date.now, port: server.port, allowPrivate: true });
  const hosts = [{ host: "mail.test", preference: 10, addresses: ["127.0.0.1"] }];
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      prober.probe({ local: "ada", domain: `d${at}.test`, hosts, provider: null, smtputf8: false }),
    ),
  );
  expect(new Set(outcomes.map(({ result }) => result))).toEqual(new Set(["accepted"]));
  expect(server.sessions).toHaveLength(400);
  await expect.poll(() => server.open).toBe(0);
});
