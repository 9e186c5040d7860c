import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isDisposableDomain, isFreeMailDomain, isPrivateRelay, isRoleAddress } from "#core/verification/lists.ts";
import { people, roles } from "./own-roles.ts";

interface ListVector {
  domain: string;
  local: string;
  expected: boolean;
  tier: string;
  subset?: string;
}
const vectors = (name: string): ListVector[] =>
  (
    JSON.parse(readFileSync(new URL(`../../fixtures/vectors/${name}.json`, import.meta.url), "utf8")) as {
      vectors: ListVector[];
    }
  ).vectors;

describe("a person or a company is never listed", () => {
  it.each(["acme-corp.com", "samsung.com", "google.com", "ukr.net", "duck.com", "zoho.com"])(
    "%s is not throw-away",
    (domain) => {
      expect(isDisposableDomain(domain)).toBe(false);
    },
  );
  it.each(["google.com", "microsoft.com", "sap.com", "mail.acme-corp.com", "gmail.com.acme.com"])(
    "%s is no free mail",
    (domain) => {
      expect(isFreeMailDomain(domain)).toBe(false);
    },
  );
  it.each(
    "john.smith j.smith press.mark ceo.smith sales.man it.guy.smith alexa mark.it support.jones infanta".split(" "),
  )("%s is a person", (local) => {
    expect(isRoleAddress(local)).toBe(false);
  });
});

describe("lists", () => {
  it.each(vectors("disposable").filter(({ subset }) => subset !== "longtail"))(
    "throw-away: $domain",
    ({ domain, expected }) => {
      expect(isDisposableDomain(domain)).toBe(expected);
      if (expected) expect(isDisposableDomain(`mail.${domain.toUpperCase()}.`)).toBe(true);
    },
  );
  it.each(vectors("free"))("free: $domain", ({ domain, expected }) => {
    expect(isFreeMailDomain(domain)).toBe(expected);
  });
  it.each(vectors("role"))("role: $local", ({ local, expected }) => {
    expect(isRoleAddress(local)).toBe(expected);
  });
  it.each(
    "Info+fair SALES no_reply no.reply support2 info.uk uk-sales vertrieb comptabilit\u00e9 b\u00fcro ksiegowosc".split(
      " ",
    ),
  )("role: %s", (local) => {
    expect(isRoleAddress(local)).toBe(true);
  });
  it("relays are aliases, not throw-aways", () => {
    for (const domain of ["privaterelay.appleid.com", "mozmail.com", "me.simplelogin.com", "DUCK.com"]) {
      expect(isPrivateRelay(domain)).toBe(true);
      expect(isDisposableDomain(domain)).toBe(false);
    }
    expect(isPrivateRelay("appleid.com")).toBe(false);
  });
});

describe("role addresses, written down by us", () => {
  it.each(Object.entries(roles))("%s", (_language, words) => {
    expect(words.split(" ").filter((word) => !isRoleAddress(word))).toEqual([]);
  });

  it("leaves people alone", () => {
    expect(people.split(" ").filter(isRoleAddress)).toEqual([]);
  });
});
