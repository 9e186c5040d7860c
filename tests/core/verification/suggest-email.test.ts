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
  "hotmaps.com nokia.com novo.com earthling.net acme.co acme.io acme.cn acme.om icloudsystems.com yandex-team.ru gail.co.in gmail.acme.com icloud.acme.co.uk bicloud.com";

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

/** The web addresses of 2,488 brands, taken from npm simple-icons 16.37.0 (CC0). */
const brandDomains = readFileSync(new URL("../../fixtures/verification/brand-domains.txt", import.meta.url), "utf8");

describe("suggestEmail", () => {
  it("never doubts the domain of a known brand", () => {
    const doubted = brandDomains.split("\n").flatMap((domain) => {
      const meant = suggestEmail(`ada.l@${domain}`);
      return meant === null ? [] : [`${domain} → ${meant.email}`];
    });
    expect(doubted).toEqual([]);
  });

  it("mends every slip of the fingers in the names and endings of the big services", () => {
    const missed: string[] = [];
    const expectMeant = (typed: string, meant: string) => {
      if (suggestEmail(`ada.l@${typed}`)?.email !== `ada.l@${meant}`) missed.push(`${typed} for ${meant}`);
    };
    const services = "gmail yahoo hotmail outlook icloud protonmail googlemail".split(" ");
    for (const name of services) {
      const meant = `${name}.com`;
      for (let at = 0; at < name.length; at += 1) {
        const [before, letter, after] = [name.slice(0, at), name[at] ?? "", name.slice(at + 1)];
        if (at > 0) expectMeant(`${before}${after}.com`, meant);
        expectMeant(`${before}${letter}${letter}${after}.com`, meant);
        const next = after[0];
        if (next !== undefined && next !== letter) expectMeant(`${before}${next}${letter}${after.slice(1)}.com`, meant);
      }
      for (const ending of "con cmo ocm vom xom comm coom cpm clm copm cim c0m om cm co".split(" ")) {
        expectMeant(`${name}.${ending}`, meant);
      }
      for (const typed of [`${name}com`, `${name},com`, `${name}..com`, `${meant}.`, `${name} .com`]) {
        expectMeant(typed, meant);
      }
    }
    expect(missed).toEqual([]);
  });

  it.each([
    ["gmx.ed", "gmx.de"],
    ["lapost.net", "laposte.net"],
    ["hotmail.fe", "hotmail.fr"],
    ["yaho.fr", "yahoo.fr"],
    ["wandoo.fr", "wanadoo.fr"],
    ["hgmail.com", "gmail.com"],
    ["jhotmail.fr", "hotmail.fr"],
    ["gmailcom.com", "gmail.com"],
    ["fastmal.com", "fastmail.com"],
    ["t-onine.de", "t-online.de"],
    ["163.con", "163.com"],
    ["acme.cpm", "acme.com"],
    ["acme.co.u", "acme.co.uk"],
  ])("%s: %s", (typed, meant) => {
    expect(suggestEmail(`ada.l@${typed}`)?.email).toBe(`ada.l@${meant}`);
  });

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
