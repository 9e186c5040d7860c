import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseEmail } from "#core/verification/email-syntax.ts";
import { isDisposableDomain, isFreeMailDomain, isPrivateRelay, isRoleAddress } from "#core/verification/lists.ts";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";
import { suggestEmail } from "#core/verification/typos/suggest-email.ts";
import { isListedDisposable } from "#local/verifier/listed-disposable.ts";

/**
 * Sets that were labelled from standards and common knowledge before anybody looked at the rules and lists. What was
 * wrong then is mended; they stay as a guard.
 */
const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/verification/${name}`, import.meta.url), "utf8");
const rows = (name: string): string[][] =>
  read(name)
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));

describe("addresses by the letter of RFC 5321, 5890 and 6531", () => {
  const addresses = JSON.parse(read("addresses.json")) as [expected: string, address: string, rule: string][];
  it.each(addresses)("%s: %j (%s)", (expected, address) => {
    expect(parseEmail(address).ok ? "valid" : "invalid").toBe(expected);
  });
});

describe("typing mistakes", () => {
  it("are seen", () => {
    const wrong = rows("typos.tsv").flatMap(([typed = "", meant = ""]) => {
      const got = suggestEmail(`ada.l@${typed}`)?.email.split("@")[1];
      return got === meant ? [] : [`${typed}: ${got}, not ${meant}`];
    });
    expect(wrong).toEqual([]);
  });
  it("are not seen in companies' and lesser mail services' own domains", () => {
    const doubted = rows("real-domains.txt").flatMap(([domain = ""]) => {
      const got = suggestEmail(`ada.l@${domain}`);
      return got === null ? [] : [`${domain}: ${got.email}`];
    });
    expect(doubted).toEqual([]);
  });
});

describe("cells of telephone numbers", () => {
  const cells = rows("phone-cells.tsv").map(([kind = "", region = "", cell = "", e164 = ""]) => ({
    kind,
    region,
    cell,
    e164,
  }));
  it.each(cells.filter(({ kind }) => kind === "number"))("$cell in $region: $e164", ({ region, cell, e164 }) => {
    expect(verifyPhone(cell, { region })).toMatchObject({ valid: true, e164 });
  });
  it.each(cells.filter(({ kind }) => kind === "none"))("$cell in $region: none", ({ region, cell }) => {
    const { valid, score } = verifyPhone(cell, { region });
    expect({ valid, mayCount: score > 15 }).toEqual({ valid: false, mayCount: false });
  });
  it.each(cells.filter(({ kind }) => kind === "nobody"))("$cell in $region: nobody's", ({ region, cell }) => {
    expect(verifyPhone(cell, { region }).score).toBeLessThanOrEqual(10);
  });
});

describe("lists", () => {
  const asked: Record<string, (text: string) => boolean> = {
    alias: isPrivateRelay,
    // As a verdict has it: the long list is overruled by the free-mail and relay lists.
    disposable: (domain) =>
      isDisposableDomain(domain) ||
      (isListedDisposable(domain) && !isPrivateRelay(domain) && !isFreeMailDomain(domain)),
    free: (domain) => !isDisposableDomain(domain) && isFreeMailDomain(domain),
    role: isRoleAddress,
  };
  it.each(Object.keys(asked))("%s", (kind) => {
    const wrong = rows("lists.tsv")
      .filter(([of]) => of === kind)
      .flatMap(([, expected, text = ""]) => (asked[kind]?.(text) === (expected === "yes") ? [] : [text]));
    expect(wrong).toEqual([]);
  });

  it("know a host below a listed throw-away domain, and nothing of its neighbours", () => {
    expect(["katamo1.com", "mail.katamo1.com"].map(isListedDisposable)).toEqual([true, true]);
    expect(["notkatamo1.com", "com", "co.uk", ""].map(isListedDisposable)).toEqual([false, false, false, false]);
  });
});
