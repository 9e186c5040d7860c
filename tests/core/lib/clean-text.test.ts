import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, cleanWords, isPlaceholder } from "#core/lib/clean-text.ts";
import { foldText, foldToKey } from "#core/lib/fold-text.ts";

describe("cleanText", () => {
  it.each([
    ["a\u00a0\u200b b\u202e", "a b"],
    ["\ufeffJane\tDoe\r\n", "Jane Doe"],
    ["Ｊａｎｅ", "Jane"],
    ["O’Connor", "O'Connor"],
    ["Jean‑Luc", "Jean-Luc"],
    ["e\u0301", "é"],
    ["", ""],
  ])("%j → %j", (raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  it("takes pictures out of words only", () => {
    expect(cleanWords("Acme™ 🚀 🇫🇷 1️⃣")).toBe("Acme 1");
    expect(cleanText("🚀")).toBe("🚀");
  });

  it("is done after once, for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(cleanWords(cleanWords(text))).toBe(cleanWords(text));
      }),
      { seed: 61, numRuns: 10_000 },
    );
  });
});

it("knows words for nothing by their case", () => {
  expect(["N/A", "null", "-", "…", "#REF!"].every(isPlaceholder)).toBe(true);
  expect(["Null", "Na", "None"].some(isPlaceholder)).toBe(false);
});

describe("foldText", () => {
  it.each([
    ["Zoé MÜLLER", "zoe muller"],
    ["Straße", "strasse"],
    ["Łódź Ørsted Æsir", "lodz orsted aesir"],
    ["İSTANBUL ısı", "istanbul isi"],
    ["ﬁn ｆｏｏ", "fin foo"],
    ["Ёлка", "елка"],
  ])("%s → %s", (raw, folded) => {
    expect(foldText(raw)).toBe(folded);
  });

  it("keeps marks that make another letter", () => {
    expect(foldText("が")).not.toBe(foldText("か"));
    expect(foldToKey("किताब")).not.toBe(foldToKey("कताब"));
  });

  it("drops what is no letter or digit from keys", () => {
    expect(foldToKey(" Jean-Luc O'Neil, 2 ")).toBe("jeanluconeil2");
  });

  it("does not see case, for any text of letters with one lower case", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."abcéüñßøłжλ -'") }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
        expect(foldToKey(text.toUpperCase())).toBe(foldToKey(text));
      }),
      { seed: 62, numRuns: 2000 },
    );
  });
});
