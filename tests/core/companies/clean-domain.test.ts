import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanDomain, domainOfEmail } from "#core/companies/clean-domain.ts";
import { domainInName } from "#core/companies/domain-in-name.ts";

describe("what is no company's domain", () => {
  it.each([
    "",
    "acme",
    "localhost",
    "1.2.3.4",
    "http://[::1]/",
    "co.uk",
    "acme..com",
    "javascript:alert(1)//acme.com",
    "https://user:pw@acme.com/",
    "acme.com\\@evil.com",
    "gmail.com",
    "jane@gmail.com",
    "mailinator.com",
    "linkedin.com/company/acme",
    "https://www.facebook.com/acme",
    "acme.blogspot.com",
    `${"a".repeat(3000)}.com`,
  ])("%j", (cell) => {
    expect(cleanDomain(cell)).toBeNull();
  });
});

describe("addresses, hosts and e-mail addresses", () => {
  it.each([
    ["https://www.acme.com/about?x=jane@foo.com", "acme.com"],
    ["ACME.COM", "acme.com"],
    ["fr.acme.com", "acme.com"],
    ["acme.co.uk", "acme.co.uk"],
    ["http://acme.com:8080/x", "acme.com"],
    ["acme.com.", "acme.com"],
    ["www.acme.test/", "acme.test"],
    ["acme.example", "acme.example"],
    ["jane@acme.com", "acme.com"],
    ["acme.com, acme.fr", "acme.com"],
    ["https://münchen.de/x", "münchen.de"],
    ["https://linkedin.com", "linkedin.com"],
  ])("%s → %s", (cell, domain) => {
    expect(cleanDomain(cell)).toBe(domain);
    expect(cleanDomain(domain)).toBe(domain);
  });
});

it("takes a work address's domain, never a free-mail one", () => {
  expect(domainOfEmail("jane@mail.acme.com")).toBe("acme.com");
  expect(domainOfEmail("jane@orange.fr")).toBeNull();
  expect(domainOfEmail("jane")).toBeNull();
});

it("finds a domain in a company's name only where it is one", () => {
  expect(domainInName("Booking.com")).toBe("booking.com");
  expect(domainInName("ASP.NET")).toBeNull();
  expect(domainInName("Acme Inc.")).toBeNull();
  expect(domainInName("https://acme.net")).toBe("acme.net");
});

it("takes any text without throwing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: "binary" }), fc.domain()), (text) => {
      const once = cleanDomain(text);
      if (once !== null) expect(cleanDomain(once)).toBe(once);
    }),
    { seed: 12, numRuns: 3000 },
  );
});
