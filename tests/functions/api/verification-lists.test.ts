import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { limits } from "#contracts/api/common.ts";
import { verificationListAnswerSchema, verificationRowsPageSchema } from "#contracts/api/verification-lists.ts";
import { verdictColumns } from "#core/verification/list-columns.ts";
import { readTable } from "#files/read-table.ts";
import { listQueue } from "#functions/_shared/db/verification-lists.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { type ListWork, verifyLists } from "#functions/_shared/verification/verify-lists.ts";
import { verifyMany } from "#functions/_shared/verification/verify-many.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { type Simulators, startSimulators } from "#local/simulators/index.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";

let simulators: Simulators;
let api: TestApi;
let ada: Person;
let eve: Person;
const now = () => Date.now();
const phones = createPhoneVerifier({ now });

beforeAll(async () => {
  simulators = await startSimulators({ latency: "none" });
  api = await openTestApi();
  ada = await api.addUser("ada@orchard.example");
  eve = await api.addUser("eve@elsewhere.example");
});
afterAll(async () => {
  await api.close();
  await simulators.close();
});

const work = (more: Partial<ListWork> = {}): ListWork => {
  const query = dohQuery([simulators.dohUrl]);
  const verifier = createEmailVerifier({ resolver: createResolver({ query, now, asksReserved: true }), now });
  return {
    queue: listQueue(api.db),
    verifyEmails: (addresses) => verifyMany(verifier, addresses, 3),
    phones,
    now,
    ...more,
  };
};
const run = { until: Number.POSITIVE_INFINITY, mostRows: 100_000, signal: new AbortController().signal };

type Kind = "email" | "phone";
const create = (body: object, who = ada) => api.call(who, "POST", "/verify/lists", body);
const emails = { name: "News.csv", kind: "email" as Kind, columns: ["Name", "E-mail"], value_column: 1 };

async function filled(list: typeof emails & { region?: string }, rows: string[][]): Promise<string> {
  const id: string = (await create(list)).json.list_id;
  const sent = rows.map((cells, index) => ({ row_number: index + 1, cells }));
  expect((await api.call(ada, "POST", `/verify/lists/${id}/rows`, { rows: sent })).status).toBe(200);
  return id;
}

async function worked(id: string) {
  expect((await api.call(ada, "POST", `/verify/lists/${id}/start`)).status).toBe(200);
  await verifyLists(work(), run);
  return verificationListAnswerSchema.parse((await api.call(ada, "GET", `/verify/lists/${id}`)).json).list;
}

describe("refusals", () => {
  it("takes no list without its column, and no rows beyond the limits", async () => {
    for (const body of [
      {},
      { ...emails, value_column: 2 },
      { ...emails, columns: [] },
      { ...emails, kind: "fax" },
      { ...emails, region: "France" },
    ]) {
      expect((await create(body)).json.code).toBe("bad_request");
    }
    const id: string = (await create(emails)).json.list_id;
    const rows = (sent: unknown) => api.call(ada, "POST", `/verify/lists/${id}/rows`, { rows: sent });
    expect((await rows([])).json.code).toBe("bad_request");
    expect((await rows([{ row_number: limits.rowsPerJob + 1, cells: ["x"] }])).json.code).toBe("bad_request");
    expect((await rows([{ row_number: 1, cells: ["x".repeat(limits.cellLength + 1)] }])).json.code).toBe("bad_request");
    expect((await api.call(ada, "POST", `/verify/lists/${id}/start`)).json.code).toBe("unprocessable");
    expect((await api.call(ada, "GET", `/verify/lists/${id}/export.csv`)).json.code).toBe("conflict");
  });

  it("shows a list to nobody else", async () => {
    const id = await filled(emails, [["A", "a@acme.example"]]);
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/rows"],
      ["GET", "/export.csv"],
      ["POST", "/start"],
      ["DELETE", ""],
    ] as const) {
      expect((await api.call(eve, method, `/verify/lists/${id}${path}`)).json.code).toBe("not_found");
      expect((await api.call(null, method, `/verify/lists/${id}${path}`)).json.code).toBe("unauthorized");
    }
    expect((await api.call(eve, "GET", "/verify/lists")).json.lists).toEqual([]);
    expect((await api.call(ada, "DELETE", `/verify/lists/${id}`)).status).toBe(204);
  });
});

describe("a list of addresses", () => {
  const rows = [
    ["Ada", "ada.example@acme.example"],
    ["=cmd", "not an address"],
    ["Grace", "  ada.example@acme.example "],
    ["", ""],
    ['Info; "x"', "info@acme.example"],
    ["Typo", "person@gmial.com"],
  ];

  it("is worked off in the background and downloaded with every column as it came", async () => {
    const id = await filled(emails, rows);
    const woken = api.state.woken;
    const list = await worked(id);
    expect(api.state.woken).toBeGreaterThan(woken);
    expect(list).toMatchObject({ status: "completed", row_count: 6, checked_count: 6 });
    expect(list.counts).toMatchObject({ undeliverable: 1, empty: 1 });

    const csv = await api.call(ada, "GET", `/verify/lists/${id}/export.csv?raw=1`);
    expect(csv.headers.get("content-disposition")).toContain('filename="News-verified.csv"');
    const table = readTable(new TextEncoder().encode(csv.text));
    if (!table.ok) throw new Error(table.detail);
    expect(table.headers).toEqual([...emails.columns, ...verdictColumns("email")]);
    expect(table.rows.map((cells) => cells.slice(0, 2))).toEqual(rows);
    expect(table.rows.map((cells) => cells[2])).toEqual([
      "unknown",
      "undeliverable",
      "unknown",
      "empty",
      "unknown",
      "risky",
    ]);
    expect(table.rows[5]?.[5]).toBe("person@gmail.com");
    // A spreadsheet must not run what somebody wrote into a list.
    expect((await api.call(ada, "GET", `/verify/lists/${id}/export.csv`)).text).toContain("'=cmd");
  });

  it("shows its rows with the lines that make up the score, page by page and by status", async () => {
    const id = await filled(emails, rows);
    await worked(id);
    const path = `/verify/lists/${id}/rows`;
    const first = verificationRowsPageSchema.parse((await api.call(ada, "GET", `${path}?limit=4`)).json);
    expect(first.next_after).toBe(4);
    const rest = verificationRowsPageSchema.parse((await api.call(ada, "GET", `${path}?limit=4&after=4`)).json);
    expect(rest.rows.map(({ row_number }) => row_number)).toEqual([5, 6]);
    for (const { verdict } of [...first.rows, ...rest.rows]) {
      if (verdict) expect(verdict.score_lines.reduce((sum, { points }) => sum + points, 0)).toBe(verdict.score);
    }
    const bad = verificationRowsPageSchema.parse((await api.call(ada, "GET", `${path}?status=undeliverable`)).json);
    expect(bad.rows.map(({ value }) => value)).toEqual(["not an address"]);
  });

  it("loses nothing when its worker ends in the middle: the next one takes the rows over", async () => {
    const id = await filled(
      emails,
      Array.from({ length: 450 }, (_, at) => [`P${at}`, `p${at}@acme.example`]),
    );
    await api.call(ada, "POST", `/verify/lists/${id}/start`);
    let claims = 0;
    const dying = work({
      verifyEmails: (addresses) =>
        ++claims === 2 ? Promise.reject(new Error("the machine is gone")) : work().verifyEmails(addresses),
    });
    await expect(verifyLists(dying, run)).rejects.toThrow("the machine is gone");
    await api.pg.query("update public.verification_rows set claimed_until = now() where list_id = $1", [id]);
    expect(await verifyLists(work(), run)).toEqual({ rows: 250, more: false });
    expect((await api.call(ada, "GET", `/verify/lists/${id}`)).json.list).toMatchObject({
      status: "completed",
      checked_count: 450,
    });
  });

  it("gives rows back whose verdict is made elsewhere, and ends for the day when told", async () => {
    const id = await filled(emails, [
      ["A", "a@acme.example"],
      ["B", "b@acme.example"],
      ["A again", "a@acme.example"],
    ]);
    await api.call(ada, "POST", `/verify/lists/${id}/start`);
    const patient = work({
      verifyEmails: async (addresses) => {
        const verdicts = await work().verifyEmails(addresses);
        return verdicts.map((verdict, at) => (addresses[at]?.startsWith("a@") ? { waitMs: 60_000 } : verdict));
      },
    });
    expect(await verifyLists(patient, { ...run, mostRows: 1 })).toEqual({ rows: 3, more: true });
    expect(await verifyLists(patient, run)).toEqual({ rows: 0, more: false });
    const { list } = (await api.call(ada, "GET", `/verify/lists/${id}`)).json;
    expect(list).toMatchObject({ status: "running", checked_count: 1 });
    expect((await api.call(ada, "DELETE", `/verify/lists/${id}`)).status).toBe(204);
  });
});

describe("a list of numbers", () => {
  it("reads national numbers in the country of the list and says what it made of each", async () => {
    const list = { name: "Phones", kind: "phone" as Kind, columns: ["Phone", "Who"], value_column: 0, region: "FR" };
    const id = await filled(list, [
      ["06 41 57 29 38", "A"],
      ["2026-01-15", "B"],
      ["+44 20 7946 0018", "C"],
      ["+33 1 2", "D"],
    ]);
    expect((await worked(id)).counts).toEqual({ valid: 1, invalid: 2, possible: 1 });
    const csv = await api.call(ada, "GET", `/verify/lists/${id}/export.csv`);
    expect(csv.text).toContain("06 41 57 29 38,A,valid,valid,");
    expect(csv.text).toContain("+33641572938");
  });
});
