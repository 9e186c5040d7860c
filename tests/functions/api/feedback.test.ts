import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactAnswerSchema } from "#contracts/api/contacts.ts";
import { creditsSchema } from "#contracts/api/credits.ts";
import { feedbackAnswerSchema } from "#contracts/api/feedback.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";
import { workOff } from "./support/work-off.ts";

let api: TestApi;
let ada: Person;
let eve: Person;
let viewer: Person;
let found: string[] = [];
let missed = "";
let pending = "";

const people = ["Ann", "Bea", "Cleo", "Dora", "Zoe"].map((first_name) => ({
  first_name,
  last_name: "Example",
  company: "Orchard",
}));

beforeAll(async () => {
  api = await openTestApi();
  ada = await api.addUser("ada@orchard.example");
  eve = await api.addUser("eve@quarry.example");
  viewer = await api.addUser("vic@orchard.example");
  await api.pg.query("insert into public.members (workspace_id, user_id, role) values ($1, $2, 'viewer')", [
    ada.workspaceId,
    viewer.id,
  ]);
  await api.call(ada, "GET", "/me");
  const contactsOf = async (leads: unknown[]): Promise<{ id: string }[]> => {
    const { json } = await api.call(ada, "POST", "/imports/leads", { leads });
    return (await api.call(ada, "GET", `/jobs/${json.job_id}/contacts`)).json.contacts;
  };
  const ids = (await contactsOf(people)).map(({ id }) => id);
  await workOff(api.db);
  found = ids.slice(0, 4);
  missed = ids[4] ?? "";
  [pending = ""] = (await contactsOf([{ first_name: "Fay", last_name: "Example", company: "Orchard" }])).map(
    ({ id }) => id,
  );
});
afterAll(() => api.close());

const say = (who: Person | { token: string } | null, contact: string, body: unknown, headers = {}) =>
  api.call(who, "POST", `/contacts/${contact}/feedback`, body, headers);
const contact = (at: number) => found[at] ?? "";
const available = async () => creditsSchema.parse((await api.call(ada, "GET", "/credits")).json).available_milli;

describe("POST /contacts/{id}/feedback", () => {
  it("refuses strangers, viewers, unknown contacts and unreadable words, and moves no credit", async () => {
    const before = await available();
    const inAdas = { "x-workspace-id": ada.workspaceId };
    expect((await say(null, contact(0), { kind: "bounced" })).status).toBe(401);
    expect((await say(viewer, contact(0), { kind: "bounced" }, inAdas)).status).toBe(403);
    expect((await say(eve, contact(0), { kind: "bounced" })).status).toBe(404);
    expect((await say(eve, contact(0), { kind: "bounced" }, inAdas)).status).toBe(403);
    expect((await say(ada, "0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a01", { kind: "bounced" })).status).toBe(404);
    expect((await say(ada, "no-id", { kind: "bounced" })).status).toBe(400);
    for (const body of [{}, { kind: "refund" }, { kind: ["bounced"] }, { kind: "bounced", credits: 99 }, [], null]) {
      expect([body, (await say(ada, contact(0), body)).status]).toEqual([body, 400]);
    }
    expect(await available()).toBe(before);
  });

  it("refuses contacts without an address and contacts that are not done", async () => {
    expect((await say(ada, missed, { kind: "bounced" })).json).toMatchObject({ code: "unprocessable" });
    const open = await say(ada, pending, { kind: "works" });
    expect([open.status, open.json.detail]).toEqual([409, expect.stringContaining("still being worked on")]);
  });

  it("gives a credit back once and shows it in the contact, its ledger and to whoever asks again", async () => {
    const before = await available();
    const first = feedbackAnswerSchema.parse((await say(ada, contact(0), { kind: "bounced" })).json);
    expect(first).toMatchObject({
      refund: { state: "given", credits_milli: 1_000 },
      contact: { email_status: "undeliverable", email_confidence: 0, email_feedback: "bounced" },
    });
    const again = feedbackAnswerSchema.parse((await say(ada, contact(0), { kind: "bounced" })).json);
    expect(again.refund).toEqual({ state: "given_before", credits_milli: 0 });
    expect(await available()).toBe(before + 1_000);
    const shown = contactAnswerSchema.parse((await api.call(ada, "GET", `/contacts/${contact(0)}`)).json);
    expect(shown.contact).toMatchObject({ email_status: "undeliverable", email_refunded_milli: 1_000 });
    const { entries } = creditsSchema.parse((await api.call(ada, "GET", "/credits")).json);
    expect(entries[0]).toMatchObject({ kind: "refund", amount_milli: 1_000, note: "bounced", contact_id: contact(0) });
  });

  it("answers a repeated Idempotency-Key with the first answer, from a key as well as from a session", async () => {
    const made = await api.call(ada, "POST", "/keys", { name: "feedback" });
    const program = { token: made.json.secret as string };
    const headers = { "idempotency-key": "word-1" };
    const first = await say(program, contact(1), { kind: "wrong_person" }, headers);
    expect(first.json).toMatchObject({ refund: { state: "given" }, contact: { email_status: "risky" } });
    const replay = await say(program, contact(1), { kind: "wrong_person" }, headers);
    expect(replay.headers.get("idempotent-replay")).toBe("true");
    expect(replay.json).toEqual(first.json);
    expect((await say(program, contact(1), { kind: "works" }, headers)).status).toBe(422);
  });

  it("takes another word later: it shows, and the refund stays what it was", async () => {
    const before = await available();
    await say(ada, contact(2), { kind: "bounced" });
    const works = await say(ada, contact(2), { kind: "works" });
    expect(works.json).toMatchObject({
      refund: { state: "not_due", credits_milli: 0 },
      contact: {
        email_status: "deliverable",
        email_confidence: 99,
        email_feedback: "works",
        email_refunded_milli: 1_000,
      },
    });
    await say(ada, contact(2), { kind: "wrong_person" });
    expect(await available()).toBe(before + 1_000);
  });

  it("gives one credit back to five requests at once", async () => {
    const before = await available();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => say(ada, contact(3), { kind: "bounced" })));
    expect(answers.map(({ json }) => json.refund.state).sort()).toEqual([
      "given",
      "given_before",
      "given_before",
      "given_before",
      "given_before",
    ]);
    expect(await available()).toBe(before + 1_000);
  });
});
