import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { companiesAcceptedSchema, companyListSchema } from "#contracts/api/companies.ts";
import { leadsAcceptedSchema, leadsKnownSchema } from "#contracts/api/imports.ts";
import { readerListSchema } from "#contracts/api/readers.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

let api: TestApi;
let ada: Person;
let bo: Person;

beforeAll(async () => {
  api = await openTestApi();
  ada = await api.addUser("ada@orchard.example");
  bo = await api.addUser("bo@quarry.example");
});
afterAll(() => api.close());

const addCompanies = async (who: Person, companies: unknown[], headers?: Record<string, string>) => {
  const answer = await api.call(who, "POST", "/companies", { companies }, headers);
  expect(answer.status).toBe(200);
  return companiesAcceptedSchema.parse(answer.json);
};
const listCompanies = async (who: Person, query = "") =>
  companyListSchema.parse((await api.call(who, "GET", `/companies${query}`)).json);
const known = async (who: Person, leads: unknown[]) =>
  leadsKnownSchema.parse((await api.call(who, "POST", "/leads/known", { leads })).json).known;

describe("companies", () => {
  it("are refused one by one, with the reason, and without a valid body as a whole", async () => {
    const accepted = await addCompanies(ada, [
      { name: "Orchard Ltd", linkedin_id: "5001", website: "https://www.orchard.example/about" },
      "Orchard",
      { name: "" },
      { name: "Freelance" },
      { name: "Quarry", linkedin_id: "12; drop table" },
      { name: "Mill GmbH", website: "javascript:alert(1)" },
      { name: "Social", linkedin_id: "5009", website: "https://www.linkedin.com/company/5009" },
    ]);
    expect(accepted).toMatchObject({ added: 3, updated: 0 });
    expect(accepted.invalid.map(({ index, reason }) => [index, reason])).toEqual([
      [1, "bad_company"],
      [2, "bad_company"],
      [3, "no_name"],
      [4, "bad_company"],
    ]);
    const { companies } = await listCompanies(ada);
    expect(Object.fromEntries(companies.map(({ name, domain, website }) => [name, [domain, website]]))).toEqual({
      Orchard: ["orchard.example", "https://www.orchard.example/about"],
      Mill: [null, null],
      Social: [null, "https://www.linkedin.com/company/5009"],
    });
    for (const body of [{}, { companies: [] }, { companies: Array(101).fill({ name: "x" }) }]) {
      expect((await api.call(ada, "POST", "/companies", body)).status).toBe(400);
    }
  });

  it("are completed when they are seen again, and lose nothing", async () => {
    expect(await addCompanies(ada, [{ name: "Orchard Group", linkedin_id: "5001", industry: "Farming" }])).toEqual({
      added: 0,
      updated: 1,
      invalid: [],
    });
    const [orchard] = (await listCompanies(ada)).companies.filter(({ linkedin_id }) => linkedin_id === "5001");
    expect(orchard).toMatchObject({ name: "Orchard Group", domain: "orchard.example", industry: "Farming" });
  });

  it("belong to one workspace, and come in pages", async () => {
    expect((await listCompanies(bo)).companies).toEqual([]);
    const first = await listCompanies(ada, "?limit=2");
    const second = await listCompanies(ada, `?limit=2&cursor=${first.next_cursor}`);
    expect([...first.companies, ...second.companies]).toHaveLength(3);
    expect(second.next_cursor).toBeNull();
  });

  it("give their domain to people who bring none", async () => {
    const person = { first_name: "Cleo", last_name: "Example", company: "Orchard Group", company_linkedin_id: "5001" };
    const accepted = leadsAcceptedSchema.parse(
      (
        await api.call(ada, "POST", "/imports/leads", {
          leads: [
            person,
            { ...person, first_name: "Dan", website: "https://own.example" },
            { ...person, first_name: "Eli", company_linkedin_id: "77" },
          ],
          start: false,
        })
      ).json,
    );
    expect(accepted.accepted).toBe(3);
    const { contacts } = (await api.call(ada, "GET", `/jobs/${accepted.job_id}/contacts`)).json;
    expect(contacts.map((contact: { domain: string | null }) => contact.domain)).toEqual([
      "orchard.example",
      "own.example",
      null,
    ]);
    // A company's number is nobody's profile.
    expect(contacts.map((contact: { linkedin_id?: string }) => contact.linkedin_id ?? null)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("people who are known", () => {
  it("are those whom an import would take for duplicates, of the own workspace alone", async () => {
    const leads = [
      { first_name: "Flo", last_name: "Example", company: "Orchard", linkedin_id: "910000001" },
      { full_name: "Gus Example", company: "Quarry GmbH" },
    ];
    await api.call(ada, "POST", "/imports/leads", { leads });
    const asked = [
      { full_name: "Nobody Known", company: "Orchard" },
      { full_name: "Florence Other", company: "Elsewhere", linkedin_id: "910000001" },
      "not a person",
      { full_name: "gus EXAMPLE", company: "Quarry" },
      {},
    ];
    expect((await known(ada, asked)).map(({ index }) => index)).toEqual([1, 3]);
    expect(await known(bo, asked)).toEqual([]);
    const again = leadsAcceptedSchema.parse(
      (await api.call(ada, "POST", "/imports/leads", { leads: [asked[1], asked[3]] })).json,
    );
    expect(again).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it("are asked for a few pages at a time", async () => {
    const many = Array(201).fill({ full_name: "Ada Example", company: "Orchard" });
    expect((await api.call(ada, "POST", "/leads/known", { leads: many })).status).toBe(400);
    expect((await api.call(ada, "POST", "/leads/known", { leads: [] })).status).toBe(400);
  });
});

describe("readers of the extension", () => {
  it("are told to everybody who asks, as data that the extension takes", async () => {
    const read = async () => {
      const answer = await api.call(null, "GET", "/extension/readers");
      expect(answer.headers.get("cache-control")).toContain("max-age");
      return readerListSchema.parse(answer.json);
    };
    expect(await read()).toEqual({ off: [] });
    await api.pg.query(
      "insert into public.reader_switches (reader, below, note) values ('lead_search:dom', '0.2.0', 'x')",
    );
    expect(await read()).toEqual({ off: [{ reader: "lead_search:dom", below: "0.2.0" }] });
    for (const [reader, below] of [
      ["lead_search:eval", null],
      ["document.querySelector('a')", null],
      ["lead_search:dom ", "1; drop"],
    ]) {
      await expect(
        api.pg.query("insert into public.reader_switches (reader, below) values ($1, $2)", [reader, below]),
      ).rejects.toThrow();
    }
  });
});
