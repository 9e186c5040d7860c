import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactListSchema } from "#contracts/api/contacts.ts";
import { connectAnswerSchema, connectCodeSchema } from "#contracts/api/extension.ts";
import { keyCreatedSchema } from "#contracts/api/keys.ts";
import { type List, listAddedSchema, listAnswerSchema, listContactsSchema, listsSchema } from "#contracts/api/lists.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

let api: TestApi;
let ada: Person;
let eve: Person;
beforeAll(async () => {
  api = await openTestApi();
  ada = await api.addUser("ada@orchard.example");
  eve = await api.addUser("eve@quarry.example");
});
afterAll(() => api.close());

async function addPeople(who: Person, names: string[]): Promise<string[]> {
  const leads = names.map((name) => ({ name, company: "Orchard" }));
  const sent = await api.call(who, "POST", "/imports/leads", { leads });
  const read = await api.call(who, "GET", `/jobs/${sent.json.job_id}/contacts`);
  return contactListSchema.parse(read.json).contacts.map(({ id }) => id);
}

const makeList = async (who: Person, name: string): Promise<List> =>
  listAnswerSchema.parse((await api.call(who, "POST", "/lists", { name })).json).list;

describe("lists", () => {
  it("are refused to nobody, to other workspaces and without a name", async () => {
    const list = await makeList(ada, "Refusals");
    const [contact = ""] = await addPeople(ada, ["Bo Example"]);
    expect((await api.call(null, "GET", "/lists")).json.code).toBe("unauthorized");
    for (const [method, path, body] of [
      ["GET", `/lists/${list.id}/contacts`, undefined],
      ["POST", `/lists/${list.id}/contacts`, { contact_ids: [contact] }],
      ["POST", `/lists/${list.id}/contacts/remove`, { contact_ids: [contact] }],
      ["DELETE", `/lists/${list.id}`, undefined],
    ] as const) {
      expect([path, (await api.call(eve, method, path, body)).json.code]).toEqual([path, "not_found"]);
    }
    expect((await api.call(ada, "POST", "/lists", { name: "   " })).json.code).toBe("bad_request");
    expect((await api.call(ada, "POST", "/lists", { name: "x".repeat(101) })).json.code).toBe("bad_request");
    expect((await api.call(ada, "POST", `/lists/${list.id}/contacts`, { contact_ids: [] })).json.code).toBe(
      "bad_request",
    );
    expect((await api.call(ada, "GET", `/lists/${list.id}/contacts?cursor=first`)).json.code).toBe("bad_request");
    await api.call(ada, "DELETE", `/lists/${list.id}`);
  });

  it("take contacts of their workspace once, of a duplicate its original, and give them back page by page", async () => {
    const list = await makeList(ada, " Spring ");
    expect(list).toMatchObject({ name: "Spring", contact_count: 0 });
    expect((await makeList(ada, "SPRING")).id).toBe(list.id);
    const mine = await addPeople(ada, ["Cleo Example", "Dan Example", "Eli Example"]);
    const again = await addPeople(ada, ["Cleo Example"]);
    const foreign = await addPeople(eve, ["Fay Example"]);

    const first = await api.call(ada, "POST", `/lists/${list.id}/contacts`, { contact_ids: [...again, ...foreign] });
    expect(listAddedSchema.parse(first.json)).toMatchObject({ added: 1, known: 0, list: { contact_count: 1 } });
    const rest = await api.call(ada, "POST", `/lists/${list.id}/contacts`, { contact_ids: mine });
    expect(listAddedSchema.parse(rest.json)).toMatchObject({ added: 2, known: 1, list: { contact_count: 3 } });

    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await api.call(ada, "GET", `/lists/${list.id}/contacts?limit=1${cursor}`);
      const read = listContactsSchema.parse(page.json);
      seen.push(...read.contacts.map(({ id }) => id));
      cursor = read.next_cursor === null ? "" : `&cursor=${encodeURIComponent(read.next_cursor)}`;
    } while (cursor !== "");
    expect(seen.toSorted()).toEqual(mine.toSorted());
    expect(seen.at(-1)).toBe(mine[0]);

    const removed = await api.call(ada, "POST", `/lists/${list.id}/contacts/remove`, { contact_ids: again });
    expect(removed.json).toMatchObject({ removed: 1, list: { contact_count: 2 } });
    const all = listsSchema.parse((await api.call(ada, "GET", "/lists")).json).lists;
    expect(all.map(({ name, contact_count }) => [name, contact_count])).toEqual([["Spring", 2]]);
    expect(listsSchema.parse((await api.call(eve, "GET", "/lists")).json).lists).toEqual([]);
  });
});

describe("codes that connect the extension", () => {
  const connect = (code: unknown, from = "203.0.113.7") =>
    api.call(null, "POST", "/extension/connect", { code }, { "x-forwarded-for": from });

  it("are made by a signed-in user only, and kept as a hash", async () => {
    expect((await api.call(null, "POST", "/extension/codes")).json.code).toBe("unauthorized");
    const { secret } = keyCreatedSchema.parse((await api.call(ada, "POST", "/keys", { name: "CRM" })).json);
    expect((await api.call({ token: secret }, "POST", "/extension/codes")).json.code).toBe("forbidden");
    const made = await api.call(ada, "POST", "/extension/codes");
    expect([made.status, made.headers.get("cache-control")]).toEqual([201, "no-store"]);
    const { code, expires_at } = connectCodeSchema.parse(made.json);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(300_000);
    const rows = await api.pg.query<{ row: string }>("select c::text as row from public.extension_codes c");
    expect(JSON.stringify(rows.rows)).not.toContain(code);
    expect(api.lines.join("\n")).not.toContain(code);
  });

  it("are good once, however they are typed, also when two come at the same time", async () => {
    const { code } = connectCodeSchema.parse((await api.call(ada, "POST", "/extension/codes")).json);
    const typed = ` ${code.toLowerCase().replace("-", " – ")} `;
    const answers = await Promise.all([connect(typed), connect(code)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
    const good = answers.find(({ status }) => status === 200);
    expect(connectAnswerSchema.parse(good?.json)).toEqual({
      email: "ada@orchard.example",
      token_hash: "token-hash-of-ada@orchard.example",
    });
    expect((await connect(code)).json.code).toBe("unauthorized");
  });

  it("end after five minutes, and when a new one is made", async () => {
    const { code: first } = connectCodeSchema.parse((await api.call(ada, "POST", "/extension/codes")).json);
    const { code: second } = connectCodeSchema.parse((await api.call(ada, "POST", "/extension/codes")).json);
    expect((await connect(first)).status).toBe(401);
    await api.pg.query(
      "update public.extension_codes set expires_at = now() - interval '1 second' where used_at is null",
    );
    expect((await connect(second)).status).toBe(401);
  });

  it("cannot be guessed: a caller has twenty tries in ten minutes", async () => {
    const { code } = connectCodeSchema.parse((await api.call(eve, "POST", "/extension/codes")).json);
    for (let tries = 0; tries < 20; tries += 1) expect((await connect("00000-00000", "198.51.100.9")).status).toBe(401);
    const refused = await connect(code, "198.51.100.9");
    expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
    expect((await connect(code)).status).toBe(200);
  });
});
