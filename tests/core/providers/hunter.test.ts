import { describe, expect, it } from "vitest";
import { mapFinder } from "#core/providers/hunter/map-response.ts";
import { finderQuery } from "#core/providers/hunter/request.ts";
import { readAccount, readFinder } from "#core/providers/hunter/response.ts";
import type { ProviderReply } from "#core/providers/provider-reply.ts";
import { person } from "./person.ts";
import { htmlPage, recorded, reply } from "./reply.ts";

const answerOf = (answer: ProviderReply) => {
  const read = readFinder(answer);
  return read.state === "ready" ? mapFinder(read.data) : read.state === "failed" ? read.failure : "running";
};

describe("requests", () => {
  it.each([
    [person(), { domain: "northwind.example", first_name: "Lena", last_name: "Ortiz" }],
    [person({ domain: null }), { company: "Northwind", first_name: "Lena", last_name: "Ortiz" }],
    [
      person({ linkedinUrl: "https://www.linkedin.com/in/lena-ortiz/" }),
      { domain: "northwind.example", first_name: "Lena", last_name: "Ortiz", linkedin_handle: "lena-ortiz" },
    ],
    [
      person({ linkedinUrl: "https://www.linkedin.com/in/ACwAAAB1c2VyMTIzNDU2Nzg5MDEyMzQ1" }),
      { domain: "northwind.example", first_name: "Lena", last_name: "Ortiz" },
    ],
  ])("domain before company, a handle only from a real profile address", (query, expected) => {
    expect(finderQuery(query)).toEqual(expected);
  });
});

describe("statuses", () => {
  it.each([
    ["403 is the rate limit", recorded("hunter/rate-limit-403", 403), "rate_limited"],
    ["403 without a body is the rate limit", reply("", 403), "rate_limited"],
    ["429 is the quota", recorded("hunter/quota-429", 429), "out_of_credits"],
    ["429 without a body is the quota", reply("", 429), "out_of_credits"],
    ["429 whose text speaks of requests a second", recorded("hunter/rate-limit-429", 429), "rate_limited"],
    ["403 whose text speaks of the billing period", recorded("hunter/quota-403", 403), "out_of_credits"],
    ["451", recorded("hunter/claimed-451", 451), "opted_out"],
    ["451 of a proxy", reply(htmlPage, 451), "transient"],
    ["401", recorded("hunter/unauthorized", 401), "auth"],
    ["404", reply('{"errors":[{"id":"not_found","code":404,"details":"-"}]}', 404), "miss"],
    ["404 of a wrong base address", reply(htmlPage, 404), "transient"],
    ["400", reply('{"errors":[{"id":"wrong_params","code":400,"details":"-"}]}', 400), "bad_input"],
    ["422", reply('{"errors":[]}', 422), "bad_input"],
    ["409", reply("{}", 409), "transient"],
    ["222", recorded("hunter/found", 222), "transient"],
    ["500", reply("{}", 500), "transient"],
    ["502", reply(htmlPage, 502), "transient"],
    ["504", reply(htmlPage, 504), "timeout"],
    ["a redirect", reply("", 302), "transient"],
    ["a page with 200", reply(htmlPage), "transient"],
    ["half an answer", reply('{"data":{"email":"lena'), "transient"],
    ["a list for data", reply('{"data":[]}'), "transient"],
    ["a number for the address", reply('{"data":{"email":5}}'), "transient"],
    ["a score out of range", reply('{"data":{"email":"a@b.example","score":9000}}'), "transient"],
    ["no address", recorded("hunter/not-found"), "miss"],
  ] as const)("%s", (_, answer, outcome) => expect(answerOf(answer)).toMatchObject({ outcome }));

  it("202 asks for a repeat", () => expect(answerOf(reply('{"data":null}', 202))).toBe("running"));

  it("keeps Retry-After for waits only", () => {
    expect(answerOf(recorded("hunter/rate-limit-403", 403, 2_000))).toMatchObject({ retryAfterMs: 2_000 });
    expect(answerOf(recorded("hunter/quota-429", 429, 2_000))).not.toHaveProperty("retryAfterMs");
  });

  it("checks a key", () => {
    expect(readAccount(recorded("hunter/account"))).toBeNull();
    expect(readAccount(recorded("hunter/unauthorized", 401))).toMatchObject({ outcome: "auth" });
    expect(readAccount(reply("[]"))).toMatchObject({ outcome: "transient" });
  });
});

describe("addresses", () => {
  it("maps a found one", () => {
    expect(answerOf(recorded("hunter/found"))).toEqual({
      outcome: "found",
      emails: [{ email: "lena.ortiz@northwind.example", label: "verified", nativeLabel: "valid", score: 94 }],
      phones: [{ number: "+33 1 55 00 00 01", kind: "other" }],
      credits: 1,
    });
    expect(answerOf(recorded("hunter/accept-all"))).toMatchObject({ emails: [{ label: "catch_all", score: 71 }] });
  });

  it.each([
    ["valid", 90, "verified"],
    ["valid", 89, "probable"],
    ["valid", null, "probable"],
    ["accept_all", 95, "catch_all"],
    ["unknown", 99, "weak"],
    [null, 95, "probable"],
    [null, 60, "weak"],
    ["something_new", 99, "weak"],
  ])("%s with score %s becomes %s", (status, score, label) => {
    const answer = mapFinder({
      email: "lena.ortiz@northwind.example",
      score,
      verification: { status },
      phone_number: null,
    });
    expect(answer).toMatchObject({ outcome: "found", emails: [{ label, score }], credits: 1 });
  });

  it.each(["invalid", "webmail", "disposable"])("%s is no usable address, but it was charged", (status) => {
    const answer = mapFinder({ email: "lena@mail.example", score: 90, verification: { status }, phone_number: null });
    expect(answer).toMatchObject({ outcome: "miss", credits: 1 });
  });
});
