import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactSchema } from "#contracts/api/contacts.ts";
import { importSummarySchema, leadsAcceptedSchema } from "#contracts/api/imports.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";
import { workOff } from "./support/work-off.ts";

let api: TestApi;
let ada: Person;
let surname = 0;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

/** A workspace of its own, so that tests do not meet each other's people. */
async function newUser(): Promise<Person> {
  surname += 1;
  return api.addUser(`user${surname}@orchard.example`);
}

const post = (who: Person, body: unknown, headers?: Record<string, string>) =>
  api.call(who, "POST", "/imports/leads", body, headers);

async function contactsOf(who: Person, jobId: string) {
  return (await api.call(who, "GET", `/jobs/${jobId}/contacts?limit=500`)).json.contacts;
}

describe("POST /imports/leads", () => {
  it("reports bad leads by index and reason, and goes on with the rest", async () => {
    ada = await newUser();
    const answer = await post(ada, {
      leads: [
        { first_name: "Ada", last_name: "Example", company: "Orchard" },
        "Bo Example",
        { first_name: "Cleo", last_name: "Example", company: { name: "Orchard" } },
        { company: "Orchard" },
        { first_name: "Dan", last_name: "Example" },
        { name: "x".repeat(10_001), company: "Orchard" },
        {},
        { full_name: "Eli Example", website: "https://www.quarry.example/about" },
      ],
    });
    expect(answer.status).toBe(202);
    const accepted = leadsAcceptedSchema.parse(answer.json);
    expect(accepted).toMatchObject({ accepted: 2, duplicates: 0, invalid_count: 6 });
    expect(accepted.invalid.map(({ index, reason }) => [index, reason])).toEqual([
      [1, "not_an_object"],
      [2, "nested_value"],
      [3, "no_name"],
      [4, "no_company_or_linkedin"],
      [5, "too_long"],
      [6, "empty_row"],
    ]);
    expect(accepted.invalid.every(({ detail }) => (detail ?? "").length > 10)).toBe(true);
    const contacts = await contactsOf(ada, accepted.job_id);
    expect(contacts.map((contact: { row_number: number }) => contact.row_number)).toEqual([1, 8]);
    expect(contacts[1]).toMatchObject({ first_name: "Eli", last_name: "Example", domain: "quarry.example" });
  });

  it("survives hostile text: __proto__, NUL, half characters, formulas", async () => {
    const who = await newUser();
    const body = `{"leads":[
      {"__proto__":{"admin":true},"first_name":"Ada\\u0000","last_name":"Example\\ud800","company":"Orchard","constructor":"x","note":"=HYPERLINK(\\"x\\")"},
      {"first_name":"Bo","last_name":"Example","company":"Orchard","toString":"y"}
    ],"name":"Liste \\u0000\\udfff"}`;
    const answer = await post(who, body, { "content-type": "application/json" });
    expect(answer.json).toMatchObject({ accepted: 2, invalid_count: 0 });
    const job = (await api.call(who, "GET", `/jobs/${answer.json.job_id}`)).json.job;
    expect(job.name).not.toContain("\0");
    expect(job.columns).not.toContain("__proto__");
    expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
    const [first] = await contactsOf(who, answer.json.job_id);
    expect(first.cells.join("|")).toBe('Ada|Example\ufffd|Orchard|x|=HYPERLINK("x")');
  });

  it("asks known people again for what was never answered, and counts them as accepted", async () => {
    const who = await newUser();
    // The welcome credits come with the first visit.
    await api.call(who, "GET", "/me");
    const leads = [
      { name: "Ada Known", company: "Orchard" },
      { name: "Bo Known", company: "Orchard" },
    ];
    await post(who, { leads });
    await workOff(api.db);
    expect((await post(who, { leads })).json).toMatchObject({ accepted: 0, duplicates: 2 });

    const draft = (await post(who, { leads, start: false })).json;
    expect(draft).toMatchObject({ accepted: 0, duplicates: 2 });
    const summary = importSummarySchema.parse((await api.call(who, "GET", `/imports/${draft.job_id}`)).json);
    expect(summary).toMatchObject({ contacts: 0, again: { email: 0, phone: 2, both: 0 }, estimate: { contacts: 0 } });
    const both = (await post(who, { leads, options: { want: "both" } })).json;
    expect(both).toMatchObject({ accepted: 2, duplicates: 0 });
    const [first] = await contactsOf(who, both.job_id);
    expect(first).toMatchObject({ status: "pending", email: "ada.known@orchard.example", phone_from: null });
    expect(contactSchema.parse(first).email_from).not.toBeNull();
    expect(first.credits_milli).toBe(0);
  });

  it("starts the job, wakes the worker, and leaves a draft when told so", async () => {
    const who = await newUser();
    const before = api.state.woken;
    const draft = await post(who, { leads: [{ name: "Ada Example", company: "Orchard" }], start: false, name: "Mine" });
    expect((await api.call(who, "GET", `/jobs/${draft.json.job_id}`)).json.job).toMatchObject({
      status: "draft",
      name: "Mine",
      source: "api",
    });
    expect(api.state.woken).toBe(before);
    const started = await post(who, { leads: [{ name: "Bo Example", company: "Orchard" }] });
    expect((await api.call(who, "GET", `/jobs/${started.json.job_id}`)).json.job.status).toBe("running");
    expect(api.state.woken).toBe(before + 1);
  });

  it("reads every word for a field, keeps the rest as columns", async () => {
    const who = await newUser();
    const answer = await post(who, {
      leads: [
        {
          first_name: "Ada",
          last_name: "Example",
          company: "Orchard GmbH",
          position: "Head",
          location: "Lyon, France",
          score: 7,
        },
        {
          name: "Bo Example",
          company: "Quarry",
          title: "Chief",
          phone: "+33 1 99 00 12 34",
          email: "bo@quarry.example",
          vip: true,
        },
        {
          prenom: "Cleo",
          nom: "Example",
          societe: "Harbour",
          linkedin_url: "https://www.linkedin.com/in/cleo-example",
        },
      ],
    });
    expect(answer.json).toMatchObject({ accepted: 3, invalid_count: 0 });
    const contacts = await contactsOf(who, answer.json.job_id);
    expect(contacts[0]).toMatchObject({
      first_name: "Ada",
      company_raw: "Orchard GmbH",
      title: "Head",
      location: "Lyon, France",
    });
    expect(contacts[1]).toMatchObject({
      first_name: "Bo",
      title: "Chief",
      given_email: "bo@quarry.example",
      given_phone: "+33 1 99 00 12 34",
    });
    expect(contacts[2]).toMatchObject({ linkedin_url: "https://www.linkedin.com/in/cleo-example" });
    const { job } = (await api.call(who, "GET", `/jobs/${answer.json.job_id}`)).json;
    expect(job.columns).toEqual(expect.arrayContaining(["position", "score", "vip", "prenom"]));
    expect(contacts[0].cells[job.columns.indexOf("score")]).toBe("7");
  });

  it.each([1, 600])(
    "leaves nothing of %i leads behind when a step fails, so that they can be sent again",
    async (n) => {
      const who = await newUser();
      const rpc = api.db.rpc;
      // A large import is made in steps, a small one in one piece.
      const step = n > 500 ? "import_start" : "import_whole";
      api.db.rpc = (name, args) => (name === step ? Promise.reject(new Error("cut off")) : rpc(name, args));
      const body = {
        leads: Array.from({ length: n }, (_, index) => ({ name: `Ada Example ${index}`, company: "Orchard" })),
      };
      const failed = await post(who, body, { "idempotency-key": "cut" });
      api.db.rpc = rpc;
      expect(failed.status).toBe(500);
      expect((await api.call(who, "GET", "/jobs")).json.jobs).toEqual([]);
      expect((await post(who, body, { "idempotency-key": "cut" })).json.duplicates).toBeLessThan(n);
      expect((await api.call(who, "GET", "/jobs")).json.jobs).toHaveLength(1);
    },
  );

  it("finds duplicates inside the request and against earlier ones", async () => {
    const who = await newUser();
    const leads = [
      { name: "Ada Example", company: "Orchard" },
      { name: "ADA EXAMPLE", company: "orchard, inc." },
      { name: "Bo Example", company: "Orchard" },
    ];
    expect((await post(who, { leads })).json).toMatchObject({ accepted: 2, duplicates: 1 });
    expect((await post(who, { leads })).json).toMatchObject({ accepted: 0, duplicates: 3 });
  });

  it("takes 5,000 leads at once, and not one more", async () => {
    const who = await newUser();
    const leads = Array.from({ length: 5_000 }, (_, i) => ({
      first_name: "Ada",
      last_name: `Example ${i}`,
      company: `Company ${i}`,
    }));
    expect((await post(who, { leads })).json).toMatchObject({ accepted: 5_000, duplicates: 0, invalid_count: 0 });
    expect((await post(who, { leads: [...leads, leads[0]] })).json.code).toBe("bad_request");
  }, 120_000);
});

describe("Idempotency-Key", () => {
  const body = { leads: [{ name: "Ada Example", company: "Orchard" }] };

  it("refuses the same key with another body, and a key that is none", async () => {
    const who = await newUser();
    await post(who, body, { "idempotency-key": "one" });
    const other = await post(
      who,
      { leads: [{ name: "Bo Example", company: "Orchard" }] },
      { "idempotency-key": "one" },
    );
    expect([other.status, other.json.code]).toEqual([422, "idempotency_mismatch"]);
    expect((await post(who, body, { "idempotency-key": "x".repeat(201) })).status).toBe(400);
  });

  it("says that the first request is still running", async () => {
    const who = await newUser();
    await post(who, body, { "idempotency-key": "busy" });
    await api.pg.query(
      "update public.idempotency_keys set status = 'running' where key = 'busy' and workspace_id = $1",
      [who.workspaceId],
    );
    const again = await post(who, body, { "idempotency-key": "busy" });
    expect([again.status, again.json.code]).toEqual([409, "idempotency_running"]);
    expect(again.headers.get("retry-after")).toBe("2");
  });

  it("lets one of many at the same time through, and gives the others its answer afterwards", async () => {
    const who = await newUser();
    const all = await Promise.all(Array.from({ length: 8 }, () => post(who, body, { "idempotency-key": "race" })));
    const statuses = all.map(({ status }) => status);
    expect(statuses.every((status) => status === 202 || status === 409)).toBe(true);
    const answers = new Set(all.filter(({ status }) => status === 202).map(({ json }) => json.job_id));
    expect(answers.size).toBe(1);
    const jobs = await api.call(who, "GET", "/jobs");
    expect(jobs.json.jobs).toHaveLength(1);
    const later = await post(who, body, { "idempotency-key": "race" });
    expect([later.status, later.headers.get("idempotent-replay")]).toEqual([202, "true"]);
    expect(answers.has(later.json.job_id)).toBe(true);
  });

  it("does not keep failures: the key may be used again", async () => {
    const who = await newUser();
    const refused = await post(who, { ...body, options: { order: ["nobody"] } }, { "idempotency-key": "again" });
    expect(refused.status).toBe(422);
    expect((await post(who, body, { "idempotency-key": "again" })).status).toBe(202);
  });

  it("keeps workspaces and routes apart", async () => {
    const [one, two] = [await newUser(), await newUser()];
    const first = await post(one, body, { "idempotency-key": "same" });
    const second = await post(two, body, { "idempotency-key": "same" });
    expect(second.status).toBe(202);
    expect(second.json.job_id).not.toBe(first.json.job_id);
    const verify = await api.call(one, "POST", "/verify/phone", { phone: "x" }, { "idempotency-key": "same" });
    expect(verify.status).toBe(200);
  });
});
