import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { pageAnswerSchema } from "#contracts/extension-messages.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { isReadEndpoint } from "#core/capture/responses/endpoint.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { leadBody } from "#core/outbox/lead-body.ts";
import { hostileBody, hostileCards } from "#tests/support/salesnav/hostile.ts";
import { searchPage } from "#tests/support/salesnav/pages.ts";

const url = "https://www.linkedin.com/sales/search/people?query=x";
const body: unknown = JSON.parse(JSON.stringify(hostileBody));
const reading = readResponse({ url: "/sales-api/salesApiLeadSearch", status: 200, body });

describe("hostile rows", () => {
  it("pass the schema of what a page may answer: nothing is too long, nothing has another form", () => {
    const answer = { kind: "lead_search", url, ...reading, blocked: undefined };
    expect(pageAnswerSchema.safeParse(answer).error?.issues ?? []).toEqual([]);
    expect(JSON.stringify(reading.rows).length).toBeLessThan(40_000);
  });

  it("give no address that is not LinkedIn's own", () => {
    const text = JSON.stringify(reading.rows.map(cleanCaptured).map(leadBody));
    expect(text).not.toMatch(/evil\.test|linkedin_url":"javascript|sales_nav_url":"javascript/);
    for (const row of reading.rows) {
      if (row.kind !== "person") continue;
      for (const link of [row.linkedin_url, row.sales_nav_url]) {
        if (link !== null) expect(link).toMatch(/^https:\/\/www\.linkedin\.com\/(?:in|sales\/lead)\//);
      }
    }
  });

  it("are kept as text, without controls and reversals, and change nothing of the reader", () => {
    const names = reading.rows.map(cleanCaptured).map(({ full_name }) => full_name ?? "");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(names.join("\n")).not.toMatch(/[\u0000\u202a-\u202e]/);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(names.join(" ")).not.toContain("<script");
  });
});

describe("hostile cards", () => {
  it("name nobody by a link that leads elsewhere", () => {
    const { document } = parseHTML(searchPage(hostileCards));
    const shown = readPage(document.documentElement, url);
    const byName = new Map(shown.rows.map((row) => [row.kind === "person" ? row.full_name : "", row]));
    for (const name of ["Script Link", "Other Host", "No Scheme"]) {
      expect(byName.get(name)).toMatchObject({ member_id: null, token: null, sales_nav_url: null });
    }
  });
});

describe("look-alike addresses", () => {
  it.each([
    "https://www.linkedin.com.evil.test/sales-api/salesApiLeadSearch",
    "https://evil.test/sales-api/salesApiLeadSearch",
    "https://www.linkedin.com@evil.test/sales-api/salesApiLeadSearch",
    "//evil.test/sales-api/salesApiLeadSearch",
    "/sales-api/salesApiNavChrome",
    "/sales-api/salesApiPrimaryIdentity",
    "/sales-api/salesApiSearchFilterLayout?count=10",
    "/sales-api/salesApiMessagingPresenceStatuses",
    "/sales-api/salesApiLego",
    "/voyager/api/identity/profiles/x",
  ])("%s is not read", (address) => expect(isReadEndpoint(address)).toBe(false));
});
