import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHlrLookups } from "#core/verification/phone/lookup/read-hlr-lookups.ts";
import { readTwilio } from "#core/verification/phone/lookup/read-twilio.ts";

const question = { e164: "+33644627130", type: "MOBILE" };

describe("answers of look-ups", () => {
  it("about another number are no answers", () => {
    const other = "+33644627131";
    const twilio = { phone_number: other, line_status: { status: "inactive" } };
    const hlr = { msisdn: other, processing_status: "COMPLETED", connectivity_status: "INVALID_MSISDN" };
    expect(readTwilio(question, twilio)).toMatchObject({ outcome: "failed", kind: "bad_answer" });
    expect(readHlrLookups(question, hlr)).toMatchObject({ outcome: "failed", kind: "bad_answer" });
  });

  it("with an error code in a package say nothing of it", () => {
    const answer = {
      phone_number: question.e164,
      line_type_intelligence: { type: "landline", carrier_name: "X", error_code: 60601 },
      line_status: { status: "inactive", error_code: 60617 },
    };
    expect(readTwilio(question, answer)).toEqual({ outcome: "answered", type: null, carrier: null, lineStatus: null });
  });

  it.each([
    ["REJECTED", "LIVE_HLR"],
    ["FAILED", "LIVE_HLR"],
    ["COMPLETED", "MNP_DB"],
  ])("of hlr-lookups with status %s from %s prove nothing", (processing_status, data_source) => {
    const answer = { msisdn: question.e164, processing_status, data_source, connectivity_status: "INVALID_MSISDN" };
    expect(readHlrLookups(question, answer)).toMatchObject({ outcome: "answered", lineStatus: null });
  });

  it("of any form throw nothing, and call no line dead without the exact word", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const hostile = fc.oneof(
      value,
      fc.record(
        {
          phone_number: fc.constant(question.e164),
          msisdn: fc.constant(question.e164),
          processing_status: fc.oneof(fc.constant("COMPLETED"), value),
          connectivity_status: fc.oneof(fc.constantFrom("ABSENT", "toString", "__proto__"), value),
          line_type_intelligence: fc.oneof(
            fc.record({ type: fc.constantFrom("constructor", "__proto__", "x") }),
            value,
          ),
          line_status: fc.oneof(fc.record({ status: fc.constantFrom("INACTIVE?", "dead", "") }), value),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(hostile, (body) => {
        for (const read of [readTwilio, readHlrLookups]) {
          const result = read(question, body);
          if (result.outcome === "answered") expect(result.lineStatus).not.toBe("inactive");
        }
      }),
      { seed: 20261123, numRuns: 1_000 },
    );
  });
});
