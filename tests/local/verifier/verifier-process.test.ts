import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { askVerifiers, readVerifierState } from "#functions/_shared/db/verification.ts";
import { runScript } from "#tests/support/cli/run-script.ts";
import {
  type ScriptedDnsServer,
  type ScriptedZone,
  startDnsServer,
} from "#tests/support/verification/scripted-dns-server.ts";
import {
  type MailBehaviour,
  type ScriptedMailServer,
  startMailServer,
  withMailboxes,
} from "#tests/support/verification/scripted-mail-server.ts";
import { smtpScenarios } from "#tests/support/verification/smtp-scenarios.ts";
import {
  type LocalDatabase,
  openLocalDatabase,
  startVerifier,
  type VerifierProcess,
} from "#tests/support/verification/verifier-world.ts";

let database: LocalDatabase;
let dns: ScriptedDnsServer;
const zones = new Map<string, ScriptedZone>();
const open: { close(): Promise<void> }[] = [];
let verifier: VerifierProcess | null = null;

beforeAll(async () => {
  database = await openLocalDatabase();
  dns = await startDnsServer(zones);
});
afterAll(async () => {
  await dns.close();
  await database.close();
});
beforeEach(async () => {
  zones.clear();
  await database.sql("truncate public.verification_tasks, public.verifiers");
  await database.sql("insert into public.verifiers (sender, able) values ('verifier.test probe@verifier.test', true)");
});
afterEach(async () => {
  await verifier?.end("SIGKILL");
  verifier = null;
  for (const server of open.splice(0)) await server.close();
});

/** A mail server for a domain, on an address of its own and the port that all of them share. */
async function serve(
  domain: string,
  behaviour: MailBehaviour,
  at = { host: "127.0.0.1", port: 0 },
  mx = `mx.${domain}`,
) {
  const server = await startMailServer(behaviour, at);
  open.push(server);
  zones.set(domain, { MX: [[10, mx]], A: { [mx]: [at.host] } });
  return server;
}

const run = (smtpPort: number, args: string[] = []) =>
  startVerifier({ env: { CAPTELY_HOME: database.home }, dnsPort: dns.port, smtpPort, args });

const ask = (addresses: string[]) =>
  askVerifiers(
    database.db,
    addresses.map((address) => ({ address, pool: address.slice(address.indexOf("@") + 1) })),
    { urgent: false, wantedMs: 60_000 },
  );

/** Waits until the queue is as wanted: a look at the database every moment, no fixed sleep. */
async function until<Row>(sql: string, isSo: (rows: Row[]) => boolean, timeoutMs = 20_000): Promise<Row[]> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const rows = await database.sql<Row>(sql);
    if (isSo(rows)) return rows;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(rows)}; ${verifier?.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

interface TaskRow {
  address: string;
  status: string;
  attempts: number;
  sender: string | null;
  verdict: ExplainedVerdict | null;
}
const tasks = "select address, status, attempts, sender, verdict from public.verification_tasks order by address";
const tried = (rows: TaskRow[]) => rows.every(({ attempts }) => attempts > 0);
const isDone = (rows: TaskRow[]) => rows.every(({ status }) => status === "done");
const recipients = (server: ScriptedMailServer, local = ""): string[] =>
  server.sessions.flat().flatMap((line) => (line.startsWith(`RCPT TO:<${local}`) ? [line.slice(9, -1)] : []));

describe("what mail servers do", () => {
  it("gets the right verdict in every scenario, through the queue", async () => {
    let port = 0;
    for (const [at, { behaviour, zone, provider }] of smtpScenarios.entries()) {
      const server = await serve(
        `s${at}.test`,
        behaviour,
        { host: `127.0.1.${at + 1}`, port },
        provider ? `s${at}.${provider}` : undefined,
      );
      port = server.port;
      if (zone !== undefined) zones.set(`s${at}.test`, zone);
    }
    verifier = await run(port);
    await ask(smtpScenarios.map((_, at) => `ada@s${at}.test`));
    const rows = await until<TaskRow>(tasks, tried);
    const found = new Map(rows.map(({ address, verdict }) => [address, `${verdict?.status}/${verdict?.reason}`]));
    expect(smtpScenarios.map(({ id }, at) => [id, found.get(`ada@s${at}.test`)])).toEqual(
      smtpScenarios.map(({ id, expected }) => [id, expected]),
    );
    // Retry or not: what may look different later comes again by itself.
    const again = new Map(rows.map(({ address, status }) => [address, status === "ready"]));
    expect(smtpScenarios.filter((_, at) => again.get(`ada@s${at}.test`)).map(({ id }) => id)).toEqual(
      smtpScenarios.filter(({ retried }) => retried).map(({ id }) => id),
    );
    // A line of ten megabytes is not read to its end.
    expect(Math.max(...open.map((server) => ("flooded" in server ? Number(server.flooded) : 0)))).toBeLessThan(
      10_000_000,
    );
  }, 40_000);
});

describe("after a crash", () => {
  it("nothing is lost, and nobody is asked again whose answer had been stored", async () => {
    const locals = Array.from({ length: 24 }, (_, at) => `p${at}`);
    const server = await serve("orchard.test", { rcpt: withMailboxes(...locals), delayMs: 40 });
    await ask(locals.map((local) => `${local}@orchard.test`));
    verifier = await run(server.port);
    const before = await until<TaskRow>(tasks, (rows) => rows.filter(({ status }) => status === "done").length >= 5);
    await verifier.end("SIGKILL");
    const stored = (await database.sql<TaskRow>(tasks)).filter(({ status }) => status === "done");
    expect(stored.length).toBeGreaterThanOrEqual(before.filter(({ status }) => status === "done").length);
    expect(stored.length).toBeLessThan(24);

    verifier = await run(server.port);
    // The dead one's leases run out.
    await database.sql("update public.verification_tasks set leased_until = now() where status = 'leased'");
    const rows = await until<TaskRow>(tasks, isDone);
    expect(rows.map(({ verdict }) => verdict?.status)).toEqual(Array(24).fill("deliverable"));
    const asked = Map.groupBy(recipients(server, "p"), (address) => address);
    for (const { address } of stored) expect(asked.get(address)).toHaveLength(1);
    expect([...asked.values()].filter(({ length }) => length > 2)).toEqual([]);
  }, 40_000);

  it("a greylisted address is tried again after its wait, by the same sender, and let in", async () => {
    const seen = new Set<string>();
    const server = await serve("grey.test", {
      rcpt: (to) => {
        if (!seen.has(to)) return seen.add(to) && "451 4.7.1 Greylisted, try again in 300 seconds";
        return withMailboxes("ada")(to);
      },
    });
    await ask(["ada@grey.test"]);
    verifier = await run(server.port);
    const [waiting] = await until<TaskRow>(tasks, tried);
    expect(waiting).toMatchObject({
      status: "ready",
      sender: "verifier.test probe@verifier.test",
      verdict: { status: "unknown", reason: "greylisted" },
    });
    expect(Date.parse(waiting?.verdict?.retry_after ?? "")).toBeGreaterThan(Date.now() + 200_000);
    await verifier.end("SIGKILL");

    verifier = await run(server.port);
    await database.sql("update public.verification_tasks set run_at = now()");
    const [done] = await until<TaskRow>(tasks, isDone);
    expect(done).toMatchObject({ attempts: 2, verdict: { status: "deliverable", reason: "accepted", level: 4 } });
    const [first, second] = server.sessions.filter((said) => said.includes("RCPT TO:<ada@grey.test>"));
    expect(second).toEqual(first);
  }, 40_000);
});

describe("the process", () => {
  it("says who it is and how it looks from outside, and stops within moments, giving back what it holds", async () => {
    const gmail = await serve("gmail.com", {});
    await serve("silent.test", { banner: null }, { host: "127.0.1.1", port: gmail.port });
    verifier = await run(gmail.port, ["--step-ms", "20000"]);
    await ask(["ada@silent.test"]);
    await until<TaskRow>(tasks, ([row]) => row?.status === "leased");
    const before = await readVerifierState(database.db);
    expect(before).toMatchObject({ running: true, audit: { helo: "verifier.test", port25: "open" } });
    expect(verifier.said()).toContain("Port 25 is open.");
    expect(await verifier.end("SIGTERM")).toBe(0);
    verifier = null;
    expect(await readVerifierState(database.db)).toMatchObject({ running: false });
    expect(await database.sql<TaskRow>(tasks)).toMatchObject([{ status: "ready", attempts: 0 }]);
  }, 40_000);

  it("claims nothing where port 25 is closed, and says so", async () => {
    const server = await serve("orchard.test", {});
    await server.close();
    zones.set("gmail.com", { MX: [[5, "mx.gmail.test"]], A: { "mx.gmail.test": ["127.0.0.1"] } });
    await ask(["ada@orchard.test"]);
    // Found as a hosted project is: by its address and secret key.
    const env = { SUPABASE_URL: database.url, SUPABASE_SERVICE_ROLE_KEY: database.secretKey };
    verifier = await startVerifier({ env, dnsPort: dns.port, smtpPort: server.port });
    expect(verifier.said()).toContain("Port 25 is closed here");
    expect(await readVerifierState(database.db)).toMatchObject({ running: true, audit: { port25: "closed" } });
    expect(await ask(["ada@orchard.test"])).toMatchObject({ able: false });
    expect(await database.sql<TaskRow>(tasks)).toMatchObject([{ status: "ready", attempts: 0 }]);
  }, 40_000);

  it("ends with one sentence where there is nothing to work for", async () => {
    const ended = await runScript("supabase/cli/verifier.ts", [], { CAPTELY_HOME: "/nowhere" });
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^No Captely runs over \/nowhere: run npm start, [^\n]+\n$/);
  });

  it("--audit prints what it found out, and ends", async () => {
    const server = await serve("gmail.com", {});
    const args = ["--audit", "--dns", `127.0.0.1:${dns.port}`, "--smtp-port", String(server.port)];
    const env = { VERIFY_HELO: "verifier.test", VERIFY_ALLOW_PRIVATE_MX: "1" };
    const ended = await runScript("supabase/cli/verifier.ts", args, env);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ helo: "verifier.test", port25: "open" });
  });
});
