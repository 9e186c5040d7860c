import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { chooseReading } from "#core/capture/choose-reading.ts";
import { findNext } from "#core/capture/pages/find-next.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { selectors } from "#core/capture/pages/selectors.ts";
import { readersOff, withoutReaders } from "#core/capture/reader-switches.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { leadCard, sduiProfile, sduiSearch, searchPage } from "#tests/support/salesnav/pages.ts";
import { companyBody, leadSearchBody } from "#tests/support/salesnav/people.ts";

const rootOf = (html: string) => parseHTML(html).document.documentElement;
const origin = "https://www.linkedin.com";

describe("classic pages with hashed classes", () => {
  it("reads a profile without a heading by its title, and nobody else on it", () => {
    const reading = readPage(rootOf(sduiProfile(410)), `${origin}/in/sample-person-410/`);
    expect(reading).toMatchObject({ state: "partial", rows: [{ linkedin_url: `${origin}/in/sample-person-410` }] });
    expect(reading.rows).toHaveLength(1);
    const [row] = reading.rows;
    if (row?.kind !== "person") throw new Error("no person");
    expect(row.full_name).toMatch(/^\S+ \S/);
    expect(row.headline).toContain(" at ");
    expect(row.location).not.toBeNull();
  });

  it("takes no name from a title that the page does not show", () => {
    const other = sduiProfile(410).replace(/<title>.*<\/title>/, "<title>Log in | LinkedIn</title>");
    expect(readPage(rootOf(other), `${origin}/in/sample-person-410/`).rows).toEqual([]);
  });

  it("reads the rows of a search, without people who have no name", () => {
    const reading = readPage(rootOf(sduiSearch([420, 421, 422])), `${origin}/search/results/people/?keywords=x`);
    expect(reading.rows).toHaveLength(3);
    expect(reading.refused.limited).toBe(1);
  });
});

describe("an account page", () => {
  it("is one company, with its website from what was loaded", () => {
    const url = `${origin}/sales/company/5001?_ntb=x`;
    const loaded = readResponse({
      url: "/sales-api/salesApiCompanies/5001?decoration=x",
      status: 200,
      body: companyBody(1),
    });
    const shown = readPage(rootOf("<html><body><main></main></body></html>"), url);
    expect(chooseReading([{ reading: loaded, page: url }], shown, url).rows).toMatchObject([
      {
        kind: "company",
        company_id: "5001",
        website: "https://www.sample-works-1.example/about",
        location: "Lyon, France",
      },
    ]);
    const other = `${origin}/sales/company/500`;
    expect(chooseReading([{ reading: loaded, page: url }], shown, other).rows).toEqual([]);
  });
});

describe("the button for the next page", () => {
  const page = (buttons: string) => rootOf(`<html><body><main>${buttons}</main></body></html>`);
  it.each([
    ["by its class", '<button class="artdeco-pagination__button--next">›</button>', "button"],
    ["by its name", '<button aria-label="Previous">a</button><button aria-label="Next">b</button>', "button"],
    ["by its German name", '<button aria-label="Weiter">b</button>', "button"],
    [
      "by its number in any language",
      '<button aria-label="Strona 2">2</button><button aria-label="Strona 3">3</button>',
      "button",
    ],
    [
      "not a number that is another page's",
      '<button aria-label="Page 2">2</button><button aria-label="Page 30">30</button>',
      "none",
    ],
    ["as the end, when it is dead", '<button aria-label="Next" disabled>b</button>', "last"],
    ["as the end, when it says so", '<button aria-label="Next" aria-disabled="true">b</button>', "last"],
    ["nowhere", "<a href='#'>Next</a>", "none"],
  ])("is found %s", (_how, buttons, found) => {
    const next = findNext(page(buttons), 2);
    expect(next.found).toBe(found);
    if (next.found === "button") expect(next.button.getAttribute("aria-label") ?? "").not.toMatch(/Previous|2$/);
  });
});

describe("readers that are switched off", () => {
  it.each([
    ["0.1.0", [{ reader: "lead_search:dom", below: "0.2.0" }], ["lead_search:dom"]],
    ["0.2.0", [{ reader: "lead_search:dom", below: "0.2.0" }], []],
    ["0.10.0", [{ reader: "lead_search:dom", below: "0.9.9" }], []],
    ["1.0", [{ reader: "lead_search:api", below: null }], ["lead_search:api"]],
    ["not a version", [{ reader: "lead_search:api", below: "0.0.1" }], ["lead_search:api"]],
  ])("in version %s", (version, switches, off) => expect(readersOff(switches, version)).toEqual(off));

  it("leave what the others read, and say so when there is nothing left", () => {
    const shown = readPage(rootOf(searchPage([leadCard(0)])), `${origin}/sales/search/people?query=x`);
    expect(withoutReaders([], "lead_search").shown(shown)).toBe(shown);
    expect(withoutReaders(["account_search:dom"], "lead_search").shown(shown)).toBe(shown);
    expect(withoutReaders(["lead_search:dom"], "lead_search").shown(shown)).toMatchObject({
      state: "skeleton",
      rows: [],
    });
    const none = withoutReaders(["*:dom", "lead_search:api"], "lead_search");
    expect(none.all).toBe(true);
    expect(none.shown(shown)).toMatchObject({ state: "switched_off", rows: [] });
    expect(none.shown({ ...shown, state: "throttled" }).state).toBe("throttled");
  });
});

describe("selectors", () => {
  it("each say when they were seen and what they find, and none hangs on a hashed class", () => {
    for (const list of Object.values(selectors)) {
      for (const { css, seen, expect: finds } of list) {
        expect(seen).toMatch(/^20\d\d(-\d\d)?$/);
        expect(finds).not.toBe("");
        expect(css).not.toMatch(/\._|ember\d|_(?=[a-z]*\d)[0-9a-z]{5,}\b/);
      }
    }
  });
});

describe("sizes", () => {
  it("are read from a page of 25 in a body far below the cap", () => {
    expect(JSON.stringify(leadSearchBody({ total: 25 })).length).toBeLessThan(200_000);
  });
});
