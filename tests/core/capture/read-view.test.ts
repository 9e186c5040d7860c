import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { LoadedReading } from "#core/capture/choose-reading.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readIslands } from "#core/capture/pages/read-islands.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { readView } from "#core/capture/read-view.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { leadCard, sduiProfile, searchPage } from "#tests/support/salesnav/pages.ts";
import { leadRow, leadSearchBody, profileBody, profileToken } from "#tests/support/salesnav/people.ts";

const url = "https://www.linkedin.com/sales/search/people?query=(keywords:x)";
const rootOf = (html: string) => parseHTML(html).document.documentElement;
const loadedFrom = (body: unknown, address = "/sales-api/salesApiLeadSearch?start=0", page = url): LoadedReading => ({
  reading: readResponse({ url: address, status: 200, body }),
  page,
});
const namesOf = (reading: { rows: Parameters<typeof cleanCaptured>[0][] }) =>
  reading.rows.map((row) => cleanCaptured(row).member_id);

describe("whom a response refuses", () => {
  const shown = rootOf(searchPage([leadCard(0), leadCard(1), leadCard(2)]));
  const rows = [leadRow(0, { blockThirdPartyDataSharing: true }), leadRow(1, { memorialized: true }), leadRow(2)];

  it.each([[[]], [["lead_search:api"]], [["*:api"]]])("is not taken from the page either, with %j off", (off) => {
    const reading = readView(shown, url, [loadedFrom(leadSearchBody({ rows }))], off);
    expect(namesOf(reading)).toEqual(["910000002"]);
  });

  it("is not taken when another kind of response said so", () => {
    const batch = loadedFrom(
      { results: { a: profileBody(0, { blockThirdPartyDataSharing: true }) } },
      "/sales-api/salesApiProfiles?ids=List(x)",
    );
    const search = loadedFrom(leadSearchBody({ rows: [leadRow(0), leadRow(1), leadRow(2)] }));
    for (const loaded of [[batch, search], [search, batch], [batch]]) {
      const reading = readView(shown, url, loaded);
      expect(namesOf(reading)).toEqual(["910000001", "910000002"]);
      expect(reading.refused.private).toBe(1);
    }
  });

  it("is not taken from the person's own page", () => {
    const page = `https://www.linkedin.com/sales/lead/${profileToken(910_000_000)},NAME_SEARCH,aBcd`;
    const html = '<main><h1 data-x--lead--name data-anonymize="person-name">Ada Example</h1></main>';
    expect(namesOf(readView(rootOf(html), page, []))).toEqual(["910000000"]);
    expect(readView(rootOf(html), page, [loadedFrom(leadSearchBody({ rows }))]).rows).toEqual([]);
  });
});

describe("a page that LinkedIn holds back", () => {
  const shown = rootOf(searchPage([]));
  const answered = (status: number, address = "/sales-api/salesApiLeadSearch?start=25"): LoadedReading => ({
    reading: readResponse({ url: address, status, body: null }),
    page: url,
  });
  const batch = "/sales-api/salesApiProfiles?ids=List(x)";
  const profiles = loadedFrom({ results: { a: profileBody(3) } }, batch);
  const rows = loadedFrom(leadSearchBody());

  it("is told also when profiles were loaded after that, or are what was held back", () => {
    expect(readView(shown, url, [rows, answered(429), profiles])).toMatchObject({ state: "throttled", rows: [] });
    expect(readView(shown, url, [answered(999), profiles])).toMatchObject({ state: "throttled", rows: [] });
    expect(readView(shown, url, [rows, answered(429, batch)])).toMatchObject({ state: "throttled", rows: [] });
  });

  it("is one no longer when its rows came after all", () => {
    expect(readView(shown, url, [answered(429), rows, profiles])).toMatchObject({ state: "ok", rows: { length: 25 } });
  });

  it.each([403, 500, 404])("is not one because something beside its rows failed with %i", (status) => {
    const company = "/sales-api/salesApiCompanies/5000?decoration=x";
    for (const address of [batch, company])
      expect(readView(shown, url, [rows, answered(status, address)])).toMatchObject({ rows: { length: 25 } });
  });
});

describe("responses that stand in the page itself", () => {
  const body = JSON.stringify(leadSearchBody({ rows: [leadRow(0), leadRow(1, { memorialized: true })] }));
  const escaped = body.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const datalet = (request: string) =>
    `<code id="datalet-bpr-guid-1">${JSON.stringify({ request, status: 200, body: "bpr-guid-1" })}</code>`;
  const view = (html: string, page = url) => {
    const root = rootOf(`<html><body>${html}</body></html>`);
    return readView(root, page, readIslands(root, page));
  };

  it.each([
    ["escaped", `<code id="bpr-guid-1">${escaped}</code>`],
    ["in a comment", `<code id="bpr-guid-1"><!--${body}--></code>`],
    ["with its request", `${datalet("/sales-api/salesApiLeadSearch?start=0")}<code id="bpr-guid-1">${escaped}</code>`],
  ])("are read: %s", (_name, html) => {
    const reading = view(html);
    expect(reading).toMatchObject({ state: "ok", refused: { memorialized: 1 }, rows: [{ source: "api" }] });
    expect(namesOf(reading)).toEqual(["910000000"]);
  });

  it("are not read for another request, and not when they hold one person whom nothing names", () => {
    const other = `${datalet("/sales-api/salesApiPrimaryIdentity")}<code id="bpr-guid-1">${escaped}</code>`;
    expect(view(other).rows).toEqual([]);
    const me = JSON.stringify(profileBody(0)).replaceAll('"', "&quot;");
    const own = `https://www.linkedin.com/sales/lead/${profileToken(910_000_000)},NAME_SEARCH,aBcd`;
    expect(view(`<code id="bpr-guid-1">${me}</code>`, own).rows).toEqual([]);
    const named = `${datalet("/sales-api/salesApiProfiles/(profileId:x)")}<code id="bpr-guid-1">${me}</code>`;
    expect(namesOf(view(named, own))).toEqual(["910000000"]);
  });

  it("do no harm when they are torn", () => {
    for (const torn of ["{", "[1]", "null", "<!---->", '{"elements":'])
      expect(view(`<code id="bpr-guid-1">${torn}</code><p>Something</p>`).state).toBe("shape_changed");
  });
});

describe("the page as shown", () => {
  const at = "https://www.linkedin.com/in/sample-person-410/";

  it("knows the member of a classic profile by the ids of its cards, unless they disagree", () => {
    const token = profileToken(910_000_410, "classic");
    const html = sduiProfile(410).replaceAll("refACoAA", `ref${token}`);
    expect(readPage(rootOf(html), at).rows).toMatchObject([{ member_id: "910000410" }]);
    const mixed = html.replace(token, profileToken(7, "classic"));
    expect(readPage(rootOf(mixed), at).rows).toMatchObject([{ member_id: null }]);
  });

  it("takes pronouns for no headline", () => {
    const html = sduiProfile(410).replace('<p class="_f1a2">', '<p>She/Her</p><p class="_f1a2">');
    expect(readPage(rootOf(html), at).rows).toEqual(readPage(rootOf(sduiProfile(410)), at).rows);
  });

  it.each(["In remembrance", "Remembering NAME"])("leaves the dead: %s", (words) => {
    const profile = sduiProfile(410);
    const name = /\(3\) (.+) \|/.exec(profile)?.[1] ?? "";
    const html = profile.replace('<p class="_f1a2">', `<p>${words.replace("NAME", name)}</p><p class="_f1a2">`);
    expect(readPage(rootOf(html), at)).toMatchObject({ rows: [], refused: { memorialized: 1 } });
    const card = leadCard(0).replace('<span data-anonymize="location">', "<span>In remembrance</span>$&");
    expect(readPage(rootOf(searchPage([card, leadCard(1)])), url)).toMatchObject({
      rows: [{ member_id: "910000001" }],
      refused: { memorialized: 1 },
    });
  });

  it("keeps those whose headline only sounds like it", () => {
    const html = sduiProfile(410).replace('<p class="_f1a2">', "<p>Remembering names is my job</p>$&");
    expect(readPage(rootOf(html), at).rows).toHaveLength(1);
  });

  it.each([
    ["<title>999: request failed</title>", ""],
    ["<title></title>", '<script>if (document.cookie.indexOf("trkCode=") < 0) location = "/authwall";</script>'],
    ["<title>429 Too Many Requests</title>", "<h1>429 Too Many Requests</h1>"],
  ])("knows a page that LinkedIn holds back: %s %s", (head, rest) => {
    expect(readPage(rootOf(`<html><head>${head}</head><body>${rest}</body></html>`), url).state).toBe("throttled");
  });
});
