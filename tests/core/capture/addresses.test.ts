import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCompanyId, readLeadIdentity } from "#core/capture/pages/lead-address.ts";
import { readPageAddress, searchIdentity } from "#core/capture/pages/page-address.ts";
import { endpointKind, isReadEndpoint } from "#core/capture/responses/endpoint.ts";
import { profileToken } from "#tests/support/salesnav/people.ts";

const at = "https://www.linkedin.com";

describe("kinds of pages", () => {
  it.each([
    ["/sales/search/people?query=(x)", "lead_search"],
    ["/sales/search/people?savedSearchId=12", "saved_search"],
    ["/sales/search/people#query=(x)", "lead_search"],
    ["/sales/search/company?query=(x)", "account_search"],
    ["/sales/search/accounts", "account_search"],
    ["/sales/lists/people/7012345678901234567?sortCriteria=x", "lead_list"],
    ["/sales/lists/people", "other"],
    ["/sales/lists/company/123", "account_list"],
    ["/sales/lead/ACwAAx,NAME_SEARCH,y", "lead_page"],
    ["/sales/people/ACwAAx,NAME,undefined", "lead_page"],
    ["/sales/company/123", "account_page"],
    ["/in/ada-example/details/experience/", "classic_profile"],
    ["/search/results/people/?keywords=x", "classic_search"],
    ["/authwall?trk=x", "signed_out"],
    ["/sales/home", "other"],
  ])("%s is %s", (path, kind) => expect(readPageAddress(at + path)?.kind).toBe(kind));

  it.each([
    "http://www.linkedin.com/sales/search/people",
    "https://linkedin.com/sales/search/people",
    "https://www.linkedin.com.evil.test/sales/search/people",
    "https://www.linkedin.com:8443/sales/search/people",
    "https://user@www.linkedin.com/sales/search/people",
    "javascript:alert('https://www.linkedin.com/')",
    "",
  ])("%s is no page of LinkedIn", (url) => expect(readPageAddress(url)).toBeNull());

  it("takes a search for the same on every page, in every session and order", () => {
    const one = `${at}/sales/search/people?query=(filters:List())&sessionId=a&page=2`;
    const two = `${at}/sales/search/people?viewAllFilters=true&page=7&sessionId=b&query=(filters%3AList())`;
    expect(searchIdentity(one)).toBe(searchIdentity(two));
    expect(searchIdentity(one)).not.toBe(searchIdentity(one.replace("List()", "List(x)")));
    expect(searchIdentity(`${at}/feed`)).toBeNull();
  });
});

describe("endpoints", () => {
  it.each([
    ["/sales-api/salesApiLeadSearch?q=searchQuery", "leads"],
    ["/sales-api/salesApiPeopleSearch?q=peopleSearchQuery", "leads"],
    ["/sales-api/salesApiAccountSearch?q=x", "accounts"],
    ["/sales-api/salesApiProfiles/(profileId:x)?decoration=(y)", "lead"],
    ["/sales-api/salesApiProfiles?ids=List((x))", "lead_batch"],
    ["/sales-api/salesApiCompanies/12?decoration=x", "account"],
    ["/sales-api/salesApiNavChrome", "ignored"],
    ["/sales-api/salesApiSomethingNew", "ignored"],
  ])("%s is %s", (path, kind) => {
    expect(endpointKind(at + path)).toBe(kind);
    expect(isReadEndpoint(path)).toBe(kind !== "ignored");
  });

  it.each([
    "/voyager/api/me",
    "https://evil.test/sales-api/salesApiLeadSearch",
    "https://www.linkedin.com.evil.test/sales-api/salesApiLeadSearch",
  ])("%s is none", (url) => expect(endpointKind(url)).toBeNull());
});

it("writes lead addresses anew and refuses what is none", () => {
  const token = profileToken(77);
  const clean = `${at}/sales/lead/${token},NAME_SEARCH,aBc1`;
  for (const raw of [
    `${clean}?_ntb=x#y`,
    `/sales/lead/${token},NAME_SEARCH,aBc1`,
    `/sales/lead/${token}%2CNAME_SEARCH%2CaBc1`,
  ])
    expect(readLeadIdentity(raw)).toEqual({ member_id: "77", token, sales_nav_url: clean });
  expect(readLeadIdentity(`/sales/lead/${token},<b>,"x"`).sales_nav_url).toBe(`${at}/sales/lead/${token}`);
  for (const raw of [`//evil.test/sales/lead/${token}`, `https://evil.test/sales/lead/${token}`, "javascript:1", null])
    expect(readLeadIdentity(raw).sales_nav_url).toBeNull();
  expect(readCompanyId("/sales/company/0042/people")).toBe("42");
  expect(readCompanyId("https://evil.test/sales/company/42")).toBeNull();
});

it("never throws on any address", () => {
  const url = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.string().map((text) => `${at}/sales/${text}`),
  );
  fc.assert(
    fc.property(url, (text) => {
      readPageAddress(text);
      searchIdentity(text);
      endpointKind(text);
      readLeadIdentity(text);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});
