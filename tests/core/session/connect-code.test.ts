import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formConnectCode, readConnectCode } from "#core/session/connect-code.ts";

describe("connect codes", () => {
  it("refuse what is no code", () => {
    for (const text of ["", "12345", "12345-6789", "12345-678901", "12345-6789U", "12345-6789é", "ABCDE_FGHJK"])
      expect([text, readConnectCode(text)]).toEqual([text, null]);
  });

  it("are read again from whatever bytes they were made, in any spelling", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 12 }), (bytes) => {
        const code = formConnectCode(bytes);
        expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
        const lookalike = code.replaceAll("0", "o").replaceAll("1", "l").toLowerCase();
        for (const typed of [code, code.toLowerCase(), code.replace("-", ""), ` ${[...code].join(" ")} `, lookalike])
          expect(readConnectCode(typed)).toBe(code);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
