import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { verifierStateSchema, verifyEmailAnswerSchema } from "#contracts/api/verify.ts";
import { pause } from "#functions/_shared/clock.ts";
import { type VerifierAudit, verifierDb } from "#functions/_shared/db/verification.ts";
import { createQueuedVerifier } from "#functions/_shared/verification/queued-verifier.ts";
import { runVerifier, usualLimits } from "#local/verifier/run-verifier.ts";
import { openTestApi, type Person, type TestApi } from "#tests/functions/api/support/test-api.ts";
import { isInvented, type MailWorld, openMailWorld } from "#tests/support/verification/mail-world.ts";

let world: MailWorld;
let api: TestApi;
let ada: Person;
beforeAll(async () => {
  vi.stubEnv("VERIFY_ALLOW_PRIVATE_MX", "1");
  world = await openMailWorld(["orchard.test", "grey.test"]);
  const database: { rpc: TestApi["db"]["rpc"] } = { rpc: (name, args) => api.db.rpc(name, args) };
  api = await openTestApi({
    now: Date.now,
    verifyEmail: (email, level) => world.shallow.verify(email, level),
    queuedVerifier: createQueuedVerifier({ db: database, verifier: world.shallow }),
  });
  ada = await api.addUser("ada@orchard.example");
});
afterAll(async () => {
  await api.close();
  await world.close();
});
beforeEach(async () => {
  vi.stubEnv("VERIFY_ALLOW_PRIVATE_MX", "1");
  world.behaviour.rcpt = (to) => {
    if (to.endsWith("@grey.test")) return "451 4.7.1 Greylisted, please come back later";
    return isInvented(to) || to.startsWith("nobody@") ? "550 5.1.1 User unknown" : "250 Ok";
  };
  await api.pg.exec("truncate public.verification_tasks, public.verifiers");
});

const audit: VerifierAudit = {
  helo: "verifier.test",
  mail_from: "probe@verifier.test",
  address: "198.51.100.7",
  port25: "open",
  ptr: "missing",
  listed: [],
  audited_at: "2026-01-05T09:00:00.000Z",
};

/** A verifier beside the API for as long as the work takes. */
async function withVerifier<T>(work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const ready = Promise.withResolvers<void>();
  const running = runVerifier(
    {
      queue: verifierDb(api.db, { verifier: "v1", sender: "verifier.test probe@verifier.test" }),
      verify: (address) => world.deep.verify(address, 4),
      audit: async () => audit,
      now: Date.now,
      sleep: pause,
      say: () => {},
      onReady: () => ready.resolve(),
    },
    { ...usualLimits, lookEveryMs: 100 },
    stop.signal,
  );
  await ready.promise;
  try {
    return await work();
  } finally {
    stop.abort();
    await running;
  }
}

const verify = async (body: object) => {
  const answer = await api.call(ada, "POST", "/verify/email", { level: 4, ...body });
  expect(answer.status).toBe(200);
  return verifyEmailAnswerSchema.parse(answer.json);
};
const state = async () => verifierStateSchema.parse((await api.call(ada, "GET", "/verify/verifier")).json);

describe("POST /verify/email at level 4", () => {
  it("says that no verifier runs, and gives level 3", async () => {
    expect(await verify({ email: "ada@orchard.test" })).toMatchObject({
      status: "unknown",
      reason: "smtp_not_performed",
      level: 3,
      retry_after: null,
      note: expect.stringContaining("npm run verifier"),
    });
    expect(await state()).toEqual({
      verifier: {
        running: false,
        last_seen: null,
        helo: null,
        address: null,
        port25: "unknown",
        ptr: "unknown",
        listed: null,
      },
      waiting: 0,
    });
    expect(world.mail.sessions).toEqual([]);
  });

  it("has the mail server asked by the verifier, each address in its place and once", async () => {
    const emails = ["Ada@Orchard.test", "nobody@orchard.test", "no address", "ada@orchard.test"];
    const answer = await withVerifier(() => verify({ emails }));
    if (!("results" in answer)) throw new Error("one verdict for a list");
    expect(
      answer.results.map(({ email, status, reason, level, note }) => [email, status, reason, level, note]),
    ).toEqual([
      ["Ada@Orchard.test", "deliverable", "accepted", 4, null],
      ["nobody@orchard.test", "undeliverable", "mailbox_not_found", 4, null],
      ["no address", "undeliverable", "syntax_no_at", 1, null],
      ["ada@orchard.test", "deliverable", "accepted", 4, null],
    ]);
    expect(world.recipients().toSorted()).toEqual(["ada@orchard.test", "nobody@orchard.test"]);
    // What is known needs no verifier, and nobody is asked again.
    expect(await verify({ email: "ada@orchard.test" })).toMatchObject({ status: "deliverable", note: null });
    expect(world.recipients()).toHaveLength(2);
  });

  it("does not keep anybody waiting for a greylist: it tells when to ask again, and the check goes on", async () => {
    const first = await withVerifier(() => verify({ email: "ada@grey.test" }));
    if ("results" in first) throw new Error("a list for one address");
    expect(first).toMatchObject({
      status: "unknown",
      reason: "greylisted",
      note: expect.stringContaining("retry_after"),
    });
    expect(Date.parse(first.retry_after ?? "")).toBeGreaterThan(Date.now() + 200_000);
    expect(await state()).toMatchObject({ verifier: { running: false }, waiting: 1 });

    world.behaviour.rcpt = (to) => (isInvented(to) ? "550 5.1.1 User unknown" : "250 Ok");
    await api.pg.exec("update public.verification_tasks set run_at = now()");
    expect(await withVerifier(() => verify({ email: "ada@grey.test" }))).toMatchObject({
      status: "deliverable",
      note: null,
    });
  });
});

it("GET /verify/verifier tells who verifies, and how mail servers see it", async () => {
  expect(await withVerifier(state)).toMatchObject({
    verifier: {
      running: true,
      helo: "verifier.test",
      address: "198.51.100.7",
      port25: "open",
      ptr: "missing",
      listed: [],
    },
  });
  expect((await api.call(null, "GET", "/verify/verifier")).status).toBe(401);
});
