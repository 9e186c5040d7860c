import { describe, expect, it } from "vitest";
import { mapSearch } from "#core/providers/findymail/map-response.ts";
import { searchRequest } from "#core/providers/findymail/request.ts";
import { readAccount, readSearch } from "#core/providers/findymail/response.ts";
import type { ProviderReply } from "#core/providers/provider-reply.ts";
import { person } from "./person.ts";
import { htmlPage, recorded, reply } from "./reply.ts";

const answerOf = (answer: ProviderReply) => {
  const read = readSearch(answer);
  return read.state === "ready" ? mapSearch(read.email) : read.failure;
};

describe("requests", () => {
  it.each([
    [person(), "/search/name", { name: "Lena Ortiz", domain: "northwind.example" }],
    [person({ domain: null }), "/search/name", { name: "Lena Ortiz", domain: "Northwind" }],
    [person({ lastName: null, firstName: null }), "/search/name", { name: "Lena Ortiz", domain: "northwind.example" }],
    [
      person({ domain: null, company: null, linkedinUrl: "https://fr.linkedin.com/in/lena-ortiz?x=1" }),
      "/search/business-profile",
      { linkedin_url: "https://www.linkedin.com/in/lena-ortiz" },
    ],
  ])("by name where the company is known, else by profile", (query, path, body) => {
    expect(searchRequest(query)).toEqual({ path, body });
  });
});

describe("answers", () => {
  it.each(["findymail/found", "findymail/found-payload"])("%s", (name) => {
    expect(answerOf(recorded(name))).toEqual({
      outcome: "found",
      emails: [{ email: "lena.ortiz@northwind.example", label: "verified", nativeLabel: "verified", score: null }],
      phones: [],
      credits: 1,
    });
  });

  it.each([
    ["no contact", recorded("findymail/not-found"), "miss"],
    ["404", recorded("findymail/missing-404", 404), "miss"],
    ["404 of a wrong base address", reply(htmlPage, 404), "transient"],
    ["no credits, told with 200", recorded("findymail/no-credits"), "out_of_credits"],
    ["402", recorded("findymail/no-credits", 402), "out_of_credits"],
    ["a paused subscription", reply('{"error":"Subscription is paused"}', 423), "out_of_credits"],
    ["another error with 200", reply('{"error":"Something else"}'), "transient"],
    ["401", reply('{"message":"Unauthenticated."}', 401), "auth"],
    ["422", reply('{"message":"The given data was invalid."}', 422), "bad_input"],
    ["429", reply('{"message":"Too Many Attempts."}', 429, 3_000), "rate_limited"],
    ["500", reply("{}", 500), "transient"],
    ["a page", reply(htmlPage), "transient"],
    ["an address of the wrong type", reply('{"contact":{"email":["a@b.example"]}}'), "transient"],
    ["a contact of the wrong type", reply('{"contact":"lena"}'), "transient"],
    ["a placeholder", reply('{"contact":{"email":"email_not_unlocked@domain.com"}}'), "miss"],
  ] as const)("%s", (_, answer, outcome) => expect(answerOf(answer)).toMatchObject({ outcome }));

  it("checks a key", () => {
    expect(readAccount(recorded("findymail/credits"))).toBeNull();
    expect(readAccount(reply("{}", 401))).toMatchObject({ outcome: "auth" });
    expect(readAccount(reply('{"ok":true}'))).toMatchObject({ outcome: "transient" });
  });
});
