import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactProperties } from "#core/destinations/hubspot/contact-properties.ts";
import { readUpsert } from "#core/destinations/hubspot/read-upsert.ts";
import { readToken } from "#core/destinations/hubspot/token.ts";
import { batchSize, upsertRequest } from "#core/destinations/hubspot/upsert-request.ts";
import type { DeliveredPerson } from "#core/destinations/words.ts";

const person = (change: Partial<DeliveredPerson> = {}): DeliveredPerson => ({
  contact_id: "row-1",
  email: " Ada.Example@Orchard.example ",
  first_name: "Ada",
  last_name: "Example",
  full_name: "Ada Example",
  company: "Orchard",
  domain: "orchard.example",
  title: "CTO",
  linkedin_url: "https://www.linkedin.com/in/ada-example",
  phone: "+33100000000",
  phone_type: "FIXED_LINE",
  ...change,
});
const two = [person(), person({ contact_id: "row-2", email: "bo@orchard.example" })];
const read = (status: number, body: unknown, retryAfterMs?: number) =>
  readUpsert(two, { status, body: typeof body === "string" ? body : JSON.stringify(body), retryAfterMs });
const faults = (...list: { error: string; name: string }[]) =>
  `Property values were not valid: ${JSON.stringify(list.map((one) => ({ isValid: false, ...one })))}`;

describe("a token", () => {
  it("is refused when no header could carry it", () => {
    for (const bad of [
      "",
      "short",
      "pat-eu1 with blanks inside of it",
      "pat-eu1-ééééééééééééééééé",
      "x".repeat(2_001),
    ]) {
      expect(readToken(bad), bad.slice(0, 40)).toBeNull();
    }
    expect(readToken("  Bearer pat-eu1-0123456789abcdef\n")).toBe("pat-eu1-0123456789abcdef");
  });
});

describe("properties", () => {
  it("leave out what is not known, and what could harm whoever clicks on it", () => {
    const bare = person({ company: null, title: "  ", phone: null, domain: null, linkedin_url: "javascript:alert(1)" });
    expect(contactProperties(bare)).toEqual({
      email: "ada.example@orchard.example",
      firstname: "Ada",
      lastname: "Example",
    });
    expect(contactProperties(person(), new Set(["hs_linkedin_url"]))).not.toHaveProperty("hs_linkedin_url");
  });

  it("are HubSpot's own names, a mobile number apart", () => {
    expect(contactProperties(person())).toEqual({
      email: "ada.example@orchard.example",
      firstname: "Ada",
      lastname: "Example",
      company: "Orchard",
      jobtitle: "CTO",
      website: "orchard.example",
      phone: "+33100000000",
      hs_linkedin_url: "https://www.linkedin.com/in/ada-example",
    });
    const mobile = contactProperties(person({ phone_type: "MOBILE", first_name: null, last_name: null }));
    expect(mobile).toMatchObject({ mobilephone: "+33100000000", lastname: "Ada Example" });
    expect(mobile).not.toHaveProperty("phone");
  });
});

describe("a request", () => {
  it("refuses more than HubSpot takes, and names each row", () => {
    expect(() =>
      upsertRequest(
        Array.from({ length: batchSize + 1 }, () => person()),
        new Set(),
      ),
    ).toThrow(RangeError);
    const { path, body } = upsertRequest(two, new Set());
    expect(path).toBe("/crm/objects/2026-09/contacts/batch/upsert");
    expect(body.inputs.map(({ id, idProperty, objectWriteTraceId }) => [id, idProperty, objectWriteTraceId])).toEqual([
      ["ada.example@orchard.example", "email", "row-1"],
      ["bo@orchard.example", "email", "row-2"],
    ]);
  });
});

describe("an answer", () => {
  it.each([
    [401, { category: "INVALID_AUTHENTICATION" }, { kind: "token" }],
    [403, { category: "MISSING_SCOPES" }, { kind: "token" }],
    [403, "<html>Access denied</html>", { kind: "unavailable" }],
    [429, {}, { kind: "wait", ms: 10_000 }],
    [423, {}, { kind: "wait", ms: 2_000 }],
    [477, {}, { kind: "wait", ms: 3_600_000 }],
    [302, "", { kind: "unavailable" }],
    [400, "<html>", { kind: "unavailable" }],
    [404, {}, { kind: "unavailable" }],
    [500, {}, { kind: "unavailable" }],
    [524, "<html>", { kind: "unavailable" }],
    [200, "<html>", { kind: "unavailable" }],
    [200, '{"results":[{', { kind: "unavailable" }],
    [200, { results: "many" }, { kind: "unavailable" }],
  ])("of status %i with %j is trouble", (status, body, expected) => {
    expect(read(status, body)).toEqual(expected);
  });

  it("says how long to wait", () => expect(read(429, {}, 4_000)).toEqual({ kind: "wait", ms: 4_000 }));

  it("refuses all for one", () => {
    expect(
      read(400, { category: "VALIDATION_ERROR", message: faults({ error: "INVALID_EMAIL", name: "email" }) }),
    ).toEqual({
      kind: "rejected",
      refusal: { reason: "invalid_email", properties: ["email"] },
    });
    expect(read(409, { category: "CONFLICT", message: "Contact already exists. Existing ID: 7" })).toEqual({
      kind: "rejected",
      refusal: { reason: "conflict", properties: [] },
    });
  });

  it("of both kinds is told row by row; who is left out did not arrive", () => {
    const mixed = {
      status: "COMPLETE",
      results: [{ id: "90210", objectWriteTraceId: "row-1", properties: { email: "ada.example@orchard.example" } }],
      errors: [
        {
          category: "VALIDATION_ERROR",
          message: faults({ error: "PROPERTY_DOESNT_EXIST", name: "hs_linkedin_url" }),
          context: { objectWriteTraceId: ["row-2"] },
        },
      ],
    };
    expect(read(207, mixed)).toEqual({
      kind: "rows",
      rows: [
        { state: "sent", externalId: "90210" },
        { state: "refused", reason: "unknown_property", detail: "hs_linkedin_url" },
      ],
      unknown: ["hs_linkedin_url"],
    });
    expect(read(200, { results: [{ id: 7, properties: { email: "BO@orchard.example" } }] })).toMatchObject({
      rows: [
        { state: "failed", reason: "no_answer" },
        { state: "sent", externalId: "7" },
      ],
    });
  });

  it("never throws and tells every person exactly one outcome, whatever comes", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          results: fc.array(fc.record({ id: fc.string(), objectWriteTraceId: fc.constantFrom("row-1", "x") })),
        })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), anything, (status, body) => {
        const reading = read(status, body);
        if (reading.kind === "rows") expect(reading.rows).toHaveLength(two.length);
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
  });
});
