import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapMatches, phoneAnswers } from "#core/providers/apollo/map-response.ts";
import { readBulkMatch, readHealth, readPhoneResult } from "#core/providers/apollo/response.ts";
import { mapRecord, mapRecords } from "#core/providers/dropcontact/map-response.ts";
import { readCredits, readFetched, readSubmitted } from "#core/providers/dropcontact/response.ts";
import { mapSearch } from "#core/providers/findymail/map-response.ts";
import { readSearch } from "#core/providers/findymail/response.ts";
import { mapFinder } from "#core/providers/hunter/map-response.ts";
import { readFinder } from "#core/providers/hunter/response.ts";
import { mapItem } from "#core/providers/icypeas/map-response.ts";
import { readFiles, readRows, readSubmittedBulk, readSubmittedSingle } from "#core/providers/icypeas/response.ts";
import { type Answer, failureKinds } from "#core/providers/provider-port.ts";
import type { ProviderReply } from "#core/providers/provider-reply.ts";

const settings = { seed: 20261001, numRuns: 1_500 };

/** Everything a provider's answer is read into. */
function readEverything(answer: ProviderReply): (Answer | null)[] {
  const answers: (Answer | null)[] = [];
  const rows = readRows(answer);
  answers.push(...(rows.ok ? rows.value.items.map((raw) => mapItem(raw).answer) : [rows.failure]));
  for (const read of [readFiles, readSubmittedBulk, readSubmittedSingle, readSubmitted, readCredits]) {
    const result = read(answer);
    if (!result.ok) answers.push(result.failure);
  }
  const fetched = readFetched(answer);
  if (!fetched.ok) answers.push(fetched.failure);
  else if (fetched.value.state === "ready") {
    answers.push(...fetched.value.records.map(mapRecord), ...mapRecords(fetched.value.records).values());
  }
  const finder = readFinder(answer);
  if (finder.state === "failed") answers.push(finder.failure);
  if (finder.state === "ready") answers.push(mapFinder(finder.data));
  const search = readSearch(answer);
  answers.push(search.state === "failed" ? search.failure : mapSearch(search.email));
  const bulk = readBulkMatch(answer);
  answers.push(...(bulk.ok ? mapMatches(bulk.value, 10).map((match) => match.answer) : [bulk.failure]));
  const phones = readPhoneResult(answer);
  if (!phones.ok) answers.push(phones.failure);
  else if (phones.value.state === "ready") {
    answers.push(...phoneAnswers([{ personId: "a", credits: 1 }], phones.value.people, phones.value.creditsConsumed));
  }
  const health = readHealth(answer);
  if (health !== null) answers.push(health);
  return answers;
}

function expectSound(answers: (Answer | null)[]): void {
  for (const answer of answers) {
    if (answer === null) continue;
    if (answer.outcome === "found") {
      expect(answer.emails.length + answer.phones.length).toBeGreaterThan(0);
      for (const { email } of answer.emails) expect(email).toMatch(/^\S+@\S+$/);
      expect(answer.credits).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(answer.credits)).toBe(true);
    } else {
      expect(failureKinds).toContain(answer.outcome);
      expect(answer.detail.length).toBeLessThan(120);
    }
  }
}

const status = fc.oneof(
  { weight: 3, arbitrary: fc.constant(200) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);

/** JSON that has the right keys and the wrong things behind them. */
const nearly: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, "", "found", "DEBITED", "verified", "__proto__"),
    fc.constantFrom<unknown>("lena.ortiz@northwind.example", "nominative@pro", "x".repeat(5_000), "a"),
    fc.array(tie("node"), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom(
        ..."success error data item items files file name _id id status results emails email certainty qualification custom_fields captely_ref userData externalId request_id matches email_status phone_enrichment people phone_numbers sanitized_number type_cd webhook_result webhook_status credits_consumed contact payload verification score errors details credits sorts order error_code retry_after_seconds is_logged_in __proto__ constructor".split(
          " ",
        ),
      ),
      tie("node"),
      { maxKeys: 6 },
    ),
  ),
})).node;

describe("answers nobody documented", () => {
  it("any JSON is read without an exception, into known outcomes", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), status, (body, code) =>
        expectSound(readEverything({ status: code, body })),
      ),
      settings,
    );
  });

  it("so is JSON with the documented keys and anything behind them", () => {
    fc.assert(
      fc.property(nearly, status, (value, code) => {
        expectSound(readEverything({ status: code, body: JSON.stringify(value) ?? "" }));
      }),
      settings,
    );
  });

  it("so is any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), status, (body, code) =>
        expectSound(readEverything({ status: code, body })),
      ),
      settings,
    );
  });

  it("cut-off JSON is transient, never a result about a person", () => {
    const whole = JSON.stringify({
      success: true,
      data: [{ email: [{ email: "lena.ortiz@northwind.example", qualification: "nominative@pro" }] }],
      items: [{ status: "DEBITED", results: { emails: [{ email: "lena.ortiz@northwind.example" }] } }],
      matches: [{ id: "a", email: "lena.ortiz@northwind.example", email_status: "verified" }],
      contact: { email: "lena.ortiz@northwind.example" },
    });
    for (let length = 0; length < whole.length; length++) {
      for (const answer of readEverything({ status: 200, body: whole.slice(0, length) })) {
        expect(answer?.outcome).toBe("transient");
      }
    }
  });

  it("an item with a hostile prototype changes nothing but itself", () => {
    const body =
      '{"success":true,"items":[{"__proto__":{"status":"DEBITED"},"_id":"x"}],"matches":[{"__proto__":{"polluted":1}}]}';
    expectSound(readEverything({ status: 200, body }));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(({} as Record<string, unknown>).status).toBeUndefined();
  });
});
