import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SeenLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { droppedFilters } from "#core/capture/search/dropped-filters.ts";
import { mismatches } from "#core/capture/search/match-filters.ts";
import { parseQuery, type QueryValue, writeQuery } from "#core/capture/search/query-form.ts";
import { readFilters } from "#core/capture/search/read-filters.ts";
import { fitsSeniority } from "#core/capture/search/seniority-of-title.ts";
import { splitSearch } from "#core/capture/search/split-search.ts";
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

describe("splitting a search that is too large", () => {
  const part = (text: string) => splitSearch(url(text));

  it("takes the values of a filter apart: together they are the search", () => {
    const two =
      "(recentSearchParam:(id:1),filters:List((type:REGION,values:List((id:1,text:France,selectionType:INCLUDED),(id:2,text:Spain%2C%20North,selectionType:INCLUDED)))),keywords:x)";
    const split = part(two);
    expect(split?.by).toBe("values");
    expect(split?.parts.map(({ name }) => name)).toEqual(["France", "Spain, North"]);
    expect(split?.parts.map((one) => readFilters(one.url))).toEqual(
      ["France", "Spain, North"].map((text) => ({
        keywords: "x",
        filters: [{ type: "REGION", values: [{ text, included: true }] }],
      })),
    );
    expect(split?.parts.some((one) => one.url.includes("recentSearchParam"))).toBe(false);
  });

  it("adds seniority, then company size; knows when it cannot help", () => {
    const seniority = part("(keywords:x)");
    expect(seniority).toMatchObject({ by: "seniority" });
    expect(seniority?.parts).toHaveLength(10);
    const first = seniority?.parts[0];
    expect(readFilters(first?.url ?? "")?.filters).toEqual([
      { type: "SENIORITY_LEVEL", values: [{ text: "Owner / Partner", included: true }] },
    ]);
    const headcount = splitSearch(first?.url ?? "");
    expect(headcount).toMatchObject({ by: "headcount" });
    expect(splitSearch(headcount?.parts[0]?.url ?? "")).toBeNull();
    expect(splitSearch("https://www.linkedin.com/sales/search/people?savedSearchId=5")).toBeNull();
    expect(splitSearch("https://evil.test/sales/search/people?query=(keywords:x)")).toBeNull();
  });

  it("writes again what it reads", () => {
    const word = fc.stringMatching(/^[A-Za-z0-9%_. -]{1,8}$/);
    const { tree } = fc.letrec<{ tree: QueryValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        word,
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie("tree"), {
          minKeys: 1,
          maxKeys: 3,
          noNullPrototype: true,
        }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        if (typeof value === "string" && value.startsWith("List(")) return;
        expect(parseQuery(writeQuery(value))).toEqual(value);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("filters that LinkedIn dropped", () => {
  it("are those it does not name among the applied ones", () => {
    const search = { keywords: null, filters: [{ type: "REGION", values: [{ text: "France", included: true }] }] };
    expect(droppedFilters(search, ["Geography: FRANCE"])).toEqual([]);
    expect(droppedFilters(search, ["Current job title: CTO"])).toEqual(["France"]);
    expect(droppedFilters(search, [])).toEqual([]);
  });
});

describe("seniority by title", () => {
  it.each([
    ["Chief Revenue Officer", "CXO", true],
    ["CTO & Co-founder", "CXO", true],
    ["VP Sales EMEA", "Director", false],
    ["Vice President, Sales", "Vice President", true],
    ["Vice President, Sales", "CXO", false],
    ["Sales Director", "Director", true],
    ["Praktikantin Vertrieb", "CXO", false],
    ["Assistant to the Director", "Director", null],
    ["Sales Manager", "Director", null],
    ["Head of Sales", "Director", null],
    ["Sales Director", "Strategic", null],
  ])("%s is %s: %s", (title, level, fits) => expect(fitsSeniority(title, level)).toBe(fits));
});
