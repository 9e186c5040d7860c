import { describe, expect, it } from "vitest";
import { mapMatches, phoneAnswers } from "#core/providers/apollo/map-response.ts";
import { readPhoneJob, writePhoneJob } from "#core/providers/apollo/phone-job.ts";
import { bulkMatchBody, emailFlags, phoneFlags } from "#core/providers/apollo/request.ts";
import { readBulkMatch, readHealth, readPhoneResult } from "#core/providers/apollo/response.ts";
import { person } from "./person.ts";
import { htmlPage, recorded, reply } from "./reply.ts";

const bulkOf = (name: string) => {
  const bulk = readBulkMatch(recorded(name));
  if (!bulk.ok) throw new Error(bulk.failure.detail);
  return bulk.value;
};

describe("requests", () => {
  it("describes each person by what is known", () => {
    expect(
      bulkMatchBody([
        person({ linkedinUrl: "https://www.linkedin.com/in/lenaortiz" }),
        person({ lastName: null, company: null }),
      ]),
    ).toEqual({
      details: [
        {
          first_name: "Lena",
          last_name: "Ortiz",
          organization_name: "Northwind",
          domain: "northwind.example",
          linkedin_url: "https://www.linkedin.com/in/lenaortiz",
        },
        { first_name: "Lena", name: "Lena Ortiz", domain: "northwind.example" },
      ],
    });
  });

  it("asks for phones only with a webhook address, and never for personal addresses", () => {
    expect(emailFlags()).toEqual({ reveal_personal_emails: "false", reveal_phone_number: "false" });
    expect(phoneFlags("https://hook.example/x")).toMatchObject({
      reveal_phone_number: "true",
      webhook_url: "https://hook.example/x",
      reveal_personal_emails: "false",
    });
  });
});

describe("request ids", () => {
  it.each(["-9223372036854775808", "9223372036854775807", "-8039995589705121901", "1039995589705121901", "7"])(
    "%s stays exact to the last digit",
    (id) => {
      const bare = readBulkMatch(reply(`{"matches":[],"request_id":${id}}`));
      expect(bare).toMatchObject({ ok: true, value: { requestId: id } });
      const quoted = readBulkMatch(reply(`{"matches":[],"request_id":"${id}"}`));
      expect(quoted).toMatchObject({ ok: true, value: { requestId: id } });
    },
  );

  it("prefers the id under which phones come", () => {
    expect(bulkOf("apollo/bulk-phones").requestId).toBe("-9223372036854775807");
  });

  it.each(["1.5", '"../people"', "[]", "true", '"1e9"'])("%s is no id", (id) => {
    expect(readBulkMatch(reply(`{"matches":[],"request_id":${id}}`))).toMatchObject({ value: { requestId: null } });
  });
});

describe("matches", () => {
  it("maps each detail: address, null, guess, no address, placeholder, blank person", () => {
    const matches = mapMatches(bulkOf("apollo/bulk"), 6);
    expect(matches.map(({ answer }) => answer)).toEqual([
      {
        outcome: "found",
        emails: [{ email: "lena.ortiz@northwind.example", label: "verified", nativeLabel: "verified", score: null }],
        phones: [],
        credits: 1,
      },
      { outcome: "miss", detail: "Apollo matched nobody" },
      {
        outcome: "found",
        emails: [{ email: "l.ortiz@northwind.example", label: "weak", nativeLabel: "extrapolated", score: 62 }],
        phones: [],
        credits: 1,
      },
      { outcome: "miss", detail: "Apollo matched the person without a usable address", credits: 1 },
      { outcome: "miss", detail: "Apollo matched the person without a usable address", credits: 1 },
      { outcome: "miss", detail: "Apollo matched nobody" },
    ]);
  });

  it("treats a list that is too short as misses", () => {
    const matches = mapMatches({ matches: [], creditsConsumed: 0, requestId: null, phonesSkipped: false }, 2);
    expect(matches.map(({ answer }) => answer.outcome)).toEqual(["miss", "miss"]);
  });

  it("charges a person who was asked for twice once, and shares out what was consumed", () => {
    const same = { id: "a", name: "Lena Ortiz" };
    const bulk = { matches: [same, same, { id: "b", name: "Omar" }], requestId: null, phonesSkipped: false };
    expect(mapMatches({ ...bulk, creditsConsumed: null }, 3).map(({ credits }) => credits)).toEqual([1, 0, 1]);
    expect(mapMatches({ ...bulk, creditsConsumed: 3 }, 3).map(({ credits }) => credits)).toEqual([1.5, 0, 1.5]);
    expect(mapMatches({ ...bulk, creditsConsumed: 0 }, 3).map(({ credits }) => credits)).toEqual([0, 0, 0]);
  });

  it.each(["guessed", "user_managed", "unavailable", "bounced", "likely to engage", "constructor"])(
    "status %s is no usable address",
    (status) => {
      const matches = [{ id: "a", email: "lena.ortiz@northwind.example", email_status: status }];
      const [match] = mapMatches({ matches, creditsConsumed: 1, requestId: null, phonesSkipped: false }, 1);
      expect(match?.answer).toMatchObject({ outcome: "miss", credits: 1 });
    },
  );

  it("keeps one garbled entry from spoiling the others", () => {
    const matches = [
      { id: "a", email: 7 },
      { id: "b", email: "omar@contoso.example", email_status: "verified" },
    ];
    const mapped = mapMatches({ matches, creditsConsumed: null, requestId: null, phonesSkipped: false }, 2);
    expect(mapped.map(({ answer }) => answer.outcome)).toEqual(["transient", "found"]);
  });
});

describe("refusals", () => {
  it.each([
    ["401 as plain text", reply("Invalid API key. Look it up.", 401), "auth"],
    ["403 out of scope", recorded("apollo/inaccessible-403", 403), "auth"],
    ["429", recorded("apollo/rate-limit-429", 429, 12_000), "rate_limited"],
    ["400", recorded("apollo/missing-details-400", 400), "bad_input"],
    ["422 about credits", recorded("apollo/no-credits-422", 422), "out_of_credits"],
    ["402", reply("{}", 402), "out_of_credits"],
    ["422", reply('{"status":"failed","error_code":"UNKNOWN_ERROR"}', 422), "bad_input"],
    ["500", reply("{}", 500), "transient"],
    ["404 of a wrong base address", reply(htmlPage, 404), "transient"],
    ["a page about credits", reply("<html>credit card required</html>", 402), "out_of_credits"],
    ["a page that says 404 and credits", reply("<html>credits</html>", 404), "transient"],
    ["a page with 200", reply(htmlPage), "transient"],
    ["half an answer", reply('{"matches":[{"id":"66f'), "transient"],
    ["no matches", reply('{"status":"success"}'), "transient"],
    ["matches of the wrong type", reply('{"matches":"none"}'), "transient"],
    ["deeply nested brackets", reply("[".repeat(200_000)), "transient"],
  ] as const)("%s", (_, answer, outcome) => {
    expect(readBulkMatch(answer)).toMatchObject({ ok: false, failure: { outcome } });
  });

  it("keeps Retry-After", () => {
    expect(readBulkMatch(recorded("apollo/rate-limit-429", 429, 12_000))).toMatchObject({
      failure: { retryAfterMs: 12_000 },
    });
  });

  it("checks a key: health answers 200 also when nobody is logged in", () => {
    expect(readHealth(reply('{"healthy":true,"is_logged_in":true}'))).toBeNull();
    expect(readHealth(reply('{"healthy":true,"is_logged_in":false}'))).toMatchObject({ outcome: "auth" });
    expect(readHealth(reply("Invalid API key.", 401))).toMatchObject({ outcome: "auth" });
  });
});

describe("phones", () => {
  it("waits while the result is pending", () => {
    expect(readPhoneResult(recorded("apollo/phones-pending", 404))).toEqual({
      ok: true,
      value: { state: "running", retryAfterMs: 10_000 },
    });
    expect(readPhoneResult(reply('{"webhook_status":"in_progress","webhook_result":null}'))).toMatchObject({
      value: { state: "running" },
    });
  });

  it.each([
    ["apollo/phones-unknown", 404, "transient"],
    ["apollo/phones-expired", 410, "timeout"],
  ])("%s is final", (name, status, outcome) => {
    expect(readPhoneResult(recorded(name, status))).toMatchObject({
      ok: true,
      value: { state: "gone", failure: { outcome } },
    });
  });

  it.each([
    ["404 of a wrong base address", reply(htmlPage, 404), "transient"],
    ["a failed lookup without a result", reply('{"webhook_status":"failed","webhook_result":null}'), "transient"],
    ["401", reply("Invalid API key.", 401), "auth"],
    ["people of the wrong type", reply('{"webhook_status":"success","webhook_result":{"people":{}}}'), "transient"],
  ] as const)("%s", (_, answer, outcome) => {
    expect(readPhoneResult(answer)).toMatchObject({ ok: false, failure: { outcome } });
  });

  it("uses a result whose delivery failed, mobiles first, and bills the mobile on top of the match", () => {
    const result = readPhoneResult(recorded("apollo/phones"));
    if (!result.ok || result.value.state !== "ready") throw new Error("not ready");
    const asked = [
      { personId: "66f0aa11bb22cc33dd44ee01", credits: 1 },
      { personId: null, credits: 0 },
      { personId: "66f0aa11bb22cc33dd44ee03", credits: 1 },
      { personId: "66f0aa11bb22cc33dd44ee99", credits: 1 },
    ];
    expect(phoneAnswers(asked, result.value.people, result.value.creditsConsumed)).toEqual([
      {
        outcome: "found",
        emails: [],
        phones: [
          { number: "+33600000042", kind: "mobile" },
          { number: "+33155000001", kind: "company" },
        ],
        credits: 9,
      },
      { outcome: "miss", detail: "Apollo matched nobody" },
      { outcome: "miss", detail: "Apollo found no phone", credits: 1 },
      { outcome: "transient", detail: "Apollo sent no phone entry for this person", credits: 1 },
    ]);
  });

  it.each([
    ["mobile", "mobile"],
    ["work_direct", "work"],
    ["work_hq", "company"],
    ["home", "home"],
    ["other", "other"],
    ["toString", "other"],
    [null, "other"],
  ])("type %s is %s", (type_cd, kind) => {
    const people = [{ id: "a", phone_numbers: [{ sanitized_number: "+33600000042", type_cd }] }];
    const [answer] = phoneAnswers([{ personId: "a", credits: 1 }], people, null);
    expect(answer).toMatchObject({ phones: [{ kind }], credits: kind === "mobile" ? 9 : 1 });
  });

  it("says when lookups for these people already run", () => {
    expect(bulkOf("apollo/bulk-phones-skipped").phonesSkipped).toBe(true);
    expect(bulkOf("apollo/bulk-phones").phonesSkipped).toBe(false);
  });

  it("keeps in the job id what fetching needs", () => {
    const job = {
      requestId: "-9223372036854775808",
      people: new Map([
        ["lead-1", { personId: "66f0", credits: 1 }],
        ["lead-2", { personId: null, credits: 0 }],
      ]),
    };
    expect(readPhoneJob(writePhoneJob(job))).toEqual(job);
    for (const text of ["", "null", '{"request":"1; drop"}', '{"request":"5","people":[["a"]]}']) {
      expect(readPhoneJob(text)).toBeNull();
    }
  });
});
