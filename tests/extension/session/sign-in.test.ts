import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { type AuthServer, startAuthServer } from "#tests/support/extension/auth-server.ts";

const home = "https://abcdefghijklmnop.chromiumapp.org/";

let server: AuthServer;
beforeAll(async () => {
  server = await startAuthServer();
});
afterAll(() => server.close());

/** A worker that has just started: the modules keep what they know of the server and the session. */
async function newWorker() {
  vi.resetModules();
  return {
    ...(await import("../../../extension/session/session.ts")),
    ...(await import("../../../extension/session/offers.ts")),
    ...(await import("../../../extension/session/choices.ts")),
  };
}

/** The browser's window: goes to the page and comes back with the address it was sent on to. */
async function visit({ url }: { url?: string }): Promise<string | undefined> {
  const answer = await fetch(url ?? "", { redirect: "manual" });
  if (answer.status >= 400) throw new Error("Authorization page could not be loaded.");
  return answer.headers.get("location") ?? undefined;
}

beforeEach(() => {
  fakeBrowser.reset();
  vi.stubGlobal("__CAPTELY_URL__", server.origin);
  Object.assign(server.state, { google: true, consent: "agree", connectStatus: 200, asked: [] });
  Object.assign(fakeBrowser, { identity: { getRedirectURL: () => home, launchWebAuthFlow: vi.fn(visit) } });
});

describe("Google", () => {
  it("is offered where the server has it, and nowhere else", async () => {
    expect(await (await newWorker()).offersGoogle()).toBe(true);
    server.state.google = false;
    expect(await (await newWorker()).offersGoogle()).toBe(false);
    vi.stubGlobal("__CAPTELY_URL__", "http://127.0.0.1:9");
    fakeBrowser.reset();
    expect(await (await newWorker()).offersGoogle()).toBe(false);
  });

  it.each([
    ["deny", "google_cancelled"],
    ["other_code", "google_refused"],
    ["foreign_address", "google_cancelled"],
  ] as const)("signs nobody in when the window ends with %s", async (consent, code) => {
    server.state.consent = consent;
    const worker = await newWorker();
    await expect(worker.signInWithGoogle()).rejects.toMatchObject({ code });
    expect(await worker.currentSession()).toBeNull();
  });

  it("signs nobody in when the window is closed, or its page does not load", async () => {
    const worker = await newWorker();
    const launch = vi.spyOn(fakeBrowser.identity, "launchWebAuthFlow");
    launch.mockRejectedValueOnce(new Error("The user did not approve access."));
    await expect(worker.signInWithGoogle()).rejects.toMatchObject({ code: "google_cancelled" });
    launch.mockRejectedValueOnce(new Error("Authorization page could not be loaded."));
    await expect(worker.signInWithGoogle()).rejects.toMatchObject({ code: "google_unreachable" });
  });

  it("signs in by a code and its proof, and the session outlives the worker", async () => {
    const worker = await newWorker();
    await worker.signInWithGoogle();
    const session = await worker.currentSession();
    expect(session?.email).toBe("ada@orchard.example");
    expect((await (await newWorker()).currentSession())?.token).toBe(session?.token);
    // The proof was the flow's alone: nothing of it is kept.
    expect(Object.keys(await fakeBrowser.storage.local.get(null)).sort()).toEqual(["captely.session", "server_config"]);
  });
});

describe("a code of the dashboard", () => {
  it.each([
    [401, "unauthorized"],
    [429, "rate_limited"],
  ])("that is answered with %i signs nobody in", async (status, code) => {
    server.state.connectStatus = status;
    const worker = await newWorker();
    await expect(worker.connect("7KQ2M-X0FTR")).rejects.toMatchObject({ status, code });
    expect(server.state.asked).not.toContain("POST /auth/v1/verify");
    expect(await worker.currentSession()).toBeNull();
  });

  it("opens a session of the extension's own, and signing out ends it here", async () => {
    const worker = await newWorker();
    await worker.connect("7KQ2M-X0FTR");
    expect((await worker.currentSession())?.email).toBe("ada@orchard.example");
    await worker.signOut();
    expect(await (await newWorker()).currentSession()).toBeNull();
  });

  it("whose token was used before is refused in words, not by a crash", async () => {
    const worker = await newWorker();
    await expect(worker.connect("7KQ2M-X0FTR")).rejects.toMatchObject({ code: "otp_expired", status: 403 });
  });
});

describe("choices", () => {
  it("fall back one by one when what is kept makes no sense", async () => {
    const { readChoices, writeChoices } = await newWorker();
    expect(await readChoices()).toEqual({ want: "email", workspace: null, locale: null });
    await fakeBrowser.storage.local.set({ choices: { want: "everything", workspace: "not an id", locale: "tlh" } });
    expect(await readChoices()).toEqual({ want: "email", workspace: null, locale: null });
    await writeChoices({ want: "both" });
    expect(await readChoices()).toEqual({ want: "both", workspace: null, locale: null });
    await fakeBrowser.storage.local.set({ choices: "text" });
    expect((await readChoices()).want).toBe("email");
  });
});
