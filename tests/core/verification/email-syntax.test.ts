import { readFileSync } from "node:fs";
import { domainToASCII } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmail, type SyntaxFault } from "#core/verification/email-syntax.ts";
import { decodePunycode, encodePunycode } from "#core/verification/idn/punycode.ts";
import { domainToAscii } from "#core/verification/idn/to-ascii.ts";
import { normaliseEmail, unwrapEmail } from "#core/verification/normalise-email.ts";

interface SyntaxVector {
  address: string;
  expected: "valid" | "invalid";
  tier: "core" | "policy" | "contested";
}
const file = new URL("../../fixtures/vectors/email-syntax.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { vectors: SyntaxVector[] };

describe("parseEmail refuses, and says why", () => {
  it.each<[string, SyntaxFault]>([
    ["", "empty"],
    ["ada", "no_at"],
    ["@acme.com", "local_empty"],
    ["ada@", "domain_empty"],
    ["ada@acme@acme.com", "many_at"],
    [`${"a".repeat(65)}@acme.com`, "local_too_long"],
    [`${"é".repeat(33)}@acme.com`, "local_too_long"],
    [`ada@${"a".repeat(64)}.com`, "label_too_long"],
    [
      `a@${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(30)}.com`,
      "domain_too_long",
    ],
    [`${"a".repeat(64)}@${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.de`, "ok" as SyntaxFault],
    [`${"a".repeat(64)}@${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.abcdefg`, "too_long"],
    [`a@${"x".repeat(2000)}.com`, "too_long"],
    [".ada@acme.com", "local_dots"],
    ["ada.@acme.com", "local_dots"],
    ["a..da@acme.com", "local_dots"],
    ["ada@acme..com", "domain_dots"],
    ["ada@.acme.com", "domain_dots"],
    ["ada@acme.com.", "domain_dots"],
    ["a da@acme.com", "whitespace"],
    [" ada@acme.com", "whitespace"],
    ["ada@acme.com ", "whitespace"],
    ["ada@ac me.com", "whitespace"],
    ["ada\n@acme.com", "control_char"],
    ["ada@acme.com\r\nDATA", "control_char"],
    ["a\u0000da@acme.com", "control_char"],
    ["a\ud800@acme.com", "lone_surrogate"],
    ["a,da@acme.com", "local_char"],
    ["a\\da@acme.com", "local_char"],
    ["a\u200bda@acme.com", "local_char"],
    ["a\u202eda@acme.com", "local_char"],
    ["\u0301da@acme.com", "local_char"],
    ["a\u037eda@acme.com", "local_char"],
    ["ada(work)@acme.com", "comment"],
    ["ada@(work)acme.com", "comment"],
    ['a"d"a@acme.com', "quoted_string"],
    ['""@acme.com', "quoted_string"],
    ['"ada@acme.com', "quoted_string"],
    ['"a\\"@acme.com', "quoted_string"],
    ['"Ada Lovelace" <ada@acme.com>', "display_name"],
    ["Ada <ada@acme.com>", "display_name"],
    ["ada@[192.0.2.1]", "address_literal"],
    ["ada@[IPv6:::1]", "address_literal"],
    ["ada@localhost", "single_label"],
    ["ada@192.0.2.1", "tld"],
    ["ada@acme.c", "tld"],
    ["ada@acme_corp.com", "domain_char"],
    ["ada@acme!.com", "domain_char"],
    ["ada@-acme.com", "domain_hyphen"],
    ["ada@acme-.com", "domain_hyphen"],
    ["ada@ab--cd.com", "domain_hyphen"],
    ["ada@xn--0.com", "domain_idn"],
    ["ada@xn--acme.com", "domain_idn"],
    ["ada@ac\u2024me.com", "domain_char"],
    ["ada@\u2488com.net", "domain_char"],
    ["ada@a\u00adb.com", "domain_idn"],
    ["ada@i\u2764.com", "domain_idn"],
    ["ada@abc\u05d0.com", "domain_idn"],
  ])("%j: %s", (address, reason) => {
    const parsed = parseEmail(address);
    expect(parsed.ok ? "ok" : parsed.reason).toBe(reason);
  });
});

describe("parseEmail takes", () => {
  it.each<[string, string]>([
    ["Ada.Lovelace+x@Acme.COM", "ada.lovelace+x@acme.com"],
    ["o'brien@acme.co.uk", "o'brien@acme.co.uk"],
    ['"ada..b"@acme.com', '"ada..b"@acme.com'],
    ['"ada"@acme.com', "ada@acme.com"],
    ['"a\\d\\"a b"@acme.com', '"ad\\"a b"@acme.com'],
    ["ada@stra\u00dfe.de", "ada@xn--strae-oqa.de"],
    ["ada@B\u00dcCHER.example", "ada@xn--bcher-kva.example"],
    ["ada@\uff41\uff43\uff4d\uff45\u3002com", "ada@acme.com"],
    ["ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"],
    ["jose\u0301@acme.com", "jos\u00e9@acme.com"],
    ["ada@acme.test", "ada@acme.test"],
  ])("%j as %j", (address, normal) => {
    const parsed = parseEmail(address);
    expect(parsed.ok ? normaliseEmail(parsed) : parsed.reason).toBe(normal);
  });

  it("tells that a non-ASCII local part needs SMTPUTF8, a domain does not", () => {
    expect(parseEmail("jos\u00e9@acme.com")).toMatchObject({ ok: true, smtputf8: true });
    expect(parseEmail("ada@b\u00fccher.example")).toMatchObject({
      ok: true,
      smtputf8: false,
      domainUnicode: "b\u00fccher.example",
    });
  });
});

describe("the vectors", () => {
  it.each(vectors.filter(({ tier }) => tier !== "contested"))("$tier $expected: $address", ({ address, expected }) => {
    expect(parseEmail(address).ok).toBe(expected === "valid");
  });
});

describe("properties", () => {
  const alphabet = fc.constantFrom(...'abz09.-_@"\\ ()<>,;:[]\u00e9\u00df\u4f60\u0301\u200d\ud83d\ude00\r\n\u0000');
  const text = fc.string({ unit: alphabet, maxLength: 80 });

  it("what is taken is taken again in its normal form, and holds nothing a line could be broken with", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.tuple(text, text).map(([a, b]) => `${a}@${b}.com`),
        ),
        (address) => {
          const parsed = parseEmail(address);
          if (!parsed.ok) return;
          const envelope = `${parsed.local}@${parsed.domain}`;
          expect(envelope).not.toMatch(/[\r\n\0]/);
          expect(parsed.domain).toMatch(/^[a-z0-9.-]+$/);
          const again = parseEmail(normaliseEmail(parsed));
          expect(again.ok && normaliseEmail(again)).toBe(normaliseEmail(parsed));
        },
      ),
      { seed: 3, numRuns: 5_000 },
    );
  });

  it("punycode goes there and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }), (label) => {
        const lower = label.toLowerCase();
        fc.pre(/[^ -~]/.test(lower) && lower.isWellFormed());
        expect(decodePunycode(encodePunycode(lower))).toBe(lower);
      }),
      { seed: 5, numRuns: 2_000 },
    );
  });

  it("domains become what the platform's URL makes of them, wherever both take them", () => {
    const letters = fc.constantFrom(
      ..."abcxyz019\u00e4\u00f6\u00fc\u00df\u00e9\u00f1\u0142\u03b1\u03c9\u03c2\u0436\u0449\u4f60\u7f51\u3042\u30a2\ud55c\u0915\u093f\u00c4\u0416\uff21",
    );
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 20 }), (label) => {
        const mine = domainToAscii(`${label}.com`);
        const theirs = domainToASCII(`${label}.com`);
        if (mine.ok && theirs !== "") expect(mine.ascii).toBe(theirs);
        if (theirs === "") expect(mine.ok).toBe(false);
      }),
      { seed: 9, numRuns: 5_000 },
    );
  });
});

it("unwrapEmail takes off what a cell wraps around an address", () => {
  for (const cell of [
    " ada@acme.com ",
    "mailto:ada@acme.com",
    "Ada L <ada@acme.com>",
    "'ada@acme.com'",
    "ada@acme.com,",
    "\ufeffada@acme.com",
  ]) {
    expect(unwrapEmail(cell)).toBe("ada@acme.com");
  }
});
