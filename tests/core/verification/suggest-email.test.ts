import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail } from "#core/verification/email-syntax.ts";
import { editDistance, isSlip } from "#core/verification/typos/edit-distance.ts";
import { suggestEmail } from "#core/verification/typos/suggest-email.ts";

interface TypoVector {
  address: string;
  expectedDomain: string | null;
  tier: string;
}
const file = new URL("../../fixtures/vectors/typos.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: TypoVector[] };

const businesses =
  "sap.com hp.com ge.com gm.com ups.com 3m.com hotels.com hotel.com cloud.com box.com ibm.com sky.com line.me aon.com kpmg.com " +
  "cox.com dell.com gap.com bp.com ubs.com zoom.us meta.com uber.com orange.com comcast.com verizon.com att.com google.com " +
  "yahoo-inc.com live.com me.com mac.com mail.com email.com proton.me proton.ch hicloud.com fmail.com hotmart.com outreach.io " +
  "outbrain.com horizon.com charger.com chapter.com web.com free.com mailchimp.com wahoo.com oracle.com cloudera.com " +
  "hotmaps.com nokia.com novo.com earthling.net acme.co acme.io acme.cn acme.om icloudsystems.com yandex-team.ru";

describe("nothing is suggested", () => {
  it.each(businesses.split(" "))("for %s", (domain) => {
    expect(suggestEmail(`ada.l@${domain}`)).toBeNull();
  });
  it.each(vectors.filter(({ expectedDomain }) => expectedDomain === null))("for $address", ({ address }) => {
    expect(suggestEmail(address)).toBeNull();
  });
  it.each(["a\u0000@gmial.com", "no address at all", "@", "ada@", "x".repeat(500)])("for %j", (text) => {
    expect(suggestEmail(text)).toBeNull();
  });
});

describe("suggestEmail", () => {
  it.each(vectors.filter(({ expectedDomain, tier }) => expectedDomain !== null && tier === "core"))(
    "$address: $expectedDomain",
    ({ address, expectedDomain }) => {
      expect(suggestEmail(address)?.email.split("@")[1]).toBe(expectedDomain);
    },
  );
  it.each([
    ["ada@gmailcom", "ada@gmail.com"],
    ["ada@gmail,com", "ada@gmail.com"],
    ["mailto:Ada@acme-corp.com", "ada@acme-corp.com"],
    ["ada@@acme-corp.com", "ada@acme-corp.com"],
    ["ada@acme-corp.cmo", "ada@acme-corp.com"],
    ["ada@acme-corp.co.au", "ada@acme-corp.com.au"],
    ["ada@hotmal.fr", "ada@hotmail.fr"],
    ["ada@web.ed", "ada@web.de"],
  ])("%s: %s", (typed, meant) => {
    expect(suggestEmail(typed)?.email).toBe(meant);
  });

  it("suggests only what parses and is something else, and is content with its own suggestion", () => {
    const word = fc.string({ unit: fc.constantFrom(..."gmailhotyocu.-"), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(word, fc.constantFrom("com", "con", "co", "net", "fr"), (head, ending) => {
        const typed = `ada@${head}.${ending}`;
        const meant = suggestEmail(typed);
        if (meant === null) return;
        expect(parseEmail(meant.email).ok).toBe(true);
        expect(meant.email).not.toBe(typed);
        expect(suggestEmail(meant.email)).toBeNull();
      }),
      { seed: 13, numRuns: 5_000 },
    );
  });
});

describe("editDistance", () => {
  it("counts swaps once, is symmetric, and stops at the limit", () => {
    expect(editDistance("gmial", "gmail", 2)).toBe(1);
    expect(editDistance("abc", "xyz", 2)).toBe(3);
    const word = fc.string({ unit: fc.constantFrom(..."abc"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9));
        expect(editDistance(a, b, 9) === 0).toBe(a === b);
        expect(Math.min(editDistance(a, b, 2), 3)).toBe(Math.min(editDistance(a, b, 9), 3));
      }),
      { seed: 17, numRuns: 1_000 },
    );
  });
  it("tells a slip from another word", () => {
    expect(isSlip("fastmial", "fastmail")).toBe(true);
    expect(isSlip("fasttmail", "fastmail")).toBe(true);
    expect(isSlip("fastmall", "fastmail")).toBe(false);
    expect(isSlip("fastmail", "fastmail")).toBe(false);
  });
});
