import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SeenLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { mismatches } from "#core/capture/search/match-filters.ts";
import { readFilters } from "#core/capture/search/read-filters.ts";
import { leadSearchBody } from "#tests/support/salesnav/people.ts";

const query =
  "(spellCorrectionEnabled:true,recentSearchParam:(id:1,doLogHistory:true),filters:List((type:REGION,values:List((id:105015875,text:France,selectionType:INCLUDED))),(type:CURRENT_TITLE,values:List((text:Head%20of%20Sales%2C%20EU,selectionType:INCLUDED),(text:CTO,selectionType:EXCLUDED)))),keywords:saas%20(b2b))";
const url = (text: string) => `https://www.linkedin.com/sales/search/people?query=${encodeURIComponent(text)}&page=2`;
const wanted = {
  keywords: null,
  filters: [
    { type: "REGION", values: [{ text: "France", included: true }] },
    {
      type: "CURRENT_TITLE",
      values: [
        { text: "Head of Sales, EU", included: true },
        { text: "CTO", included: false },
      ],
    },
  ],
};

describe("filters of a search", () => {
  it("decodes them, encoded once or twice", () => {
    const plain = query.replace(",keywords:saas%20(b2b)", "");
    expect(readFilters(url(plain))).toEqual(wanted);
    expect(readFilters(url(encodeURIComponent(plain)))).toEqual(wanted);
    expect(readFilters(url("(keywords:saas%20%28b2b%29)"))).toEqual({ keywords: "saas (b2b)", filters: [] });
  });

  it.each(["", "(", "(a:1", "List(", "((((", "(a)", `${"(a:".repeat(50)}1${")".repeat(50)}`])(
    "gives nothing for %s",
    (text) => expect(readFilters(url(text))).toBeNull(),
  );

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."(),:Listab%2"), maxLength: 60 }), (text) => {
        readFilters(url(text));
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});

describe("who fits", () => {
  const lead = (changes: Partial<SeenLead>) => {
    const [row] = readResponse({ url: "/sales-api/salesApiLeadSearch", status: 200, body: leadSearchBody() }).rows;
    return cleanCaptured({ ...(row as SeenLead), ...changes });
  };
  const search = (type: string, text: string, included = true) => ({
    keywords: null,
    filters: [{ type, values: [{ text, included }] }],
  });

  it("says what does not fit, and nothing where it cannot be told", () => {
    expect(mismatches(lead({ title: "Head of Sales, EMEA" }), search("CURRENT_TITLE", "Head of Sales"))).toEqual([]);
    expect(mismatches(lead({ title: "Intern" }), search("CURRENT_TITLE", "CTO"))).toEqual([
      { filter: "CURRENT_TITLE", wanted: "CTO", seen: "Intern" },
    ]);
    expect(mismatches(lead({ title: "CTO" }), search("CURRENT_TITLE", "CTO", false))).toHaveLength(1);
    expect(mismatches(lead({ company: "Orchard GmbH" }), search("CURRENT_COMPANY", "ORCHARD"))).toEqual([]);
    expect(mismatches(lead({ location: "Berlin, Germany" }), search("REGION", "France"))).toHaveLength(1);
    expect(mismatches(lead({ location: "Berlin, Germany" }), search("REGION", "EMEA"))).toEqual([]);
    expect(mismatches(lead({ location: null }), search("REGION", "France"))).toEqual([]);
    expect(mismatches(lead({}), search("YEARS_OF_EXPERIENCE", "10+"))).toEqual([]);
  });
});
