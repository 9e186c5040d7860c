import { describe, expect, it } from "vitest";
import { type DomainMatch, matchDomain } from "#core/results/match-domain.ts";

describe("matchDomain", () => {
  it.each<[string, string | null, string | null, DomainMatch]>([
    ["amber-works-3.example", "Northwind", "northwind.example", "other"],
    ["corp.com", null, "northwind.example", "other"],
    ["anything.example", null, null, "unknown"],
    ["nwx.example", "Northwind Traders Inc", null, "unlike"],
    ["amber-works-3.example", "Northwind", null, "unlike"],
    ["yamada.example", "山田商事", null, "unknown"],
    ["nt.example", "Northwind Traders Inc", null, "related"],
    ["northwind.example", null, "northwind.example", "same"],
    ["mail.northwind.co.uk", null, "northwind.co.uk", "same"],
    ["northwind.co.uk", null, "www.northwind.co.uk", "same"],
    ["northwind.co.uk", null, "northwind.com", "related"],
    ["northwind-group.com", null, "northwind.com", "related"],
    ["northwind.fr", "Northwind SAS", "nw-shop.example", "related"],
    ["northwind-foods.example", "Northwind Foods GmbH & Co. KG", null, "same"],
    ["creme-brulee.fr", "Crème Brûlée SARL", null, "same"],
    ["nor.example", "Northwind", null, "unlike"],
  ])("%s for %s, %s: %s", (domain, company, given, expected) =>
    expect(matchDomain(domain, { company, domain: given })).toBe(expected),
  );
});
