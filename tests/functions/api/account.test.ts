import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { workspaceBudgetSchema } from "#contracts/api/budget.ts";
import { type Credits, creditsSchema } from "#contracts/api/credits.ts";
import { keyCreatedSchema, keyListSchema } from "#contracts/api/keys.ts";
import { healthSchema, meSchema, metaSchema } from "#contracts/api/meta.ts";
import { suppressionListSchema } from "#contracts/api/suppressions.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";
import { workOff } from "./support/work-off.ts";

let api: TestApi;
let ada: Person;
beforeAll(async () => {
  api = await openTestApi();
  ada = await api.addUser("ada@orchard.example");
});
afterAll(() => api.close());

describe("GET /health and /meta", () => {
  it("fails until a worker has shown itself, and again when it falls silent", async () => {
    const before = await api.call(null, "GET", "/health");
    expect(before.status).toBe(503);
    expect(healthSchema.parse(before.json).checks.worker).toBe("No worker has run yet.");
    await api.db.rpc("worker_beat", { p_worker: "w1" });
    const well = await api.call(null, "GET", "/health");
    expect([well.status, well.json]).toEqual([
      200,
      { status: "ok", version: "0.0.0-test", checks: { database: "ok", functions: "ok", worker: "ok" } },
    ]);
    await api.pg.query("update public.worker_heartbeats set seen_at = now() - interval '10 minutes'");
    expect((await api.call(null, "GET", "/health")).json.checks.worker).toMatch(/not shown itself for \d{3} s/);
  });

  it("tells what this installation can do without a sign-in", async () => {
    const meta = metaSchema.parse((await api.call(null, "GET", "/meta")).json);
    expect(meta.order[0]).toBe("icypeas");
    expect(meta).toMatchObject({
      sandbox: true,
      prices: { email_milli: 1_000, phone_milli: 8_000 },
      limits: { leads_per_request: 5_000 },
    });
    expect(meta.providers.find(({ name }) => name === "icypeas")).toMatchObject({
      configured: true,
      usd_per_email: 0.019,
    });
  });
});

describe("credits", () => {
  it("gives the welcome credits once, at the first visit", async () => {
    const visits = await Promise.all([1, 2, 3].map(() => api.call(ada, "GET", "/me")));
    for (const visit of visits) {
      const me = meSchema.parse(visit.json);
      expect(me).toMatchObject({
        user: { email: "ada@orchard.example" },
        workspace: { role: "owner", kind: "personal" },
      });
      expect(me.credits).toEqual({ available_milli: 1_000_000, held_milli: 0 });
    }
    const credits = creditsSchema.parse((await api.call(ada, "GET", "/credits")).json);
    expect(credits).toMatchObject({ available_milli: 1_000_000, granted_milli: 1_000_000, spent_milli: 0 });
    expect(credits.entries).toMatchObject([{ kind: "grant", account: "available", amount_milli: 1_000_000 }]);
  });

  it("shows what was held, charged and given back", async () => {
    await api.call(ada, "POST", "/imports/leads", {
      leads: [
        { name: "Ada Example", company: "Orchard" },
        { name: "Zoe Example", company: "Orchard" },
      ],
    });
    await workOff(api.db);
    const credits = creditsSchema.parse((await api.call(ada, "GET", "/credits")).json);
    expect(credits).toMatchObject({ available_milli: 999_000, held_milli: 0, spent_milli: 1_000 });
    expect(credits.entries.map(({ kind, amount_milli }) => `${kind} ${amount_milli}`).toSorted()).toEqual([
      "capture 1000",
      "grant 1000000",
      "hold -1000",
      "hold -1000",
      "release 1000",
    ]);
  });
});

describe("the pages of the ledger", () => {
  it("refuse what is no place or size, and lose nothing between them", async () => {
    const page = async (query: string) => api.call(ada, "GET", `/credits?${query}`);
    for (const query of ["limit=0", "limit=501", "cursor=0", "cursor=x", "cursor=1.5"]) {
      expect([query, (await page(query)).json.code]).toEqual([query, "bad_request"]);
    }
    const whole = creditsSchema.parse((await page("limit=500")).json);
    expect(whole.next_cursor).toBeNull();
    const ids: number[] = [];
    let cursor: number | null = null;
    do {
      const part: Credits = creditsSchema.parse(
        (await page(`limit=2${cursor === null ? "" : `&cursor=${cursor}`}`)).json,
      );
      expect(part.available_milli).toBe(whole.available_milli);
      ids.push(...part.entries.map(({ id }) => id));
      cursor = part.next_cursor;
    } while (cursor !== null);
    expect(ids).toEqual(whole.entries.map(({ id }) => id));
  });
});

describe("API keys", () => {
  it("work at once, act as a member of their workspace, and end when revoked", async () => {
    const created = await api.call(ada, "POST", "/keys", { name: "CRM" });
    expect(created.status).toBe(201);
    const { key, secret } = keyCreatedSchema.parse(created.json);
    expect(secret).toMatch(/^cap_[\w-]{40}$/);
    expect(secret.startsWith(key.prefix)).toBe(true);
    const program = { token: secret };
    const me = meSchema.parse((await api.call(program, "GET", "/me")).json);
    expect(me).toMatchObject({
      user: null,
      workspace: { id: ada.workspaceId, role: "member" },
      workspaces: [{ id: ada.workspaceId }],
    });
    const sent = await api.call(program, "POST", "/imports/leads", {
      leads: [{ name: "Bo Example", company: "Orchard" }],
    });
    expect(sent.status).toBe(202);
    expect((await api.call(program, "POST", "/keys", { name: "more" })).json.code).toBe("forbidden");
    const eve = await api.addUser("eve@quarry.example");
    const elsewhere = { "x-workspace-id": eve.workspaceId };
    expect((await api.call(program, "GET", "/me", undefined, elsewhere)).json.code).toBe("forbidden");
    expect((await api.call(eve, "DELETE", `/keys/${key.id}`)).json.code).toBe("not_found");

    const listed = await api.call(ada, "GET", "/keys");
    expect(keyListSchema.parse(listed.json).keys).toMatchObject([{ id: key.id, name: "CRM", revoked_at: null }]);
    expect(listed.text).not.toContain("hash");
    expect((await api.call(ada, "DELETE", `/keys/${key.id}`)).status).toBe(204);
    expect((await api.call(program, "GET", "/me")).json.code).toBe("unauthorized");
    const stored = await api.pg.query<{ row: string }>("select k::text as row from public.api_keys k");
    expect(JSON.stringify(stored.rows)).not.toContain(secret);
    expect(api.lines.join("\n")).not.toContain(secret.slice(8));
  });
});

describe("the daily budget", () => {
  it("refuses no amount, part amounts, text and more than one field", async () => {
    for (const body of [
      {},
      { max_daily_cost_micros: 0 },
      { max_daily_cost_micros: -5 },
      { max_daily_cost_micros: 1.5 },
      { max_daily_cost_micros: "25" },
      { max_daily_cost_micros: 1e300 },
      { max_daily_cost_micros: 5, max_cost_micros: 5 },
    ]) {
      expect((await api.call(ada, "PUT", "/workspace/budget", body)).json.code, JSON.stringify(body)).toBe(
        "bad_request",
      );
    }
  });

  it("is set by admins, read by all, wakes who waited, and is lifted by null", async () => {
    const key = await api.call(ada, "POST", "/keys", { name: "reader" });
    const program = { token: key.json.secret as string };
    expect((await api.call(program, "PUT", "/workspace/budget", { max_daily_cost_micros: 5 })).json.code).toBe(
      "forbidden",
    );
    const before = api.state.woken;
    const set = await api.call(ada, "PUT", "/workspace/budget", { max_daily_cost_micros: 5_000_000 });
    expect(workspaceBudgetSchema.parse(set.json).max_daily_cost_micros).toBe(5_000_000);
    expect(api.state.woken).toBe(before + 1);
    const read = workspaceBudgetSchema.parse((await api.call(program, "GET", "/workspace/budget")).json);
    // One address was found above, at the price that the test's worker names.
    expect(read).toEqual({ max_daily_cost_micros: 5_000_000, spent_today_micros: 19_000 });
    await api.call(ada, "PUT", "/workspace/budget", { max_daily_cost_micros: null });
    expect((await api.call(ada, "GET", "/workspace/budget")).json.max_daily_cost_micros).toBeNull();
    const other = await api.addUser("budget@quarry.example");
    expect((await api.call(other, "GET", "/workspace/budget")).json).toEqual({
      max_daily_cost_micros: null,
      spent_today_micros: 0,
    });
  });
});

describe("suppressions", () => {
  it("refuses what names nobody", async () => {
    const post = (body: unknown) => api.call(ada, "POST", "/suppressions", body);
    expect((await post({})).json.code).toBe("bad_request");
    expect((await post({ email: "no address" })).json).toMatchObject({
      status: 422,
      detail: expect.stringContaining("email"),
    });
    expect((await post({ linkedin_url: "https://evil.example/in/ada" })).json.code).toBe("unprocessable");
    expect((await post({ keys: ["zz:ada"] })).json.code).toBe("bad_request");
  });

  it("keeps people from being asked about, in this workspace", async () => {
    const added = await api.call(ada, "POST", "/suppressions", {
      email: "Dan@Orchard.example",
      linkedin_url: "linkedin.com/in/Flo-Example/",
    });
    expect(added.json).toEqual({ added: 2 });
    const listed = suppressionListSchema.parse((await api.call(ada, "GET", "/suppressions")).json);
    expect(listed.suppressions.map(({ key }) => key).toSorted()).toEqual(["em:dan@orchard.example", "li:flo-example"]);
    const leads = [
      { name: "Dan Example", company: "Orchard", email: "dan@orchard.example" },
      { name: "Flo Example", company: "Orchard", linkedin_url: "https://www.linkedin.com/in/flo-example" },
      { name: "Gil Example", company: "Orchard" },
    ];
    const sent = await api.call(ada, "POST", "/imports/leads", { leads });
    const contacts = (await api.call(ada, "GET", `/jobs/${sent.json.job_id}/contacts`)).json.contacts;
    expect(
      contacts.map((contact: { result: string | null; reason: string | null }) => [contact.result, contact.reason]),
    ).toEqual([
      ["suppressed", "opted_out"],
      ["suppressed", "opted_out"],
      [null, null],
    ]);
    const removed = await api.call(ada, "DELETE", "/suppressions", { keys: ["em:dan@orchard.example"] });
    expect(removed.json).toEqual({ removed: 1 });
  });
});
