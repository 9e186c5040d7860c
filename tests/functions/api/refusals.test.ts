import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits, problemSchema } from "#contracts/api/common.ts";
import { AppError } from "#contracts/errors.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

let api: TestApi;
let ada: Person;
let eve: Person;
let viewer: Person;
let jobId = "";
const lead = { first_name: "Ada", last_name: "Example", company: "Orchard" };

beforeAll(async () => {
  api = await openTestApi();
  ada = await api.addUser("ada@orchard.example");
  eve = await api.addUser("eve@quarry.example");
  viewer = await api.addUser("vic@orchard.example");
  await api.pg.query("insert into public.members (workspace_id, user_id, role) values ($1, $2, 'viewer')", [
    ada.workspaceId,
    viewer.id,
  ]);
  const answer = await api.call(ada, "POST", "/imports/leads", { leads: [lead], start: false });
  jobId = answer.json.job_id;
});
afterAll(() => api.close());

const inAdas = () => ({ "x-workspace-id": ada.workspaceId });

describe("who is asking", () => {
  it.each([
    ["nothing", {}],
    ["no bearer", { authorization: "Basic YTpi" }],
    ["an unknown token", { authorization: "Bearer nobody" }],
    ["an unknown key", { authorization: `Bearer cap_${"x".repeat(40)}` }],
    ["an endless token", { authorization: `Bearer ${"x".repeat(9_000)}` }],
  ])("refuses %s with 401", async (_, headers: Record<string, string>) => {
    const answer = await api.call(null, "GET", "/me", undefined, headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problemSchema.parse(answer.json)).toMatchObject({ code: "unauthorized", status: 401 });
    expect(answer.json.request_id).toBe(answer.headers.get("x-request-id"));
  });

  it("refuses workspaces of others, and ids that are none", async () => {
    expect((await api.call(eve, "GET", "/me", undefined, inAdas())).json.code).toBe("forbidden");
    expect((await api.call(eve, "GET", "/me", undefined, { "x-workspace-id": "'; drop table" })).status).toBe(400);
  });

  it("lets viewers read and nothing else", async () => {
    expect((await api.call(viewer, "GET", `/jobs/${jobId}`, undefined, inAdas())).status).toBe(200);
    const writes: [string, string, unknown][] = [
      ["POST", "/imports/leads", { leads: [lead] }],
      ["POST", "/companies", { companies: [{ name: "Orchard" }] }],
      ["POST", "/imports", { name: "x", columns: ["name"], mapping: { full_name: 0 } }],
      ["POST", `/imports/${jobId}/rows`, { rows: [{ row_number: 1, cells: [] }] }],
      ["POST", `/imports/${jobId}/start`, {}],
      ["DELETE", `/imports/${jobId}`, undefined],
      ["POST", `/jobs/${jobId}/pause`, undefined],
      ["POST", `/jobs/${jobId}/cancel`, undefined],
      ["POST", "/verify/email", { email: "a@b.example" }],
      ["POST", "/suppressions", { email: "a@b.example" }],
      ["DELETE", "/suppressions", { email: "a@b.example" }],
      ["POST", "/keys", { name: "x" }],
      ["GET", "/keys", undefined],
      ["PUT", "/destinations/hubspot", { token: "x".repeat(40) }],
      ["DELETE", "/destinations/hubspot", undefined],
      ["POST", `/jobs/${jobId}/push`, { destination: "hubspot" }],
      ["PUT", "/workspace/budget", { max_daily_cost_micros: null }],
    ];
    for (const [method, path, body] of writes) {
      const answer = await api.call(viewer, method, path, body, inAdas());
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 403, "forbidden"]);
    }
  });

  it("does not tell another workspace's job or contact from none", async () => {
    await api.call(ada, "POST", `/imports/${jobId}/start`);
    const contacts = await api.call(ada, "GET", `/jobs/${jobId}/contacts`);
    const contactId = contacts.json.contacts[0].id;
    const unknown = "0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a01";
    const reads = (job: string, contact: string): [string, string][] => [
      ["GET", `/jobs/${job}`],
      ["GET", `/jobs/${job}/contacts`],
      ["GET", `/jobs/${job}/report`],
      ["GET", `/jobs/${job}/export.csv`],
      ["GET", `/imports/${job}`],
      ["GET", `/contacts/${contact}`],
      ["POST", `/jobs/${job}/pause`],
      ["POST", `/jobs/${job}/cancel`],
      ["POST", `/imports/${job}/start`],
      ["DELETE", `/imports/${job}`],
    ];
    for (const [method, path] of [...reads(jobId, contactId), ...reads(unknown, unknown)]) {
      const answer = await api.call(eve, method, path);
      expect([method, path, answer.status, answer.json?.code]).toEqual([method, path, 404, "not_found"]);
    }
    expect((await api.call(ada, "GET", `/jobs/${jobId}`)).json.job.status).toBe("running");
  });
});

describe("addresses and bodies", () => {
  it("knows unknown addresses from wrong methods", async () => {
    expect((await api.call(ada, "GET", "/nothing")).json.code).toBe("not_found");
    const wrong = await api.call(ada, "DELETE", "/jobs");
    expect([wrong.status, wrong.json.code, wrong.headers.get("allow")]).toEqual([405, "method_not_allowed", "GET"]);
    // No id is no id: this is not /jobs/{id} with another method.
    expect((await api.call(ada, "GET", "/jobs/")).json.code).toBe("not_found");
  });

  it("refuses ids, queries and bodies that fail their schema, naming the field", async () => {
    expect((await api.call(ada, "GET", "/jobs/1%20or%201=1")).status).toBe(400);
    expect((await api.call(ada, "GET", "/jobs?limit=0")).json).toMatchObject({ code: "bad_request" });
    expect((await api.call(ada, "GET", "/jobs?cursor=x")).status).toBe(400);
    for (const path of [`/jobs/${jobId}/contacts?cursor=3000000000`, `/verify/lists/${jobId}/rows?after=3000000000`]) {
      expect([path, (await api.call(ada, "GET", path)).status]).toEqual([path, 400]);
    }
    for (const [path, more] of [
      ["/keys", {}],
      ["/lists", {}],
      ["/imports/leads", { leads: [lead], start: false }],
    ] as const) {
      const nameless = await api.call(ada, "POST", path, { ...more, name: " \u0000\u200b " });
      expect([path, nameless.status, nameless.json.detail]).toEqual([
        path,
        400,
        "name: takes at least one visible character",
      ]);
    }
    const body = await api.call(ada, "POST", "/imports/leads", { leads: [lead], options: { treshold: 9 } });
    expect(body.status).toBe(400);
    expect(body.json.detail).toContain("treshold");
    expect((await api.call(ada, "POST", "/imports/leads", { leads: [] })).json.detail).toContain("leads");
  });

  it("refuses broken, deep and wrongly labelled JSON", async () => {
    const json = { "content-type": "application/json" };
    expect((await api.call(ada, "POST", "/imports/leads", '{"leads":', json)).json.code).toBe("bad_request");
    const deep = `{"leads":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}`;
    expect((await api.call(ada, "POST", "/imports/leads", deep, json)).json).toMatchObject({
      code: "bad_request",
      detail: expect.stringContaining("nests deeper"),
    });
    const xml = await api.call(ada, "POST", "/imports/leads", "<leads/>", { "content-type": "text/xml" });
    expect([xml.status, xml.json.code]).toEqual([415, "unsupported_media_type"]);
  });

  it("refuses bodies over the limit before reading them, said or not said", async () => {
    const said = await api.call(ada, "POST", "/imports/leads", "{}", {
      "content-type": "application/json",
      "content-length": String(limits.jsonBytes + 1),
    });
    expect([said.status, said.json.code]).toEqual([413, "payload_too_large"]);
    const large = await api.call(ada, "POST", "/imports/leads", `{"leads":["${"x".repeat(limits.jsonBytes)}"]}`, {
      "content-type": "application/json",
    });
    expect(large.status).toBe(413);
    expect(large.json.detail).toContain("10 MB");
  });

  it("refuses what no state or installation allows", async () => {
    const draft = await api.call(ada, "POST", "/imports/leads", {
      leads: [{ ...lead, first_name: "Bo" }],
      start: false,
    });
    const id = draft.json.job_id;
    expect((await api.call(ada, "POST", `/jobs/${id}/pause`)).json.code).toBe("conflict");
    expect((await api.call(ada, "GET", `/jobs/${id}/export.csv`)).json.code).toBe("conflict");
    const unknown = await api.call(ada, "POST", `/imports/${id}/start`, { options: { order: ["nobody"] } });
    expect([unknown.status, unknown.json.code]).toEqual([422, "unprocessable"]);
    expect(unknown.json.detail).toContain("nobody");
    const beyond = await api.call(ada, "POST", "/imports", { name: "x", columns: ["name"], mapping: { full_name: 1 } });
    expect(beyond.json).toMatchObject({ status: 422, detail: expect.stringContaining("full_name") });
    const nobody = await api.call(ada, "POST", "/imports", {
      name: "x",
      columns: ["Company"],
      mapping: { company: 0 },
    });
    expect(nobody.json.code).toBe("no_name_column");
    await api.call(ada, "POST", `/imports/${id}/start`);
    expect((await api.call(ada, "POST", `/imports/${id}/start`)).json.code).toBe("conflict");
    expect((await api.call(ada, "DELETE", `/imports/${id}`)).json.code).toBe("conflict");
    const late = await api.call(ada, "POST", `/imports/${id}/rows`, { rows: [{ row_number: 1, cells: ["x"] }] });
    expect(late.json.code).toBe("conflict");
  });
});

describe("limits and faults", () => {
  it("answers preflights for any origin", async () => {
    const answer = await api.call(null, "OPTIONS", "/imports/leads", undefined, {
      origin: "chrome-extension://abc",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization, idempotency-key, x-workspace-id",
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-headers")).toContain("idempotency-key");
  });

  it("stops an actor who asks too often, and says when to come back", async () => {
    const slow = await openTestApi({ requestsPerMinute: 3 });
    const one = await slow.addUser("one@orchard.example");
    const two = await slow.addUser("two@orchard.example");
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await slow.call(one, "GET", "/credits")).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await slow.call(one, "GET", "/credits");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.json.code).toBe("rate_limited");
    expect((await slow.call(two, "GET", "/credits")).status).toBe(200);
    await slow.close();
  });

  it("keeps the text of unexpected faults to the log, and names the request", async () => {
    const lines: string[] = [];
    const broken = await openTestApi({ db: { rpc: () => Promise.reject(new Error("password=hunter2 in stack")) } });
    const who = await broken.addUser("ada@orchard.example");
    const answer = await broken.call(who, "GET", "/me");
    expect([answer.status, answer.json.code]).toEqual([500, "internal"]);
    expect(answer.text).not.toContain("hunter2");
    lines.push(...broken.lines);
    expect(lines.some((line) => line.includes(answer.json.request_id) && line.includes("hunter2"))).toBe(true);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    await broken.close();
  });

  it("says that the database is away, in words and in /health", async () => {
    const away = await openTestApi({ db: { rpc: () => Promise.reject(new AppError("unavailable", "It is away.")) } });
    const who = await away.addUser("ada@orchard.example");
    expect((await away.call(who, "GET", "/me")).json).toMatchObject({ code: "unavailable", status: 503 });
    const health = await away.call(null, "GET", "/health");
    expect(health.status).toBe(503);
    expect(health.json).toMatchObject({
      status: "failing",
      checks: { functions: "ok", database: expect.stringContaining("does not answer") },
    });
    await away.close();
  });

  it("logs requests without tokens, bodies or people", async () => {
    await api.call(ada, "POST", "/verify/email?secret=1", { email: "ada@orchard.example" });
    const all = api.lines.join("\n");
    expect(all).toContain('"path":"/api/verify/email"');
    expect(all).not.toMatch(/token-of|ada@orchard|secret=1/);
    for (const line of api.lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});
