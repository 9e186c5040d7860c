import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkedinSlug, parseLinkedin, parseLinkedinId } from "#core/imports/people/linkedin-url.ts";
import { decodeMemberId } from "#core/imports/people/member-id.ts";

/** A token as LinkedIn builds it: 00 2C 00 00 (or 2A), the id as uint32 big endian, 21 further bytes. */
function token(id: number, kind = 0x2c): string {
  const bytes = new Uint8Array(29).fill(0xa7);
  bytes.set([0, kind, 0, 0]);
  new DataView(bytes.buffer).setUint32(4, id);
  return Buffer.from(bytes).toString("base64url");
}
const sales = token(123_456_789);
const classic = token(123_456_789, 0x2a);

describe("refused", () => {
  it.each([
    "",
    "jane doe",
    "javascript:alert(1)//www.linkedin.com/in/jane",
    "https://www.linkedin.com@evil.example/in/jane",
    "https://linkedin.com.evil.example/in/jane",
    "https://evil.example/linkedin.com/in/jane",
    "https://evil-linkedin.com/in/jane",
    "https://www.linkedin.com\\@evil.example/in/jane",
    "ftp://www.linkedin.com/in/jane",
    "https://www.linkedin.com/company/acme",
    "https://www.linkedin.com/school/acme",
    "https://www.linkedin.com/in/",
    "https://www.linkedin.com/in/%E0%A4%A",
    "https://www.linkedin.com/in/<script>",
    `https://www.linkedin.com/in/${"a".repeat(3000)}`,
  ])("%j", (cell) => {
    expect(parseLinkedin(cell)).toEqual({ url: null, id: null });
  });
});

describe("Sales Navigator addresses give an id and never a public address", () => {
  it.each([
    `https://www.linkedin.com/in/${sales}`,
    `https://www.linkedin.com/sales/lead/${sales},NAME_SEARCH,abcd?_ntb=x`,
    `https://www.linkedin.com/sales/people/${sales},NAME,undefined`,
    `urn:li:fs_salesProfile:(${sales},NAME_SEARCH,abcd)`,
    sales,
    "urn:li:member:123456789",
  ])("%s", (cell) => {
    expect(parseLinkedin(cell)).toEqual({ url: null, id: "123456789" });
  });

  it("gives nothing for a token that is none", () => {
    expect(parseLinkedin(`https://www.linkedin.com/in/ACwAA${"x".repeat(34)}z`).url).toBeNull();
    expect(decodeMemberId(token(0))).toBeNull();
    expect(decodeMemberId(token(5, 0x2b))).toBeNull();
    expect(decodeMemberId(`${sales}a`)).toBeNull();
  });
});

describe("public profiles", () => {
  it.each([
    ["https://www.linkedin.com/in/jane-doe-123/?locale=fr#x", "https://www.linkedin.com/in/jane-doe-123"],
    ["http://fr.linkedin.com/in/Jane-Doe/en", "https://www.linkedin.com/in/jane-doe"],
    ["linkedin.com/in/jane-doe/details/experience/", "https://www.linkedin.com/in/jane-doe"],
    ["https://m.linkedin.com/in/jane-doe", "https://www.linkedin.com/in/jane-doe"],
    ["in/jane-doe", "https://www.linkedin.com/in/jane-doe"],
    ["https://www.linkedin.com/in/josé-garcía", "https://www.linkedin.com/in/jos%C3%A9-garc%C3%ADa"],
    ["https://www.linkedin.com/in/jos%c3%a9", "https://www.linkedin.com/in/jos%C3%A9"],
  ])("%s", (cell, url) => {
    expect(parseLinkedin(cell)).toEqual({ url, id: null });
    expect(parseLinkedin(url).url).toBe(url);
  });

  it("keeps the case of a classic token and reads its id", () => {
    const url = `https://www.linkedin.com/in/${classic}`;
    expect(parseLinkedin(`${url}/`)).toEqual({ url, id: "123456789" });
  });

  it("gives the slug back", () => {
    expect(linkedinSlug("https://www.linkedin.com/in/jos%C3%A9")).toBe("josé");
    expect(linkedinSlug("https://example.com/in/jane")).toBeNull();
  });
});

it("reads ids from columns of ids", () => {
  expect(parseLinkedinId("0042")).toBe("42");
  expect(parseLinkedinId(sales)).toBe("123456789");
  expect(parseLinkedinId("0")).toBeNull();
  expect(parseLinkedinId("abc")).toBeNull();
});

it("decodes every member id, and never throws", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 0xffffffff }), (id) => decodeMemberId(token(id)) === String(id)),
    { seed: 3 },
  );
  const hosts = fc.constantFrom("https://www.linkedin.com/in/", "linkedin.com/", "urn:li:", "");
  fc.assert(
    fc.property(hosts, fc.string({ unit: "binary" }), (host, rest) => {
      const { url } = parseLinkedin(host + rest);
      if (url !== null) expect(parseLinkedin(url).url).toBe(url);
      expect(url?.startsWith("https://www.linkedin.com/in/") ?? true).toBe(true);
    }),
    { seed: 4, numRuns: 3000 },
  );
});
