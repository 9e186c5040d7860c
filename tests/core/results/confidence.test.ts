import { describe, expect, it } from "vitest";
import type { EmailLabel } from "#core/providers/provider-port.ts";
import { type Agreement, agreementOf } from "#core/results/answer-evidence.ts";
import { uncalibrated } from "#core/results/calibration/calibration.ts";
import { fitCalibration } from "#core/results/calibration/fit-calibration.ts";
import { assessEmail, assessEvidence } from "#core/results/confidence.ts";
import { storedEvidence, verdictOf, withAssessment } from "#core/results/stored-verdict.ts";
import type { EmailChecks, EmailFlags, EmailVerdict } from "#core/verification/email-verdict.ts";

const person = {
  first_name: "Lena",
  last_name: "Ortiz",
  full_name: null,
  company: "Northwind",
  domain: "northwind.example",
};
const found = (label: EmailLabel, email = "lena.ortiz@northwind.example", score: number | null = null) => ({
  email,
  label,
  nativeLabel: label,
  score,
});
const verdict = (checks: Partial<EmailChecks> = {}, flags: Partial<EmailFlags> = {}): EmailVerdict => ({
  email: "lena.ortiz@northwind.example",
  status: checks.smtp === "pass" ? "deliverable" : "unknown",
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
  normalized: "lena.ortiz@northwind.example",
});
const about = (sources: Agreement = "one") => ({ provider: "icypeas", person, sources });
const sure = (...parameters: Parameters<typeof assessEmail>) => assessEmail(...parameters).confidence;

describe("assessEmail", () => {
  it.each<[string, EmailLabel, EmailVerdict | null, number, string]>([
    ["a syntax failure refuses it", "verified", verdict({ syntax: "fail" }), 0, "undeliverable"],
    ["a domain that does not exist refuses it", "verified", verdict({ domain: "fail" }), 0, "undeliverable"],
    ["a domain that takes no mail refuses it", "verified", verdict({ mx: "fail" }), 0, "undeliverable"],
    ["a disposable domain refuses it", "verified", verdict({}, { disposable: true }), 0, "undeliverable"],
    ["an undeliverable mailbox refuses it", "verified", { ...verdict(), status: "undeliverable" }, 0, "undeliverable"],
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
    ["our own catch-all finding lowers the label", "verified", verdict({}, { catch_all: true }), 75, "risky"],
    [
      "catch-all behind a server that says yes",
      "verified",
      verdict({ smtp: "pass" }, { catch_all: true }),
      75,
      "risky",
    ],
    ["a full mailbox bounces now", "verified", verdict({ smtp: "pass" }, { full: true }), 35, "risky"],
    ["a host without MX is doubtful", "verified", verdict({}, { implicit_mx: true }), 88, "risky"],
    ["the mailbox answered", "weak", verdict({ smtp: "pass" }), 95, "deliverable"],
    ["a probable answer is accepted by the default threshold", "probable", verdict(), 90, "deliverable"],
    ["without verification the label counts", "verified", null, 99, "deliverable"],
    ["a guess without verification is risky", "weak", null, 50, "risky"],
  ])("%s", (_name, label, given, confidence, status) => {
    expect(assessEmail(found(label), given, about())).toMatchObject({ confidence, status });
  });

  it("lowers an address of somebody else, of another company and of a private mailbox far below the threshold", () => {
    const alone = sure(found("verified"), verdict(), about());
    const other = sure(found("verified", "martin.keller@northwind.example"), verdict(), about());
    const former = sure(found("verified", "lena.ortiz@amber-works-3.example"), verdict(), about());
    const privately = sure(found("verified", "lena.ortiz@gmail.com"), null, about());
    expect(alone).toBe(99);
    for (const lower of [other, former, privately]) expect(lower).toBeLessThan(85);
  });

  it("lets the same name elsewhere pass as related, and compares nothing where nothing is known", () => {
    expect(sure(found("verified", "lena.ortiz@northwind.test"), verdict(), about())).toBe(99);
    const nothing = { first_name: null, last_name: null, full_name: null, company: null, domain: null };
    expect(sure(found("probable"), verdict(), { provider: "hunter", person: nothing })).toBe(90);
  });

  it("counts the provider's own score", () => {
    expect(sure(found("weak", undefined, 30), verdict(), about())).toBeLessThan(50);
    expect(sure(found("weak", undefined, 88), verdict(), about())).toBeGreaterThan(50);
  });

  it("explains itself: the lines add up to the number, and the first names the source", () => {
    const { confidence, reasons } = assessEmail(
      found("probable", "lena@northwind.test", 85),
      verdict({}, { implicit_mx: true }),
      about("two"),
    );
    expect(reasons.map(({ factor, grade }) => `${factor}:${grade}`)).toEqual([
      "source:probable",
      "verification:implicit_mx",
      "score:high",
      "mailbox:personal",
      "name:single",
      "domain:related",
      "sources:two",
    ]);
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(confidence);
  });

  it("gives the same number from what is stored", () => {
    const assessment = assessEmail(found("probable", "ortiz@northwind.test"), verdict(), about());
    const stored = JSON.parse(JSON.stringify(withAssessment(verdict(), assessment)));
    const evidence = storedEvidence(stored);
    expect(evidence && assessEvidence(evidence, uncalibrated)).toEqual(assessment);
    expect(verdictOf(stored)).toEqual(verdict());
    expect(verdictOf(withAssessment(null, assessment))).toBeNull();
    expect(storedEvidence({ assessment: { ...stored.assessment, evidence: { provider: "x" } } })).toBeNull();
  });
});

describe("agreement of sources", () => {
  it.each<[number, number, Agreement]>([
    [1, 0, "one"],
    [2, 0, "two"],
    [4, 0, "three"],
    [1, 1, "contradicted"],
    [1, 2, "outvoted"],
    [2, 1, "majority"],
  ])("%i naming, %i contradicting: %s", (naming, contradicting, word) =>
    expect(agreementOf(naming, contradicting)).toBe(word),
  );

  it("lets two good sources confirm each other", () => {
    expect(sure(found("probable"), verdict(), about("two"))).toBeGreaterThanOrEqual(95);
    expect(sure(found("probable"), verdict(), about("three"))).toBeGreaterThan(
      sure(found("probable"), verdict(), about("two")) - 1,
    );
  });
  it("never lifts guesses over the default threshold, however many agree", () => {
    for (const label of ["catch_all", "weak"] as const) {
      for (const sources of ["two", "three"] as const) {
        expect(sure(found(label), verdict(), about(sources))).toBeLessThan(90);
      }
    }
  });
  it("lowers what another source contradicts, and more so what several do", () => {
    const [one, contradicted, outvoted] = (["one", "contradicted", "outvoted"] as const).map((sources) =>
      sure(found("probable"), verdict(), about(sources)),
    );
    expect(contradicted).toBeLessThan(one ?? 0);
    expect(outvoted).toBeLessThan(contradicted ?? 0);
  });
  it("does not revive a refused address", () =>
    expect(sure(found("verified"), verdict({ mx: "fail" }), about("three"))).toBe(0));
});

describe("with counted outcomes", () => {
  const { evidence } = assessEmail(found("probable"), verdict(), about());
  const counted = (good: number, bad: number) => fitCalibration({ id: 7, counts: [{ evidence, good, bad }] });

  it("moves towards them, says so in a line, and names the snapshot", () => {
    const lower = assessEmail(found("probable"), verdict(), { ...about(), calibration: counted(200, 200) });
    expect(lower.confidence).toBeGreaterThan(45);
    expect(lower.confidence).toBeLessThan(60);
    expect(lower.reasons.at(-1)).toEqual({ factor: "history", grade: "worse", points: lower.confidence - 90 });
    expect(lower).toMatchObject({ calibration: 7, status: "risky" });
    const higher = assessEmail(found("probable"), verdict(), { ...about(), calibration: counted(1_000, 4) });
    expect(higher.confidence).toBeGreaterThan(96);
    expect(higher.reasons.at(-1)).toMatchObject({ grade: "better" });
  });

  it("hardly moves for one report, and not at all the answers of others that differ much", () => {
    expect(sure(found("probable"), verdict(), { ...about(), calibration: counted(0, 1) })).toBeGreaterThan(85);
    const elsewhere = { ...about(), provider: "hunter", calibration: counted(0, 3) };
    expect(sure(found("weak"), verdict(), elsewhere)).toBeGreaterThan(45);
  });

  it("never revives what our check refuses and never says 0 or 100 for anything else", () => {
    const refused = assessEmail(found("verified"), verdict({ mx: "fail" }), {
      ...about(),
      calibration: counted(5_000, 0),
    });
    expect(refused).toMatchObject({ confidence: 0, reasons: [{ factor: "refused", grade: "some_reason", points: 0 }] });
    expect(sure(found("probable"), verdict(), { ...about(), calibration: counted(9_999_999, 0) })).toBe(99);
    expect(sure(found("probable"), verdict(), { ...about(), calibration: counted(0, 9_999_999) })).toBe(1);
  });
});
