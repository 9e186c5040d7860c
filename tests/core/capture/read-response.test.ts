import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SeenLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import {
  accountRow,
  leadRow,
  leadSearchBody,
  normalizedBody,
  profileBody,
  profileToken,
} from "#tests/support/salesnav/people.ts";

const searchUrl = "https://www.linkedin.com/sales-api/salesApiLeadSearch?q=searchQuery&start=0&count=25";
const read = (body: unknown, url = searchUrl, status = 200) => readResponse({ url, status, body });
const rowsOf = (...rows: unknown[]) => ({ elements: rows, paging: { start: 0, count: 25, total: rows.length } });
const first = (body: unknown) => read(body).rows[0] as SeenLead;

describe("what is never taken", () => {
  it("leaves members who block sharing, the dead and the nameless, and blocks their keys for the page too", () => {
    const reading = read(
      rowsOf(
        leadRow(0, { blockThirdPartyDataSharing: true }),
        leadRow(1, { memorialized: true }),
        leadRow(2, { fullName: "LinkedIn Member", firstName: "LinkedIn", lastName: "Member" }),
        leadRow(3, { fullName: "LinkedIn-Mitglied", firstName: "", lastName: "" }),
        leadRow(4),
      ),
    );
    expect(reading.state).toBe("ok");
    expect(reading.rows).toHaveLength(1);
    expect(reading.refused).toEqual({ private: 1, memorialized: 1, limited: 2, unreadable: 0 });
    expect(reading.blocked).toEqual(["li:#910000000", "li:#910000001", "li:#910000002", "li:#910000003"]);
  });

  it.each([true, 1, "true", {}])("takes any answer but a plain no for the member's wish: %j", (flag) => {
    for (const name of ["blockThirdPartyDataSharing", "memorialized"]) {
      const rows = rowsOf(
        leadRow(0, { [name]: flag }),
        leadRow(1, { [name]: null }),
        leadRow(2, { [name]: undefined }),
      );
      expect(read(rows).rows).toMatchObject([{ member_id: "910000001" }, { member_id: "910000002" }]);
      const wrapped = { [name]: flag, lead: leadRow(0) };
      expect(read(rowsOf(wrapped, leadRow(1))).rows).toMatchObject([{ member_id: "910000001" }]);
      const single = profileBody(0, { [name]: flag });
      const normalized = normalizedBody({ rows: [leadRow(0, { [name]: flag })] });
      const batch = { results: { a: single } };
      for (const body of [single, normalized, batch, { data: single, included: [] }])
        expect([read(body).rows, read(body).blocked]).toEqual([[], ["li:#910000000"]]);
    }
  });

  it("blocks the token of somebody whose id cannot be told", () => {
    const short = leadRow(0, { objectUrn: undefined, entityUrn: "urn:li:fs_salesProfile:ACwAAAAAAAAAAAAAAAAAAAAAAAA" });
    expect(read(rowsOf({ ...short, memorialized: true })).blocked).toEqual(["token:ACwAAAAAAAAAAAAAAAAAAAAAAAA"]);
  });

  it("reads no contact data of a lead page", () => {
    const text = JSON.stringify(
      read(profileBody(0), "https://www.linkedin.com/sales-api/salesApiProfiles/(profileId:x)"),
    );
    expect(text).not.toMatch(/mailbox\.example|00 00 00/);
  });

  it.each([
    "salesApiNavChrome",
    "salesApiPrimaryIdentity",
    "salesApiSearchFilterLayout",
    "salesApiMessagingPresenceStatuses",
  ])("ignores %s whatever it holds", (name) => {
    expect(read(leadSearchBody(), `https://www.linkedin.com/sales-api/${name}?x=1`)).toMatchObject({
      state: "ignored",
      rows: [],
    });
  });

  it("never makes a public address out of a Sales Navigator token", () => {
    const row = leadRow(0, { flagshipProfileUrl: `https://www.linkedin.com/in/${profileToken(910_000_000)}` });
    expect(first(rowsOf(row))).toMatchObject({ linkedin_url: null, warnings: ["link_refused"] });
    expect(JSON.stringify(read(leadSearchBody()))).not.toContain("/in/ACw");
  });

  it.each([
    "javascript:alert(1)//www.linkedin.com/in/x",
    "https://www.linkedin.com.evil.test/in/x",
    "https://evil.test/in/x",
  ])("refuses the profile address %s", (flagshipProfileUrl) => {
    expect(first(rowsOf(leadRow(0, { flagshipProfileUrl }))).linkedin_url).toBeNull();
  });
});

describe("states", () => {
  it.each([
    [429, "throttled"],
    [999, "throttled"],
    [500, "throttled"],
    [401, "signed_out"],
    [403, "signed_out"],
  ])("calls status %i %s", (status, state) => expect(read({}, searchUrl, status).state).toBe(state));

  it.each([
    [{ status: 429, message: "Too many requests" }, "throttled"],
    [{ status: 999 }, "throttled"],
    [{ status: 403, message: "CSRF check failed." }, "signed_out"],
    [{ status: 200 }, "shape_changed"],
    [{ status: "429" }, "shape_changed"],
  ])("believes a refusal that stands in the body: %j", (body, state) => {
    expect(read(body)).toMatchObject({ state, rows: [] });
  });

  it("tells a body it does not know", () => {
    expect(read({ hits: [1, 2] }).state).toBe("shape_changed");
    expect(read("<html>").state).toBe("shape_changed");
    expect(read(rowsOf({ name: "?" }, { name: "?" })).state).toBe("shape_changed");
  });

  it("is partial when some rows cannot be read, ok when there are none to read", () => {
    expect(read(rowsOf(leadRow(0), { strange: true })).state).toBe("partial");
    expect(read(leadSearchBody({ total: 0 }))).toMatchObject({ state: "ok", rows: [] });
  });
});

describe("search rows", () => {
  it("reads a page of the flat body", () => {
    const reading = read(leadSearchBody({ start: 25, total: 68 }));
    expect(reading).toMatchObject({
      state: "ok",
      paging: { start: 25, count: 25, total: 68, page: 2, session: "S1==" },
      applied: ["Geography: France"],
    });
    expect(reading.rows).toHaveLength(25);
    expect(reading.rows[1]).toMatchObject({
      kind: "person",
      member_id: "910000026",
      full_name: "Greta Probst-Muster",
      title: "CTO",
      company: "Atelier Exemple SAS",
      company_id: null,
      started_on: "2020-03",
      open_link: null,
      warnings: ["company_has_no_page"],
    });
    expect(reading.rows[0]).toMatchObject({
      company_id: "5001",
      sales_nav_url: `https://www.linkedin.com/sales/lead/${profileToken(910_000_025)},NAME_SEARCH,a25Bc`,
    });
  });

  it("reads the normalized body to the same rows", () => {
    expect(read(normalizedBody()).rows).toEqual(read(leadSearchBody()).rows);
  });

  it("decodes the member id from the token where objectUrn is missing, and keeps the stated one where they differ", () => {
    expect(first(rowsOf(leadRow(7, { objectUrn: undefined }))).member_id).toBe("910000007");
    const torn = first(rowsOf(leadRow(7, { objectUrn: "urn:li:member:12" })));
    expect(torn).toMatchObject({ member_id: "12", warnings: ["id_mismatch"] });
  });

  it("takes title and company from one position, and passes over a first one without a company", () => {
    const row = leadRow(0, {
      currentPositions: [
        { title: "Founder", companyName: "Stealth Startup", current: true },
        { title: "Advisor", companyName: "Orchard Sample", companyUrn: "urn:li:fs_salesCompany:77", current: true },
        { title: "Clerk", companyName: "Old Sample", current: false },
      ],
    });
    expect(first(rowsOf(row))).toMatchObject({
      title: "Advisor",
      company: "Orchard Sample",
      company_id: "77",
      warnings: ["several_positions", "other_position"],
    });
  });

  it("reads the lead page, the batch and companies", () => {
    const lead = read(profileBody(3), "https://www.linkedin.com/sales-api/salesApiProfiles/(profileId:x)").rows[0];
    expect(lead).toMatchObject({
      linkedin_url: "https://www.linkedin.com/in/sample-person-3",
      company: "Fabrikam Test Inc.",
      premium: false,
      open_link: true,
    });
    expect(read({ results: { a: profileBody(1), b: profileBody(2) } }).rows).toHaveLength(2);
    const accounts = read(rowsOf(accountRow(0), accountRow(1)));
    expect(accounts).toMatchObject({ state: "ok", rows: [{ kind: "company", company_id: "5000" }, {}] });
    expect(read({ ...accountRow(4), website: "https://www.linkedin.com/company/5004" }).rows[0]).toMatchObject({
      website: null,
    });
  });

  it("cuts huge texts, drops control characters, and keeps a person once", () => {
    const huge = leadRow(0, { summary: "x".repeat(100_000), geoRegion: "Ly\u0000on\u2028" });
    const reading = read(rowsOf(huge, leadRow(0)));
    expect(reading.rows).toHaveLength(1);
    expect(reading.rows[0]).toMatchObject({ location: "Lyon", warnings: ["text_cut"] });
    expect((reading.rows[0] as SeenLead).summary).toHaveLength(4_000);
  });
});

describe("cleaning", () => {
  const clean = (changes: Record<string, unknown>) => cleanCaptured(first(rowsOf(leadRow(0, changes))));

  it("cleans names and companies and keeps what they were", () => {
    const lead = clean({ fullName: "Dr. ADA EXAMPLE, MBA 🚀", firstName: "Dr. ADA", lastName: "EXAMPLE, MBA 🚀" });
    expect(lead).toMatchObject({
      person_key: "li:#910000000",
      first_name: "Ada",
      last_name: "Example",
      name_raw: "Dr. ADA EXAMPLE, MBA 🚀",
      company: "Orchard Sample",
      company_raw: "Orchard Sample GmbH",
      company_url: "https://www.linkedin.com/company/5000",
      source: "api",
    });
  });

  it("runs no markup: it is text, or gone", () => {
    const lead = clean({ fullName: "<img src=x onerror=alert(1)>Ada Example", firstName: "<script>x</script>Ada" });
    expect(`${lead.first_name}${lead.last_name}${lead.full_name}`).not.toMatch(/[<>]/);
  });

  it("splits a headline only when it reads one way", () => {
    expect(clean({ currentPositions: [], headline: "Head of Sales at Orchard" })).toMatchObject({
      title: "Head of Sales",
      company: "Orchard",
      warnings: ["headline_split"],
    });
    expect(clean({ currentPositions: [], headline: "CEO at Orchard | Board at Elm" })).toMatchObject({
      title: null,
      company: null,
      warnings: ["headline_not_split", "no_company", "no_title"],
    });
  });

  it.each([
    ["CTO | Orchard Sample GmbH", "CTO", "Orchard Sample", "Orchard Sample GmbH"],
    ["Orchard Sample, Inc. — CTO", "CTO", "Orchard Sample", "Orchard Sample, Inc."],
    ["Head of Growth @ Orchard Ltd", "Head of Growth", "Orchard", "Orchard Ltd"],
    ["CTO | Orchard", null, null, null],
    ["Orchard GmbH | Elm Ltd", null, null, null],
    ["Helping founders sleep | Dad | Runner", null, null, null],
  ])("reads the headline %j", (headline, title, company, company_raw) => {
    expect(clean({ currentPositions: [], headline })).toMatchObject({ title, company, company_raw });
  });

  it("splits a title where nothing else names the company", () => {
    const position = (title: string, companyName?: string) => ({ currentPositions: [{ title, companyName }] });
    expect(clean(position("Boss at Orchard Ltd"))).toMatchObject({
      title: "Boss",
      company: "Orchard",
      company_raw: "Orchard Ltd",
      warnings: ["headline_split"],
    });
    expect(clean(position("Boss at large"))).toMatchObject({ title: "Boss at large", company: null });
    expect(clean(position("Boss at Orchard", "Elm"))).toMatchObject({ title: "Boss at Orchard", company: "Elm" });
  });

  it("keeps freelance as no company instead of guessing one", () => {
    const currentPositions = [{ title: "Designer", companyName: "Freelance", current: true }];
    expect(clean({ currentPositions, headline: "Designer at Elm" })).toMatchObject({
      company: null,
      title: "Designer",
    });
  });
});

describe("properties", () => {
  const options = { seed: 20261123, numRuns: 400 };

  it("never throws, whatever the body", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 100, max: 999 }), (body, status) => {
        for (const row of read(body, searchUrl, status).rows) cleanCaptured(row);
      }),
      options,
    );
  });

  it("never throws on rows with a field torn out or replaced, and never gives a person twice", () => {
    const fields = Object.keys(leadRow(0));
    const change = fc.tuple(fc.constantFrom(...fields), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), change), { maxLength: 12 }), (changes) => {
        const rows = changes.map(([index, [name, value]]) => leadRow(index, { [name]: value }));
        const keys = read(rowsOf(...rows))
          .rows.map(cleanCaptured)
          .map((lead) => lead.person_key)
          .filter((key) => key.startsWith("li:#"));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      options,
    );
  });

  it("finds the id in every token", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (id) => {
        const entityUrn = `urn:li:fs_salesProfile:(${profileToken(id)},X,y)`;
        expect(first(rowsOf(leadRow(0, { objectUrn: null, entityUrn }))).member_id).toBe(String(id));
      }),
      options,
    );
  });
});
