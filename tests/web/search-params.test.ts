import { describe, expect, it } from "vitest";
import { jobSearchSchema, reviewSearchSchema, signInSearchSchema } from "../../web/src/search-params.ts";

describe("what lives in the address", () => {
  it("falls back instead of breaking the page", () => {
    expect(jobSearchSchema.parse({ tab: "nope", show: 7, q: ["x"], contact: "../etc" })).toEqual({});
    expect(reviewSearchSchema.parse({ show: "everything" })).toEqual({});
    expect(signInSearchSchema.parse({ next: { a: 1 } })).toEqual({});
  });

  it("keeps what is good; a search for a number stays a text", () => {
    const id = "00000000-0000-4000-8000-000000000001";
    expect(jobSearchSchema.parse({ tab: "sources", show: "partial", q: 42, contact: id })).toEqual({
      tab: "sources",
      show: "partial",
      q: "42",
      contact: id,
    });
  });
});
