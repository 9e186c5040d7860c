import { describe, expect, it } from "vitest";
import type { EmailLabel } from "#core/providers/provider-port.ts";
import { agreedConfidence, assessEmail } from "#core/results/confidence.ts";
import type { EmailChecks, EmailFlags, EmailVerdict } from "#core/verification/email-verdict.ts";

const found = (label: EmailLabel) => ({ email: "a@b.example", label, nativeLabel: label, score: null });
const verdict = (checks: Partial<EmailChecks> = {}, flags: Partial<EmailFlags> = {}): EmailVerdict => ({
  email: "a@b.example",
  status: "unknown",
  reason: "some_reason",
  score: 50,
  level: 3,
  checks: { syntax: "pass", domain: "pass", mx: "pass", smtp: "skipped", ...checks },
  flags: {
    disposable: false,
    role: false,
    free: false,
    catch_all: false,
    alias: false,
    full: false,
    disabled: false,
    smtputf8: false,
    implicit_mx: false,
    ...flags,
  },
  provider: null,
  suggestion: null,
  retry_after: null,
  normalized: "a@b.example",
});

describe("assessEmail", () => {
  it.each<[string, EmailLabel, EmailVerdict | null, number, string]>([
    ["a syntax failure refuses it", "verified", verdict({ syntax: "fail" }), 0, "undeliverable"],
    ["a domain that does not exist refuses it", "verified", verdict({ domain: "fail" }), 0, "undeliverable"],
    ["a domain that takes no mail refuses it", "verified", verdict({ mx: "fail" }), 0, "undeliverable"],
    ["a disposable domain refuses it", "verified", verdict({}, { disposable: true }), 0, "undeliverable"],
    [
      "a resolver that cannot be reached changes nothing",
      "verified",
      verdict({ domain: "unknown", mx: "unknown" }),
      99,
      "deliverable",
    ],
    ["a role address is not the person", "verified", verdict({}, { role: true }), 60, "risky"],
    ["a free-mail address is not professional", "verified", verdict({}, { free: true }), 60, "risky"],
    ["a catch-all stays a guess", "catch_all", verdict(), 70, "risky"],
    ["our own catch-all finding caps the label", "verified", verdict({}, { catch_all: true }), 75, "risky"],
    ["the mailbox answered", "weak", verdict({ smtp: "pass" }), 99, "deliverable"],
    ["a probable answer is accepted by the default threshold", "probable", verdict(), 90, "deliverable"],
    ["without verification the label counts", "verified", null, 99, "deliverable"],
    ["a guess without verification is risky", "weak", null, 50, "risky"],
  ])("%s", (_name, label, given, confidence, status) => {
    expect(assessEmail(found(label), given)).toMatchObject({ confidence, status });
  });
});

describe("agreedConfidence", () => {
  it("lets two good sources confirm each other", () => expect(agreedConfidence(90, 90)).toBe(95));
  it("never lifts two guesses over the default threshold", () => expect(agreedConfidence(75, 75)).toBeLessThan(90));
  it("does not revive a refused address", () => expect(agreedConfidence(99, 0)).toBe(0));
});
