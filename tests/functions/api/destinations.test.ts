import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hubspotSchema, type PushAnswer, pushAnswerSchema } from "#contracts/api/destinations.ts";
import { createHubspot, type Hubspot } from "#functions/_shared/destinations/hubspot.ts";
import { createSealer } from "#functions/_shared/secrets/sealer.ts";
import { type HubspotSimulator, startHubspotSimulator } from "#local/simulators/hubspot.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";
import { workOff } from "./support/work-off.ts";

let api: TestApi;
let simulator: HubspotSimulator;
let ada: Person;
let eve: Person;
/** Stands between the API and HubSpot, to do what a kill does. */
const between = { afterUpsert: () => {} };

beforeAll(async () => {
  simulator = await startHubspotSimulator({ limits: "off", lacks: ["hs_linkedin_url"] });
  const client = createHubspot({ fetch, baseUrl: simulator.baseUrl, now: () => Date.now(), timeoutMs: 5_000 });
  const watched: Hubspot = {
    check: (token) => client.check(token),
    upsert: async (...ask) => {
      const reading = await client.upsert(...ask);
      between.afterUpsert();
      return reading;
    },
  };
  api = await openTestApi({
    hubspot: { client: watched, simulated: true },
    sealer: createSealer(btoa("k".repeat(32)), (count) => crypto.getRandomValues(new Uint8Array(count))),
  });
  ada = await api.addUser("ada@orchard.example");
  eve = await api.addUser("eve@quarry.example");
});
afterEach(() => simulator.setFaults([]));
afterAll(async () => {
  await api.close();
  await simulator.close();
});

const connect = (who: Person, token = simulator.token) => api.call(who, "PUT", "/destinations/hubspot", { token });
const read = async (who: Person) => hubspotSchema.parse((await api.call(who, "GET", "/destinations/hubspot")).json);
const push = (who: Person, job: string, run?: string) =>
  api.call(who, "POST", `/jobs/${job}/push`, { destination: "hubspot", ...(run === undefined ? {} : { run }) });

async function pushAll(who: Person, job: string): Promise<PushAnswer> {
  let answer = pushAnswerSchema.parse((await push(who, job)).json);
  for (let round = 0; answer.left > 0 && round < 20; round++) {
    answer = pushAnswerSchema.parse((await push(who, job, answer.run)).json);
  }
  return answer;
}

async function finishedJob(who: Person, names: string[], profiles = false): Promise<string> {
  const leads = names.map((name) => ({
    name,
    company: "Orchard",
    ...(profiles ? { linkedin_url: `https://www.linkedin.com/in/${name.replace(" ", "-").toLowerCase()}` } : {}),
  }));
  // The first visit brings the credits.
  await api.call(who, "GET", "/me");
  const sent = await api.call(who, "POST", "/imports/leads", { leads, options: { order: ["icypeas"] } });
  await workOff(api.db);
  return sent.json.job_id;
}

describe("connecting HubSpot", () => {
  it("is refused to nobody, to members below admin, and with a token that HubSpot does not take", async () => {
    expect((await api.call(null, "GET", "/destinations/hubspot")).json.code).toBe("unauthorized");
    const key = (await api.call(ada, "POST", "/keys", { name: "CRM" })).json.secret;
    const asKey = { token: key };
    expect((await api.call(asKey, "PUT", "/destinations/hubspot", { token: simulator.token })).json.code).toBe(
      "forbidden",
    );
    expect((await api.call(asKey, "DELETE", "/destinations/hubspot")).json.code).toBe("forbidden");
    expect((await connect(ada, "")).json.code).toBe("bad_request");
    expect((await connect(ada, "no token at all, with blanks")).json.code).toBe("destination_token");
    expect((await connect(ada, "pat-of-somebody-else-entirely")).json.code).toBe("destination_token");
    simulator.setFaults([{ kind: "html" }]);
    expect((await connect(ada)).json.code).toBe("destination_unavailable");
    simulator.setFaults([{ kind: "status", status: 429 }]);
    const busy = await connect(ada);
    expect([busy.json.code, busy.headers.get("retry-after")]).toEqual(["destination_unavailable", "2"]);
    expect(await read(ada)).toMatchObject({ connected: false, last_four: null });
    expect((await api.call(ada, "DELETE", "/destinations/hubspot")).json.code).toBe("not_found");
  });

  it("keeps the token to itself: no answer, no log, no plain text in the database", async () => {
    const put = await connect(ada);
    expect(hubspotSchema.parse(put.json)).toMatchObject({ connected: true, last_four: "0000", account: "1000001" });
    expect(put.text.replace(/"sandbox_token":"[^"]*"/, "")).not.toContain(simulator.token);
    const stored = await api.pg.query<{ secret_ciphertext: string }>(
      "select secret_ciphertext from public.destinations",
    );
    expect(stored.rows[0]?.secret_ciphertext).toMatch(/^v1\./);
    expect(JSON.stringify(stored.rows)).not.toContain(simulator.token);
    expect(api.lines.join("\n")).not.toContain(simulator.token);
    expect((await read(eve)).connected).toBe(false);
  });
});

describe("a push", () => {
  it("is refused without a connection, for drafts and for jobs of others", async () => {
    const mine = await finishedJob(eve, ["Gil Example"]);
    expect((await push(eve, mine)).json.code).toBe("destination_not_connected");
    expect((await push(ada, mine)).json.code).toBe("not_found");
    const draft = await api.call(ada, "POST", "/imports", { name: "x", columns: ["name"], mapping: { full_name: 0 } });
    expect((await push(ada, draft.json.job_id)).json.code).toBe("conflict");
    expect((await api.call(ada, "POST", `/jobs/${mine}/push`, { destination: "elsewhere" })).json.code).toBe(
      "bad_request",
    );
  });

  it("sends whoever was found and nobody twice, until something has changed", async () => {
    const job = await finishedJob(ada, ["Bo Example", "Cleo Example", "Zoe Nobody", "Dan Wrong", "Eli Doubt"], true);
    await api.pg.query(
      "update public.contacts set email_feedback = 'bounced' where job_id = $1 and last_name = 'Wrong'",
      [job],
    );
    await api.pg.query("update public.contacts set email_confidence = 60 where job_id = $1 and last_name = 'Doubt'", [
      job,
    ]);
    const before = simulator.upserts();
    // The account lacks a property that others have: the people go without it.
    expect(await pushAll(ada, job)).toMatchObject({ sent: 2, already: 0, refused: [], left: 0, wait_seconds: 0 });
    expect([...simulator.contacts().keys()].toSorted()).toEqual([
      "bo.example@orchard.example",
      "cleo.example@orchard.example",
    ]);
    const after = simulator.upserts();
    expect(after).toBeGreaterThan(before);

    expect(await pushAll(ada, job)).toMatchObject({ sent: 0, already: 2, refused: [], left: 0 });
    expect(simulator.upserts()).toBe(after);

    await api.pg.query("update public.contacts set title = 'CTO' where job_id = $1 and first_name = 'Bo'", [job]);
    expect(await pushAll(ada, job)).toMatchObject({ sent: 1, already: 1, left: 0 });
    expect(simulator.contacts().get("bo.example@orchard.example")?.properties.jobtitle).toBe("CTO");
  });

  it("says who was refused and why, keeps the others, and tries the refused again in the next push only", async () => {
    const job = await finishedJob(ada, ["Fay Example", "Gus Example", "Hal Example"]);
    await api.pg.query(
      "update public.contacts set email = 'gus@invalid.example' where job_id = $1 and first_name = 'Gus'",
      [job],
    );
    await api.pg.query(
      "update public.contacts set email = 'FAY.example@orchard.example' where job_id = $1 and first_name = 'Hal'",
      [job],
    );
    const refused = [
      { reason: "invalid_email", count: 1, detail: "email" },
      { reason: "same_address", count: 1, detail: null },
    ];
    const first = pushAnswerSchema.parse((await push(ada, job)).json);
    expect(first).toMatchObject({ sent: 1, refused, left: 0 });
    const upserts = simulator.upserts();
    expect(pushAnswerSchema.parse((await push(ada, job, first.run)).json)).toMatchObject({ sent: 1, refused, left: 0 });
    expect(simulator.upserts()).toBe(upserts);
    await api.pg.query("update public.deliveries set at = at - interval '1 minute'");
    expect(await pushAll(ada, job)).toMatchObject({ sent: 0, already: 1, refused, left: 0 });
  });

  it("halves a batch that was refused as a whole, and loses nobody", async () => {
    const job = await finishedJob(ada, ["Ivy Example", "Jim Example", "Kim Example", "Lea Example"]);
    simulator.setFaults([{ kind: "status", status: 400, first: 2 }]);
    expect(await pushAll(ada, job)).toMatchObject({ sent: 4, refused: [], left: 0 });
  });

  it("waits when it is told to, and says when HubSpot fails", async () => {
    const job = await finishedJob(ada, ["Max Example"]);
    simulator.setFaults([{ kind: "status", status: 429, first: 1 }]);
    const held = pushAnswerSchema.parse((await push(ada, job)).json);
    expect(held).toMatchObject({ sent: 0, left: 1, wait_seconds: 2 });
    simulator.setFaults([{ kind: "status", status: 503, first: 1 }]);
    expect((await push(ada, job, held.run)).json.code).toBe("destination_unavailable");
    // Carried out, but the answer was lost on the way: the second one creates nobody anew.
    simulator.setFaults([{ kind: "truncate", first: 1 }]);
    expect((await push(ada, job, held.run)).json.code).toBe("destination_unavailable");
    const id = simulator.contacts().get("max.example@orchard.example")?.id;
    expect(id).toBeDefined();
    expect((await push(ada, job, held.run)).json).toMatchObject({ sent: 1, left: 0 });
    expect(simulator.contacts().get("max.example@orchard.example")?.id).toBe(id);
  });

  it("survives a kill between HubSpot's answer and our note", async () => {
    const job = await finishedJob(ada, ["Nia Example"]);
    between.afterUpsert = () => {
      throw new Error("killed");
    };
    expect((await push(ada, job)).status).toBe(500);
    between.afterUpsert = () => {};
    const id = simulator.contacts().get("nia.example@orchard.example")?.id;
    expect(await pushAll(ada, job)).toMatchObject({ sent: 1, left: 0 });
    expect(simulator.contacts().get("nia.example@orchard.example")?.id).toBe(id);
  });

  it("is one at a time: the second is told to wait, and a dead one frees the way", async () => {
    const job = await finishedJob(ada, ["Ole Example"]);
    await api.pg.query(
      "update public.destinations set busy_until = now() + interval '30 seconds', busy_with = gen_random_uuid()",
    );
    const waiting = pushAnswerSchema.parse((await push(ada, job)).json);
    expect(waiting).toMatchObject({ sent: 0, left: 1 });
    expect(waiting.wait_seconds).toBeGreaterThan(20);
    await api.pg.query("update public.destinations set busy_until = now() - interval '1 second'");
    expect(await pushAll(ada, job)).toMatchObject({ sent: 1, left: 0 });
  });

  it("goes on request by request", async () => {
    const letter = (n: number) => String.fromCharCode(97 + Math.floor(n / 26)) + String.fromCharCode(97 + (n % 26));
    const job = await finishedJob(
      ada,
      Array.from({ length: 620 }, (_, n) => `Bulk Person${letter(n)}`),
    );
    const first = pushAnswerSchema.parse((await push(ada, job)).json);
    expect(first).toMatchObject({ sent: 500, left: 120 });
    expect((await push(ada, job, first.run)).json).toMatchObject({ sent: 620, already: 0, left: 0 });
  });

  it("stops for good when the token is taken away, until there is a new one", async () => {
    const job = await finishedJob(ada, ["Pia Example"]);
    simulator.setFaults([{ kind: "status", status: 401, first: 1 }]);
    expect((await push(ada, job)).json.code).toBe("destination_token");
    expect((await read(ada)).refused_at).not.toBeNull();
    expect((await push(ada, job)).json.code).toBe("destination_token");
    expect((await connect(ada)).json.refused_at).toBeNull();
    // The same account: what it has is not sent again.
    const deliveries = await api.pg.query("select 1 from public.deliveries");
    expect(deliveries.rows.length).toBeGreaterThan(5);
    expect(await pushAll(ada, job)).toMatchObject({ sent: 1, left: 0 });
  });

  it("leaves no trace of the token once it is disconnected", async () => {
    expect((await api.call(ada, "DELETE", "/destinations/hubspot")).status).toBe(204);
    expect((await read(ada)).connected).toBe(false);
    expect(
      (await api.pg.query("select 1 from public.destinations union all select 1 from public.deliveries")).rows,
    ).toEqual([]);
  });
});

describe("people that the sandbox made up", () => {
  it("never reach a real account", async () => {
    const real = createHubspot({ fetch, baseUrl: simulator.baseUrl, now: () => Date.now() });
    const other = await openTestApi({
      hubspot: { client: real, simulated: false },
      sealer: createSealer(btoa("k".repeat(32)), (count) => crypto.getRandomValues(new Uint8Array(count))),
    });
    const bea = await other.addUser("bea@orchard.example");
    await other.call(bea, "PUT", "/destinations/hubspot", { token: simulator.token });
    await other.call(bea, "GET", "/me");
    const made = await other.call(bea, "POST", "/imports/leads", {
      leads: [{ name: "Quin Example", company: "Orchard" }],
      options: { order: ["icypeas"] },
    });
    await workOff(other.db);
    const answer = await other.call(bea, "POST", `/jobs/${made.json.job_id}/push`, { destination: "hubspot" });
    expect(answer.json.code).toBe("unprocessable");
    expect(answer.json.detail).toContain("made up");
    await other.close();
  });
});
