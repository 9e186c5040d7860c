import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import type { AccountRequest } from "#contracts/extension-account.ts";
import { exampleContact, exampleIds, exampleTrailEntry } from "#functions/api/examples.ts";
import { openOutbox } from "../../../extension/outbox/database.ts";

/** The API as far as these requests go; each answer by method and path, and what was asked for. */
const answers = new Map<string, { status: number; body: unknown }>();
const asked: { call: string; workspace: string | undefined; body: unknown }[] = [];
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const call = `${request.method} ${request.url}`;
    const workspace = request.headers["x-workspace-id"];
    if (request.url !== "/config.json")
      asked.push({ call, workspace: workspace?.toString(), body: text === "" ? null : JSON.parse(text) });
    const { status, body } = answers.get(call) ?? { status: 404, body: problem(404, "not_found") };
    const isText = typeof body === "string";
    response.writeHead(status, {
      "content-type": isText ? "text/csv" : "application/json",
      "content-disposition": 'attachment; filename="Lead_1-enriched.csv"',
    });
    response.end(isText ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const problem = (status: number, code: string) => ({ type: "about:blank", title: "refused", status, code });
const say = (call: string, body: unknown, status = 200) => answers.set(call, { status, body });
const user = { id: exampleIds.user, email: "ada@orchard.example" };
const { job, key: list } = exampleIds;
const lists = {
  id: list,
  name: "Spring",
  contact_count: 3,
  created_at: exampleContact.updated_at,
  updated_at: exampleContact.updated_at,
};

beforeEach(async () => {
  fakeBrowser.reset();
  answers.clear();
  asked.length = 0;
  vi.resetModules();
  vi.stubGlobal("__CAPTELY_URL__", origin);
  say("GET /config.json", { supabase_url: origin, publishable_key: "x", api_url: origin, sandbox: true });
  const expires_at = Math.floor(Date.now() / 1000) + 3_600;
  const session = {
    access_token: "a.b.c",
    refresh_token: "r",
    token_type: "bearer",
    expires_in: 3_600,
    expires_at,
    user,
  };
  await fakeBrowser.storage.local.set({ "captely.session": JSON.stringify(session) });
});

async function ask(request: AccountRequest) {
  const { answerAccount } = await import("../../../extension/messaging/answer-account.ts");
  return answerAccount(openOutbox("captely-test"), request, () => {});
}

describe("a contact of a run", () => {
  const page = `GET /jobs/${job}/contacts?limit=1&cursor=6`;
  const request: AccountRequest = { to: "worker", type: "contact", job, row: 7 };

  it("is nobody where the run has no such row, and where the next row is another", async () => {
    say(page, { contacts: [], next_cursor: null });
    expect(await ask(request)).toEqual({ ok: true, value: null });
    say(page, { contacts: [{ ...exampleContact, row_number: 8 }], next_cursor: null });
    expect(await ask(request)).toEqual({ ok: true, value: null });
  });

  it("is the original where the row repeats somebody", async () => {
    const original = "0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a99";
    say(page, {
      contacts: [{ ...exampleContact, row_number: 7, status: "duplicate", duplicate_of: original }],
      next_cursor: 7,
    });
    const whole = { contact: { ...exampleContact, id: original }, trail: [exampleTrailEntry] };
    say(`GET /contacts/${original}`, whole);
    expect(await ask(request)).toMatchObject({ ok: true, value: { contact: { id: original } } });
  });

  it("is a refusal in words when the server answers nonsense or the session is over", async () => {
    say(page, { contacts: "none" });
    expect(await ask(request)).toEqual({ ok: false, reason: "server" });
    say(page, problem(401, "unauthorized"), 401);
    expect(await ask(request)).toEqual({ ok: false, reason: "signed_out" });
    await fakeBrowser.storage.local.remove("captely.session");
    vi.resetModules();
    expect(await ask(request)).toEqual({ ok: false, reason: "signed_out" });
  });
});

describe("a run on a list", () => {
  const page = (result: string, cursor: number) =>
    `GET /jobs/${job}/contacts?limit=500&result=${result}&cursor=${cursor}`;
  const request: AccountRequest = { to: "worker", type: "list_run", list, job };

  it("adds nobody when nothing was found", async () => {
    say(page("found", 0), { contacts: [], next_cursor: null });
    say(page("partial", 0), { contacts: [], next_cursor: null });
    expect(await ask(request)).toEqual({ ok: false, reason: "nothing_to_take" });
  });

  it("adds everybody for whom something was found, page by page, in the chosen workspace", async () => {
    await fakeBrowser.storage.local.set({ choices: { want: "email", workspace: exampleIds.workspace } });
    say(page("found", 0), { contacts: [exampleContact], next_cursor: 500 });
    say(page("found", 500), { contacts: [exampleContact], next_cursor: null });
    say(page("partial", 0), { contacts: [exampleContact], next_cursor: null });
    say(`POST /lists/${list}/contacts`, { list: lists, added: 2, known: 1 });
    expect(await ask(request)).toMatchObject({ ok: true, value: { added: 6, known: 3, list: { name: "Spring" } } });
    expect(new Set(asked.map(({ workspace }) => workspace))).toEqual(new Set([exampleIds.workspace]));
    expect(asked.filter(({ call }) => call.startsWith("POST")).map(({ body }) => body)).toEqual(
      Array(3).fill({ contact_ids: [exampleContact.id] }),
    );
  });
});

describe("a run on its way to HubSpot", () => {
  const request: AccountRequest = { to: "worker", type: "push", job, run: null };
  const push = `POST /jobs/${job}/push`;

  it("is a refusal with its code, so that the panel can say what to do", async () => {
    say(push, problem(422, "destination_token"), 422);
    expect(await ask(request)).toEqual({ ok: false, reason: "server", status: 422, code: "destination_token" });
    say(push, { run: "never", sent: -1 });
    expect(await ask(request)).toEqual({ ok: false, reason: "server" });
  });

  it("names its run from the second step on", async () => {
    const run = "2026-01-15T09:30:00.123456+00:00";
    const step = { run, sent: 500, already: 0, refused: [], left: 20, wait_seconds: 0 };
    say(push, step);
    expect(await ask(request)).toEqual({ ok: true, value: step });
    await ask({ ...request, run });
    expect(asked.map(({ body }) => body)).toEqual([{ destination: "hubspot" }, { destination: "hubspot", run }]);
  });
});

it("hands a file over as it is, with its byte order mark and name", async () => {
  say(`GET /jobs/${job}/export.csv`, "\ufeffFirst name\r\nAda\r\n");
  expect(await ask({ to: "worker", type: "export_csv", job })).toEqual({
    ok: true,
    value: { name: "Lead_1-enriched.csv", text: "\ufeffFirst name\r\nAda\r\n" },
  });
});

it("asks nobody about a code that is none", async () => {
  expect(await ask({ to: "worker", type: "connect", code: "12345" })).toMatchObject({ ok: false, status: 401 });
  expect(asked).toEqual([]);
});

it("forgets everything: session, choices, outbox, alarms", async () => {
  const db = openOutbox("captely-test");
  await db.takings.add({ owner: user.id, at: 1, people: 1 });
  await fakeBrowser.alarms.create("outbox", { delayInMinutes: 1 });
  expect(await ask({ to: "worker", type: "erase" })).toEqual({ ok: true, value: null });
  expect(await db.takings.count()).toBe(0);
  expect(await fakeBrowser.alarms.getAll()).toEqual([]);
  expect(Object.keys(await fakeBrowser.storage.local.get(null))).toEqual([]);
});
