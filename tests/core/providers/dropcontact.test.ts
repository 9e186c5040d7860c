import { describe, expect, it } from "vitest";
import { readQualification } from "#core/providers/dropcontact/labels.ts";
import { mapRecord, mapRecords } from "#core/providers/dropcontact/map-response.ts";
import { enrichBody } from "#core/providers/dropcontact/request.ts";
import { readCredits, readFetched, readSubmitted } from "#core/providers/dropcontact/response.ts";
import { person } from "./person.ts";
import { htmlPage, recorded, reply } from "./reply.ts";

describe("requests", () => {
  it("asks in English, without siren data, with our id in custom_fields", () => {
    const linkedinUrl = "https://www.linkedin.com/in/lenaortiz";
    expect(enrichBody([person({ linkedinUrl })])).toEqual({
      data: [
        {
          first_name: "Lena",
          last_name: "Ortiz",
          company: "Northwind",
          website: "northwind.example",
          linkedin: linkedinUrl,
          custom_fields: { captely_ref: "lead-1" },
        },
      ],
      siren: false,
      language: "en",
    });
  });

  it("sends the full name only where the parts are not known, and leaves unknown fields out", () => {
    const body = enrichBody([person({ firstName: null, lastName: null, domain: null })]);
    expect(body.data).toEqual([
      { full_name: "Lena Ortiz", company: "Northwind", custom_fields: { captely_ref: "lead-1" } },
    ]);
  });

  it("never sends an address, which would be charged as a verification", () => {
    expect(JSON.stringify(enrichBody([person()]))).not.toContain("email");
  });

  it("stays far below 15 kB a record", () => {
    const long = "x".repeat(20_000);
    const body = enrichBody([
      person({ firstName: long, lastName: long, company: long, domain: long, linkedinUrl: long }),
    ]);
    expect(JSON.stringify(body).length).toBeLessThan(3_000);
  });
});

describe("submits", () => {
  it("reads the request id", () => {
    expect(readSubmitted(recorded("dropcontact/submitted"))).toEqual({ ok: true, value: "qzmkrtbwvxlnpdsc" });
  });

  it.each([
    ["credits that do not cover the batch", recorded("dropcontact/not-enough-credits", 403), "out_of_credits"],
    ["a bad key", recorded("dropcontact/unknown-account", 401), "auth"],
    ["too many records", recorded("dropcontact/too-many-records", 400), "bad_input"],
    ["a validation error", reply('{"detail":[{"loc":["body"],"msg":"m","type":"t"}]}', 422), "bad_input"],
    ["too many requests", reply('{"error":true}', 429), "rate_limited"],
    ["a fault", recorded("dropcontact/server-error", 500), "transient"],
    ["status 200 without success", recorded("dropcontact/not-ready"), "transient"],
    ["status 200 with an error", recorded("dropcontact/unknown-account"), "transient"],
    ["an id of the wrong type", reply('{"error":false,"success":true,"request_id":7}'), "transient"],
    ["a page", reply(htmlPage), "transient"],
    ["half an answer", reply('{"error":false,"succ'), "transient"],
  ] as const)("%s", (_, answer, outcome) => {
    expect(readSubmitted(answer)).toMatchObject({ ok: false, failure: { outcome } });
  });
});

describe("fetches", () => {
  it("tells ready from not ready by `success`, the status is 200 for both", () => {
    expect(readFetched(recorded("dropcontact/not-ready"))).toEqual({ ok: true, value: { state: "running" } });
    expect(readFetched(recorded("dropcontact/ready"))).toMatchObject({ ok: true, value: { state: "ready" } });
  });

  it.each([
    ["an error", recorded("dropcontact/unknown-account"), "transient"],
    ["a bad key", recorded("dropcontact/unknown-account", 401), "auth"],
    ["data that is no list", reply('{"error":false,"success":true,"data":{}}'), "transient"],
    ["a page", reply(htmlPage), "transient"],
    ["a fault", recorded("dropcontact/server-error", 500), "transient"],
  ] as const)("%s", (_, answer, outcome) => {
    expect(readFetched(answer)).toMatchObject({ ok: false, failure: { outcome } });
  });

  it("reads credits; 403 speaks of the account there", () => {
    expect(readCredits(recorded("dropcontact/credits"))).toEqual({ ok: true, value: 4211 });
    expect(readCredits(recorded("dropcontact/unknown-account", 403))).toMatchObject({ failure: { outcome: "auth" } });
  });
});

describe("records", () => {
  const mapOf = (name: string) => {
    const fetched = readFetched(recorded(name));
    return fetched.ok && fetched.value.state === "ready" ? mapRecords(fetched.value.records) : new Map();
  };

  it("maps a batch by our ids", () => {
    const answers = mapOf("dropcontact/ready");
    expect(answers.get("lead-1")).toEqual({
      outcome: "found",
      emails: [
        { email: "lena.ortiz@northwind.example", label: "verified", nativeLabel: "nominative@pro", score: null },
      ],
      phones: [{ number: "+33 1 55 00 00 01", kind: "company" }],
      credits: 1,
    });
    expect(answers.get("lead-2")).toEqual({ outcome: "miss", detail: "Dropcontact found no address" });
    // The role box in front is passed over.
    expect(answers.get("lead-3")).toMatchObject({
      emails: [{ email: "l.ortiz@northwind.example", label: "catch_all" }],
    });
    expect(answers.get("lead-4")).toEqual({ outcome: "miss", detail: "Dropcontact had only unusable addresses" });
    expect(answers.get("lead-5")).toMatchObject({ outcome: "opted_out" });
  });

  it("understands French labels", () => {
    const answers = mapOf("dropcontact/ready-french");
    const outcomes = [...answers].map(([ref, answer]) => [ref, answer.outcome, answer.emails?.[0]?.label]);
    expect(outcomes).toEqual([
      ["lead-1", "found", "verified"],
      ["lead-2", "miss", undefined],
      ["lead-3", "found", "catch_all"],
      ["lead-4", "miss", undefined],
      ["lead-5", "opted_out", undefined],
      ["lead-6", "miss", undefined],
    ]);
  });

  it.each([
    ["nominative@pro", "verified"],
    ["nominatif@pro", "verified"],
    ["NOMINATIVE@PRO", "verified"],
    ["catch-all@pro", "catch_all"],
    ["catch_all@pro", "catch_all"],
    ["non_confirm@pro", "catch_all"],
    ["generic@pro", "reject"],
    ["generique@pro", "reject"],
    ["générique@pro", "reject"],
    ["random@pro", "reject"],
    ["invalid@pro", "reject"],
    ["invalide@pro", "reject"],
    ["non_validated@pro", "reject"],
    ["non_validé@pro", "reject"],
    ["nominative@perso", "reject"],
    ["nominative@school", "reject"],
    ["nominative@disposable", "reject"],
    ["nominatif@jetable", "reject"],
    ["nominative@invalid domain", "reject"],
    ["Do_Not_Contact@pro", "opted_out"],
    ["Ne_Pas_Contacter@pro", "opted_out"],
    ["do-not-contact@perso", "opted_out"],
    ["Do_Not_Contact", "opted_out"],
    ["constructor@pro", "reject"],
    ["", "reject"],
    ["nominative", "reject"],
  ])("%s → %s", (qualification, label) => expect(readQualification(qualification)).toBe(label));

  it("counts an opted-out person as such whatever else comes along", () => {
    const email = [
      { email: "lena.ortiz@northwind.example", qualification: "nominative@pro" },
      { email: "l.ortiz@northwind.example", qualification: "Ne_Pas_Contacter@pro" },
    ];
    expect(mapRecord({ email })).toMatchObject({ outcome: "opted_out" });
  });

  it.each([
    ["an address that is text, as it is in requests", { email: "lena.ortiz@northwind.example" }],
    ["an address without its text", { email: [{ qualification: "nominative@pro" }] }],
    ["no object", 7],
  ])("%s is transient", (_, raw) => expect(mapRecord(raw)).toMatchObject({ outcome: "transient" }));
});
