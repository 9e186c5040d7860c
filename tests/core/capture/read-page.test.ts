import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { SeenLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { joinReadings } from "#core/capture/join-rows.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { leadCard, searchPage, skeletonCard } from "#tests/support/salesnav/pages.ts";
import { leadRow, leadSearchBody, profileToken } from "#tests/support/salesnav/people.ts";

const searchUrl = "https://www.linkedin.com/sales/search/people?query=(keywords:x)&page=2";
const read = (html: string, url = searchUrl) => readPage(parseHTML(html).document.documentElement, url);
const cards = (count: number, options?: Parameters<typeof leadCard>[1]) =>
  Array.from({ length: count }, (_, index) => leadCard(index, options));
const api = (rows?: Record<string, unknown>[]) =>
  readResponse({
    url: "/sales-api/salesApiLeadSearch?start=0",
    status: 200,
    body: leadSearchBody(rows ? { rows } : {}),
  });

describe("states", () => {
  it.each([
    ["https://www.linkedin.com/login", "signed_out"],
    ["https://www.linkedin.com/checkpoint/challenge/x", "signed_out"],
    ["https://www.linkedin.com/feed/", "ignored"],
    ["https://www.linkedin.com.evil.test/sales/search/people", "ignored"],
    ["https://www.linkedin.com@evil.test/sales/search/people", "ignored"],
  ])("reads nothing at %s: %s", (url, state) => {
    expect(read(searchPage(cards(3)), url)).toMatchObject({ state, rows: [] });
  });

  it("tells unfilled rows, a page held back, an empty search and a changed page apart", () => {
    expect(read(searchPage(Array(25).fill(skeletonCard))).state).toBe("skeleton");
    expect(read(searchPage(Array(12).fill('<li class="artdeco-list__item"></li>'))).state).toBe("skeleton");
    expect(read("<html><body><main><p>No leads match your search</p></main></body></html>").state).toBe("ok");
    expect(read("<html><body><main><p>Something new</p></main></body></html>").state).toBe("shape_changed");
    expect(read("<html><body><h1>Too Many Requests</h1></body></html>").state).toBe("throttled");
    expect(
      read('<html><body><form action="/checkpoint/lg"><input name="session_key"></form></body></html>').state,
    ).toBe("signed_out");
  });
});

describe("search rows", () => {
  it("reads the rows in the result list only", () => {
    const reading = read(searchPage(cards(25)));
    expect(reading).toMatchObject({ state: "partial", paging: { start: 25, page: 2, total: null } });
    expect(reading.rows).toHaveLength(25);
    expect(reading.rows.map((row) => row.kind === "person" && row.full_name)).not.toContain("Recently Viewed");
    expect(reading.rows[1]).toMatchObject({
      member_id: "910000001",
      full_name: "Ben Sampleton",
      title: "CTO",
      company: "Northwind Mock Ltd",
      company_id: "5001",
      location: "Berlin, Germany",
      degree: 2,
      summary: "About Ben.",
      sales_nav_url: `https://www.linkedin.com/sales/lead/${profileToken(910_000_001)},NAME_SEARCH,a1Bc`,
      linkedin_url: null,
    });
  });

  it("has the same key as the response's row", () => {
    const shown = read(searchPage(cards(25))).rows.map(cleanCaptured);
    const loaded = api().rows.map(cleanCaptured);
    expect(shown.map((lead) => lead.person_key)).toEqual(loaded.map((lead) => lead.person_key));
  });

  it("reads builds without attributes, and a German one", () => {
    const bare = read(searchPage(cards(10, { build: "bare" }))).rows[1];
    expect(bare).toMatchObject({ full_name: "Ben Sampleton", title: "CTO", company: "Northwind Mock Ltd" });
    const label = read(searchPage(cards(10, { build: "label", german: true }), "de")).rows[1];
    expect(label).toMatchObject({ full_name: "Ben Sampleton", member_id: "910000001", warnings: ["name_from_label"] });
  });

  it("reads a build that has neither attributes nor labels, by its links", () => {
    const row = (index: number, name: string) => `<li class="artdeco-list__item"><div class="_card_1sdjqx">
      <a class="_a" href="/sales/lead/${profileToken(910_000_000 + index)},NAME_SEARCH,aBcd"><img alt=""></a>
      <a class="_b" href="/sales/lead/${profileToken(910_000_000 + index)},NAME_SEARCH,aBcd">${name}</a>
      <div class="artdeco-entity-lockup__subtitle">CTO <span class="separator--middot">·</span> Orchard Ltd </div></div></li>`;
    const reading = read(searchPage([row(0, "Ada Example · 2nd"), row(1, "LinkedIn Member"), row(2, "")]));
    expect(reading).toMatchObject({
      state: "partial",
      rows: [{ full_name: "Ada Example", member_id: "910000000", title: "CTO", company: "Orchard Ltd" }],
      refused: { limited: 1, unreadable: 1 },
    });
    expect(reading.rows[0]?.warnings).toContain("name_from_link");
    const account = `<li class="artdeco-list__item"><a href="/sales/company/77?_ntb=x">Elm Ltd</a><span>Software</span></li>`;
    expect(read(searchPage([account]), "https://www.linkedin.com/sales/search/company?query=(x:1)").rows).toMatchObject(
      [{ kind: "company", company: "Elm Ltd", company_id: "77" }],
    );
  });

  it("reads the company of a list's row out of its own cell", () => {
    const row = `<tr class="artdeco-models-table-row"><td><a href="/sales/lead/${profileToken(7)},NAME_SEARCH,aBcd"><span data-anonymize="person-name">Ada Example</span></a>
      <div data-anonymize="job-title">CFO</div></td><td class="list-people-detail-header__account"><a href="/sales/company/88">Elm Ltd</a></td>
      <td class="list-people-detail-header__geography">Lyon</td><td class="list-people-detail-header__actions">More</td></tr>`;
    const url = "https://www.linkedin.com/sales/lists/people/7000000000000000001";
    expect(read(`<html><body><main><table><tbody>${row}</tbody></table></main></body></html>`, url).rows).toMatchObject(
      [{ full_name: "Ada Example", title: "CFO", company: "Elm Ltd", company_id: "88", location: "Lyon" }],
    );
  });

  it("counts what is not filled yet", () => {
    const reading = read(searchPage([...cards(20), ...Array(5).fill(skeletonCard)]));
    expect(reading).toMatchObject({ state: "partial", refused: { unreadable: 5 } });
    expect(reading.rows).toHaveLength(20);
  });

  it.each([
    "javascript:alert(1)",
    "https://evil.test/sales/lead/",
    "//evil.test/sales/lead/",
    "https://www.linkedin.com.evil.test/sales/lead/",
  ])("takes no address out of %s", (href) => {
    const row = leadCard(0).replace("/sales/lead/", `${href}/sales/lead/`);
    const lead = read(searchPage([row])).rows[0] as SeenLead;
    expect(lead).toMatchObject({ sales_nav_url: null, member_id: null });
    expect(lead.warnings).toContain("link_refused");
  });
});

describe("single pages", () => {
  it("knows the person of a lead page by its address", () => {
    const html = `<html><body><main><h1 data-x--lead--name data-anonymize="person-name">Ada Example</h1>
      <span data-anonymize="headline">Head of Sales at Orchard</span>
      <a href="/sales/lead/${profileToken(5)},NAME_SEARCH,abcd">Somebody similar</a>
      <a href="https://www.linkedin.com/in/ada-example-sample">View profile</a></main></body></html>`;
    const reading = read(html, `https://www.linkedin.com/sales/lead/${profileToken(42)},NAME_SEARCH,wXyZ?_ntb=1`);
    expect(reading.rows).toHaveLength(1);
    expect(cleanCaptured(reading.rows[0] as SeenLead)).toMatchObject({
      member_id: "42",
      title: "Head of Sales",
      company: "Orchard",
      linkedin_url: "https://www.linkedin.com/in/ada-example-sample",
    });
  });

  it("takes nothing of others for the person of a lead page", () => {
    const own = `https://www.linkedin.com/sales/lead/${profileToken(42)},NAME_SEARCH,wXyZ`;
    const others = `<section><a href="/sales/lead/${profileToken(5)},NAME_SEARCH,abcd">Somebody Similar</a>
      <a href="https://www.linkedin.com/in/somebody-similar">Somebody Similar</a><a href="/sales/company/77">Elm Ltd</a></section>`;
    const lead = `<h1 data-anonymize="person-name">Ada Example</h1><span data-anonymize="company-name">Orchard Ltd</span>`;
    expect(read(`<html><body><main>${lead}${others}</main></body></html>`, own).rows).toMatchObject([
      { full_name: "Ada Example", company: "Orchard Ltd", company_id: null, linkedin_url: null, member_id: "42" },
    ]);
    expect(read(`<html><body><main>${others}</main></body></html>`, own)).toMatchObject({
      state: "shape_changed",
      rows: [],
    });
    const two = ["ada-example", "ada-sample"].map((name) => `<a href="/in/${name}">View LinkedIn profile</a>`).join("");
    expect(read(`<html><body><main>${lead}${two}</main></body></html>`, own).rows).toMatchObject([
      { linkedin_url: null },
    ]);
    const link = `<a href="https://www.linkedin.com/in/ada-example">LinkedIn-Profil anzeigen</a>`;
    expect(read(`<html><body><main>${lead}${link}${others}</main></body></html>`, own).rows).toMatchObject([
      { linkedin_url: "https://www.linkedin.com/in/ada-example" },
    ]);
  });

  it("reads classic pages as far as they tell", () => {
    const profile = `<html><body><main id="workspace"><h1 class="_h_9">Ada Example</h1><p>CTO at Orchard</p><p>Lyon, France</p></main></body></html>`;
    expect(read(profile, "https://www.linkedin.com/in/ada-example-sample/").rows[0]).toMatchObject({
      full_name: "Ada Example",
      headline: "CTO at Orchard",
      linkedin_url: "https://www.linkedin.com/in/ada-example-sample",
    });
    const older = `<html><body><main><ul><li class="reusable-search__result-container"><a href="https://www.linkedin.com/in/ben-sampleton?miniProfileUrn=urn%3Ali%3Afs_miniProfile%3A${profileToken(77, "classic")}">
      <span aria-hidden="true">Ben Sampleton</span><span class="visually-hidden">View Ben Sampleton’s profile</span></a>
      <div class="entity-result__primary-subtitle">CTO at Elm</div></li></ul></main></body></html>`;
    expect(read(older, "https://www.linkedin.com/search/results/people/?keywords=x").rows).toMatchObject([
      { full_name: "Ben Sampleton", member_id: "77", linkedin_url: "https://www.linkedin.com/in/ben-sampleton" },
    ]);
    const search = `<html><body><main id="workspace"><div role="list">
      <div role="listitem"><a href="https://www.linkedin.com/in/ben-sampleton?mini=1">Ben Sampleton • 2nd</a><p>CTO at Elm</p><p>Berlin</p></div>
      <div role="listitem"><a href="/search/results/people/headless">LinkedIn Member</a></div></div></main></body></html>`;
    expect(read(search, "https://www.linkedin.com/search/results/people/?keywords=x")).toMatchObject({
      state: "partial",
      rows: [{ full_name: "Ben Sampleton", headline: "CTO at Elm" }],
      refused: { limited: 1 },
    });
  });
});

describe("joining", () => {
  it("fills gaps of the response from the page and says so", () => {
    const shown = read(searchPage(cards(3)));
    const joined = joinReadings(api([leadRow(0, { geoRegion: null }), leadRow(1)]), shown);
    expect(joined.state).toBe("ok");
    expect(joined.rows).toHaveLength(2);
    expect(joined.rows[0]).toMatchObject({
      source: "api",
      location: "Lyon, Auvergne-Rhône-Alpes, France",
      filled: { location: "dom" },
    });
  });

  it("does not take from the page whom the response refuses", () => {
    const loaded = api([leadRow(0, { blockThirdPartyDataSharing: true })]);
    expect(joinReadings(loaded, read(searchPage(cards(1)))).rows).toEqual([]);
  });

  it("falls back to the page when the response is none", () => {
    const shown = read(searchPage(cards(3)));
    const changed = readResponse({ url: "/sales-api/salesApiLeadSearch", status: 200, body: { new: 1 } });
    expect(joinReadings(changed, shown)).toMatchObject({ state: "partial", rows: [{}, {}, {}] });
  });
});

it("never throws on torn pages", () => {
  const page = searchPage(cards(3));
  fc.assert(
    fc.property(fc.nat(page.length), fc.nat(200), fc.string({ maxLength: 40 }), (at, length, put) => {
      for (const row of read(page.slice(0, at) + put + page.slice(at + length)).rows) cleanCaptured(row);
    }),
    { seed: 20261123, numRuns: 150 },
  );
});
