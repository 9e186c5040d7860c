import { describe, expect, it } from "vitest";
import { classifyStatus } from "#core/providers/classify-status.ts";
import { clip } from "#core/providers/clip.ts";
import { linkedinSlug } from "#core/providers/linkedin-slug.ts";
import { parseRetryAfter } from "#core/providers/parse-retry-after.ts";
import { sortEmails } from "#core/providers/sort-emails.ts";
import { usableEmail } from "#core/providers/usable-email.ts";
import { htmlPage, reply } from "./reply.ts";

describe("usableEmail", () => {
  it.each([
    "email_not_unlocked@domain.com",
    "EMAIL_NOT_UNLOCKED@DOMAIN.COM",
    "email_not_unlocked@northwind.example",
    "email-not-found@northwind.example",
    "not_available@northwind.example",
    "no-email@northwind.example",
    "hidden@northwind.example",
    "l***@northwind.example",
    "lena.ortiz@n*******.example",
    "",
    "   ",
    "lena",
    "lena@",
    "@northwind.example",
    "lena ortiz@northwind.example",
    "lena@northwind.example, omar@contoso.example",
    "Lena <lena@northwind.example>",
    `${"x".repeat(65)}@northwind.example`,
    `lena@${"x".repeat(260)}.example`,
    "lena\u0000@northwind.example ",
  ])("refuses %j", (raw) => expect(usableEmail(raw.replace("\u0000", " "))).toBeNull());

  it.each([null, undefined])("refuses %s", (raw) => expect(usableEmail(raw)).toBeNull());

  it.each([
    "lena.ortiz@northwind.example",
    "o'neil+x@sub.northwind.example",
    "josé@northwind.example",
    "notary@northwind.example",
    "n.ot@x.example",
  ])("takes %s", (raw) => expect(usableEmail(` ${raw}\n`)).toBe(raw));
});

describe("linkedinSlug", () => {
  it.each([
    ["https://www.linkedin.com/in/lena-ortiz", "lena-ortiz"],
    ["http://fr.linkedin.com/in/lena-ortiz/?x=1", "lena-ortiz"],
    ["https://linkedin.com/in/jos%C3%A9-ruiz/", "josé-ruiz"],
    ["https://www.linkedin.com/in/ACwAAAB1c2VyMTIzNDU2Nzg5MDEyMzQ1", null],
    ["https://www.linkedin.com/in/ACoAAAB1c2VyMTIzNDU2Nzg5MDEyMzQ1", null],
    ["https://www.linkedin.com/sales/lead/ACwAAA,NAME_SEARCH", null],
    ["https://www.linkedin.com/company/northwind", null],
    ["https://www.linkedin.com.evil.example/in/lena", null],
    ["https://evil.example/?https://www.linkedin.com/in/lena", null],
    ["https://www.linkedin.com/in/a%2F..%2Fb", null],
    ["https://www.linkedin.com/in/%E0%A4%A", null],
    ["javascript:alert(1)", null],
    [null, null],
  ])("%s → %s", (url, slug) => expect(linkedinSlug(url)).toBe(slug));
});

describe("parseRetryAfter", () => {
  const now = Date.UTC(2026, 9, 1, 10, 0, 0);
  it.each([
    ["30", 30_000],
    ["0", 0],
    ["1.5", 1_500],
    ["Thu, 01 Oct 2026 10:00:20 GMT", 20_000],
    ["Thu, 01 Oct 2026 09:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["-5", undefined],
    ["soon", undefined],
    ["2026", 2_026_000],
    ["", undefined],
    [null, undefined],
  ])("%s → %s", (header, expected) => expect(parseRetryAfter(header, now)).toBe(expected));
});

describe("classifyStatus", () => {
  it.each([
    [200, null],
    [204, null],
    [301, "transient"],
    [400, "bad_input"],
    [401, "auth"],
    [402, "out_of_credits"],
    [403, "auth"],
    [404, "transient"],
    [408, "timeout"],
    [409, "transient"],
    [413, "bad_input"],
    [418, "transient"],
    [422, "bad_input"],
    [429, "rate_limited"],
    [451, "opted_out"],
    [500, "transient"],
    [502, "transient"],
    [503, "transient"],
    [504, "timeout"],
    [520, "transient"],
  ])("%s → %s", (status, outcome) => {
    const result = classifyStatus("Somebody", reply("{}", status));
    if (outcome === null) expect(result).toBeNull();
    else expect(result).toMatchObject({ outcome });
  });

  it("believes nothing about a person that is not JSON", () => {
    for (const status of [400, 413, 422, 451]) {
      expect(classifyStatus("Somebody", reply(htmlPage, status))).toMatchObject({ outcome: "transient" });
    }
  });

  it("never repeats the provider's text", () => {
    const body = JSON.stringify({ message: "Invalid key sk-secret-123" });
    for (let status = 300; status < 600; status++) {
      expect(classifyStatus("Somebody", reply(body, status))?.detail).not.toContain("secret");
    }
  });
});

describe("small ones", () => {
  it("sorts by label, then by score, and drops repeats", () => {
    const email = (address: string, label: "verified" | "weak" | "probable", score: number | null = null) => ({
      email: address,
      label,
      nativeLabel: "x",
      score,
    });
    const sorted = sortEmails([
      email("a@x.example", "weak"),
      email("b@x.example", "probable", 10),
      email("c@x.example", "probable", 90),
      email("A@x.example", "verified"),
    ]);
    expect(sorted.map(({ email: address }) => address)).toEqual(["A@x.example", "c@x.example", "b@x.example"]);
  });

  it("clips without halving a character", () => {
    expect(clip("abc", 3)).toBe("abc");
    expect(clip("ab😀", 3)).toBe("ab");
    expect(clip("ab😀", 4)).toBe("ab😀");
  });
});
