import { describe, expect, it } from "vitest";
import { mapItem } from "#core/providers/icypeas/map-response.ts";
import { bulkSearchBody, emailSearchBody, readRowsBody, searchRow } from "#core/providers/icypeas/request.ts";
import {
  readAccount,
  readFiles,
  readRows,
  readSubmittedBulk,
  readSubmittedSingle,
} from "#core/providers/icypeas/response.ts";
import { person } from "./person.ts";
import { htmlPage, recorded, reply } from "./reply.ts";

const item = (status: string, emails: unknown[] = [], more: object = {}) =>
  mapItem({ _id: "p_1", status, results: { emails, phones: [] }, userData: { externalId: "lead-1" }, ...more });

describe("requests", () => {
  it("prefers the domain and carries our id", () => {
    expect(emailSearchBody(person(), "b-1")).toEqual({
      firstname: "Lena",
      lastname: "Ortiz",
      domainOrCompany: "northwind.example",
      custom: { externalId: "b-1" },
    });
  });

  it.each([
    [person({ firstName: null }), ["", "Ortiz", "northwind.example"]],
    [person({ domain: null }), ["Lena", "Ortiz", "Northwind"]],
    [
      person({ firstName: null, lastName: null, fullName: "Ana Maria Ruiz" }),
      ["Ana Maria", "Ruiz", "northwind.example"],
    ],
    [person({ firstName: null, lastName: null, fullName: "Cher" }), ["", "Cher", "northwind.example"]],
  ])("splits names only where it must", (query, row) => expect(searchRow(query)).toEqual(row));

  it("names a bulk after the batch and gives one external id for each row", () => {
    const body = bulkSearchBody("batch-9", [person(), person({ ref: "lead-2" })]);
    expect(body).toMatchObject({
      task: "email-search",
      name: "batch-9",
      custom: { externalIds: ["lead-1", "lead-2"] },
    });
    expect(body.data).toHaveLength(2);
  });

  it("asks for the next page with the bookmark as it came, and never with a type", () => {
    expect(readRowsBody("f_1", null)).toEqual({ mode: "bulk", file: "f_1", limit: 100 });
    const sorts = [
      [1, "a"],
      [2, "b"],
    ];
    expect(readRowsBody("f_1", sorts)).toEqual({ mode: "bulk", file: "f_1", limit: 100, next: true, sorts });
  });
});

describe("refusals", () => {
  it.each([
    ["a bad key", recorded("icypeas/unauthorized", 401), "auth"],
    ["too many requests", recorded("icypeas/too-many", 429, 30_000), "rate_limited"],
    ["a refusal with status 200", recorded("icypeas/validation-errors"), "bad_input"],
    ["an unpaid subscription", recorded("icypeas/unpaid", 402), "out_of_credits"],
    ["an unpaid subscription with status 200", recorded("icypeas/unpaid"), "out_of_credits"],
    ["an unknown search", recorded("icypeas/search-not-found"), "transient"],
    ["a refusal without a reason", reply('{"success":false}'), "transient"],
    ["a server error", reply('{"message":"oops"}', 500), "transient"],
    ["a gateway timeout", reply(htmlPage, 504), "timeout"],
    ["a page", reply(htmlPage), "transient"],
    ["a page that says 400", reply(htmlPage, 400), "transient"],
    ["half an answer", reply('{"success":true,"items":['), "transient"],
    ["items of the wrong type", reply('{"success":true,"items":{"0":{}}}'), "transient"],
    ["nothing", reply(""), "transient"],
  ] as const)("%s", (_, answer, outcome) => {
    for (const read of [readRows, readSubmittedSingle, readSubmittedBulk, readFiles]) {
      const result = read(answer);
      expect(result).toMatchObject({ ok: false, failure: { outcome } });
    }
  });

  it("keeps the wait that the provider asked for", () => {
    expect(readRows(recorded("icypeas/too-many", 429, 30_000))).toMatchObject({ failure: { retryAfterMs: 30_000 } });
  });

  it("marks an unknown search, so that it can be given up", () => {
    expect(readRows(recorded("icypeas/search-not-found"))).toMatchObject({ gone: true });
    expect(readRows(recorded("icypeas/unpaid"))).not.toHaveProperty("gone");
  });

  it("says in the account route that the key works or not", () => {
    expect(readAccount(reply('{"success":true,"credits":12}'))).toBeNull();
    expect(readAccount(recorded("icypeas/unauthorized", 401))).toMatchObject({ outcome: "auth" });
  });
});

describe("submits and lists", () => {
  it("reads ids", () => {
    expect(readSubmittedSingle(recorded("icypeas/submitted-single"))).toEqual({ ok: true, value: "p_x1" });
    expect(readSubmittedBulk(recorded("icypeas/submitted-bulk"))).toEqual({ ok: true, value: "f_901" });
    // `items` belongs to reads, `item` to submits: one is not taken for the other.
    expect(readSubmittedSingle(recorded("icypeas/found"))).toMatchObject({ ok: false });
    expect(readRows(recorded("icypeas/submitted-single"))).toMatchObject({ ok: false });
  });

  it("reads the state of bulks", () => {
    const files = readFiles(recorded("icypeas/files"));
    expect(files).toMatchObject({
      ok: true,
      value: {
        files: [
          { file: "f_901", name: "batch-9", finished: true, share: 1 },
          { file: "f_900", name: "batch-8", finished: false, share: expect.closeTo(0.883, 2) },
        ],
      },
    });
  });

  it("reads rows with the bookmark of the next page", () => {
    const rows = readRows(recorded("icypeas/bulk-rows"));
    if (!rows.ok) throw new Error("unreadable");
    expect(rows.value.sorts).toEqual([
      [1761000000000, "r_0"],
      [1761000000000, "r_4"],
    ]);
    expect(
      rows.value.items.map(mapItem).map(({ ref, order, answer }) => [ref, order, answer?.outcome ?? null]),
    ).toEqual([
      ["lead-1", 0, "found"],
      ["lead-2", 1, null],
      ["lead-3", 2, "miss"],
      ["lead-4", 3, "bad_input"],
      ["lead-5", 4, "out_of_credits"],
    ]);
  });
});

describe("items", () => {
  it.each(["NONE", "SCHEDULED", "IN_PROGRESS"])("%s is running", (status) => expect(item(status).answer).toBeNull());

  it.each([
    ["NOT_FOUND", "miss"],
    ["DEBITED_NOT_FOUND", "miss"],
    ["BAD_INPUT", "bad_input"],
    ["INSUFFICIENT_FUNDS", "out_of_credits"],
    ["ABORTED", "transient"],
    ["SOMETHING_NEW", "transient"],
  ])("%s becomes %s", (status, outcome) => expect(item(status).answer).toMatchObject({ outcome }));

  it.each([
    ["ultra_sure", "verified"],
    ["very_sure", "verified"],
    ["sure", "probable"],
    ["probable", "probable"],
    ["brand_new_word", "weak"],
  ])("certainty %s becomes %s", (certainty, label) => {
    for (const status of ["DEBITED", "FOUND"]) {
      expect(item(status, [{ email: "lena.ortiz@northwind.example", certainty }]).answer).toEqual({
        outcome: "found",
        emails: [{ email: "lena.ortiz@northwind.example", label, nativeLabel: certainty, score: null }],
        phones: [],
        credits: 1,
      });
    }
  });

  it.each(["undeliverable", "not_found"])("certainty %s is no address, but it was charged", (certainty) => {
    const { answer } = item("DEBITED", [{ email: "lena.ortiz@northwind.example", certainty }]);
    expect(answer).toMatchObject({ outcome: "miss", credits: 1 });
  });

  it("puts the surest address first", () => {
    const [first] = readRowsOf("icypeas/bulk-rows");
    expect(first?.answer).toMatchObject({ emails: [{ nativeLabel: "very_sure" }, { nativeLabel: "probable" }] });
  });

  it("does not trust names that every object has", () => {
    const { answer } = item("DEBITED", [{ email: "lena.ortiz@northwind.example", certainty: "constructor" }]);
    expect(answer).toMatchObject({ emails: [{ label: "weak" }] });
  });

  it.each([
    ["an address that is a number", { results: { emails: [{ email: 42, certainty: "sure" }] } }],
    ["emails that are no list", { results: { emails: "lena" } }],
    ["no status", { status: undefined }],
    ["a status that is a list", { status: ["DEBITED"] }],
    ["a thousand addresses", { results: { emails: Array.from({ length: 1_000 }, () => ({ email: "a@b.example" })) } }],
  ])("%s is transient and keeps its id", (_, change) => {
    const mapped = item("DEBITED", [], change);
    expect(mapped).toMatchObject({ id: "p_1", ref: "lead-1", answer: { outcome: "transient" } });
  });
});

function readRowsOf(name: string) {
  const rows = readRows(recorded(name));
  return rows.ok ? rows.value.items.map(mapItem) : [];
}
