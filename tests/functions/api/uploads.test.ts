import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "#contracts/api/common.ts";
import { fileAcceptedSchema } from "#contracts/api/imports.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

let api: TestApi;
let users = 0;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const newUser = (): Promise<Person> => api.addUser(`user${++users}@orchard.example`);

const list =
  "Prénom;Nom;Société;Notes\r\nAda;Example;Orchard;=1+1\r\nBo;Example;Quarry;\r\n;;Harbour;\r\nADA;EXAMPLE;Orchard GmbH;again\r\n";

function form(
  content: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
  name = "people.csv",
): FormData {
  const data = new FormData();
  data.set("file", new File([content], name));
  for (const [field, value] of Object.entries(fields)) data.set(field, value);
  return data;
}

const post = (
  who: Person,
  body: FormData | Uint8Array<ArrayBuffer> | string,
  headers?: Record<string, string>,
  query = "",
) => api.call(who, "POST", `/imports/file${query}`, body, headers);

describe("POST /imports/file", () => {
  it.each([
    ["a PDF", "%PDF-1.7 …"],
    ["JSON", '{"leads": []}'],
    ["a web page", "<!doctype html><html></html>"],
    ["nothing", ""],
    ["a damaged Excel file", "PK\u0003\u0004broken"],
  ])("refuses %s with 415 and one sentence", async (_, content) => {
    const who = await newUser();
    const answer = await post(who, form(content));
    expect([answer.status, answer.json.code]).toEqual([415, "unsupported_file"]);
    expect(answer.json.detail).toMatch(/\.$/);
    expect((await api.call(who, "GET", "/jobs")).json.jobs).toEqual([]);
  });

  it("refuses files over the limit, forms without a file, and tables without people", async () => {
    const who = await newUser();
    const large = await post(who, form(new Uint8Array(limits.fileBytes + 1)));
    expect([large.status, large.json.code]).toEqual([413, "payload_too_large"]);
    const huge = await post(who, new Uint8Array(limits.fileBytes + 70_000), { "content-type": "text/csv" });
    expect([huge.status, huge.json.code]).toEqual([413, "payload_too_large"]);
    const empty = new FormData();
    empty.set("name", "x");
    expect((await post(who, empty)).json.code).toBe("bad_request");
    expect((await post(who, "not a form", { "content-type": "multipart/form-data; boundary=x" })).status).toBe(400);
    expect((await post(who, form("Stock,Price\r\n1,2\r\n"))).json.code).toBe("no_name_column");
    expect((await post(who, form(list, { options: "{" }))).json.code).toBe("bad_request");
    expect((await post(who, form(list, { options: '{"want":"fax"}' }))).json.detail).toContain("options");
    expect((await post(who, form(list, { start: "maybe" }))).json.code).toBe("bad_request");
  });

  it("reads the file, matches its columns, and reports rows that name nobody", async () => {
    const who = await newUser();
    const answer = await post(who, form(list, { name: "Spring list", options: '{"threshold":80}' }));
    expect(answer.status).toBe(202);
    const accepted = fileAcceptedSchema.parse(answer.json);
    expect(accepted).toMatchObject({
      accepted: 2,
      duplicates: 1,
      invalid_count: 1,
      invalid: [{ index: 3, reason: "no_name" }],
      columns: ["Prénom", "Nom", "Société", "Notes"],
      mapping: { first_name: 0, last_name: 1, company: 2 },
    });
    const { job } = (await api.call(who, "GET", `/jobs/${accepted.job_id}`)).json;
    expect(job).toMatchObject({
      name: "Spring list",
      source: "csv",
      status: "running",
      row_count: 4,
      options: { threshold: 80 },
    });
  });

  it("takes a bare body and query parameters, and leaves a draft when told so", async () => {
    const who = await newUser();
    const bytes = new Uint8Array([...new TextEncoder().encode("name,company\nAda Example,Orchard\n")]);
    const answer = await post(who, bytes, { "content-type": "text/csv" }, "?name=Bare&start=false");
    expect(answer.json).toMatchObject({ accepted: 1 });
    const { job } = (await api.call(who, "GET", `/jobs/${answer.json.job_id}`)).json;
    expect(job).toMatchObject({ name: "Bare", status: "draft" });
  });

  it("knows the same form by its content, though each sending has another boundary", async () => {
    const who = await newUser();
    const key = { "idempotency-key": "upload-1" };
    const first = await post(who, form(list), key);
    const again = await post(who, form(list), key);
    expect([again.status, again.headers.get("idempotent-replay"), again.json]).toEqual([202, "true", first.json]);
    const other = await post(who, form(list.replace("Quarry", "Harbour")), key);
    expect([other.status, other.json.code]).toEqual([422, "idempotency_mismatch"]);
    const renamed = await post(who, form(list, { name: "Other" }), key);
    expect(renamed.json.code).toBe("idempotency_mismatch");
    expect((await api.call(who, "GET", "/jobs")).json.jobs).toHaveLength(1);
  });
});
