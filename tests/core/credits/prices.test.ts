import { describe, expect, it } from "vitest";
import { chargeMilli, holdMilli } from "#core/credits/prices.ts";

describe("prices", () => {
  it("charges nothing for a miss, a weaker address or a landline", () => {
    expect(chargeMilli({ email: null, phone: null })).toBe(0);
    expect(chargeMilli({ email: "held", phone: null })).toBe(0);
    expect(chargeMilli({ email: null, phone: "other" })).toBe(0);
  });

  it("charges one credit for an accepted address and eight for a mobile number", () => {
    expect(chargeMilli({ email: "accepted", phone: null })).toBe(1_000);
    expect(chargeMilli({ email: "held", phone: "mobile" })).toBe(8_000);
    expect(chargeMilli({ email: "accepted", phone: "mobile" })).toBe(9_000);
  });

  it("holds what can be charged at most, and no more than was wanted", () => {
    expect(holdMilli("email")).toBe(1_000);
    expect(holdMilli("phone")).toBe(8_000);
    expect(holdMilli("both")).toBe(9_000);
    for (const email of ["accepted", "held", null] as const) {
      for (const phone of ["mobile", "other", null] as const) {
        expect(chargeMilli({ email, phone })).toBeLessThanOrEqual(holdMilli("both"));
      }
    }
  });
});
