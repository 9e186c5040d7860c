import { describe, expect, it } from "vitest";
import type { Assessment } from "#contracts/api/contacts.ts";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { createFrench } from "#core/i18n/fr.ts";
import { agreements, mailboxKinds, scoreSteps, verificationClasses } from "#core/results/answer-evidence.ts";
import { domainMatches } from "#core/results/match-domain.ts";
import { nameMatches } from "#core/results/match-name.ts";
import {
  canReport,
  givenConfidence,
  reasonLines,
  refundPromise,
} from "../../../web/src/features/results/feedback-view.ts";

const en = createEnglish(createFormats("en", "UTC")).feedback;
const fr = createFrench(createFormats("fr", "UTC")).feedback;
const label = (name: string) => name.toUpperCase();
const assessment = (reasons: Assessment["reasons"]): Assessment => ({
  evidence: { provider: "hunter", label: "probable" },
  reasons,
  calibration: null,
});

describe("reasonLines", () => {
  it("shows a word nobody knows as it stands, never as an empty line", () => {
    const lines = reasonLines(
      assessment([
        { factor: "source", grade: "quite_sure", points: 80 },
        { factor: "moon", grade: "full", points: 3 },
        { factor: "constructor", grade: "x", points: 1 },
      ]),
      en,
      label,
    );
    expect(lines.map(({ text }) => text)).toEqual(["HUNTER: quite sure", "moon full", "constructor x"]);
  });

  it("names the source first, leaves out what says nothing, and keeps what counts", () => {
    const given = assessment([
      { factor: "source", grade: "probable", points: 90 },
      { factor: "score", grade: "none", points: 0 },
      { factor: "mailbox", grade: "personal", points: 0 },
      { factor: "name", grade: "full", points: 0 },
      { factor: "domain", grade: "other", points: -60 },
    ]);
    expect(reasonLines(given, en, label)).toEqual([
      { key: "source_probable", text: "HUNTER says the address is probable.", points: 90, first: true },
      { key: "name_full", text: "First and last name are in the address.", points: 0, first: false },
      {
        key: "domain_other",
        text: "The domain belongs to another company, perhaps a former employer.",
        points: -60,
        first: false,
      },
    ]);
    expect(givenConfidence(given)).toBe(30);
  });

  it("says a refusal in one sentence, whatever its reason", () => {
    const [line] = reasonLines(assessment([{ factor: "refused", grade: "null_mx", points: 0 }]), fr, label);
    expect(line?.text).toBe("Notre contrôle : cette adresse ne peut pas recevoir de courrier.");
  });

  it.each([
    ["English", en],
    ["French", fr],
  ])("has a sentence in %s for every word of evidence", (_, texts) => {
    const known = [
      ...verificationClasses.filter((word) => word !== "refused").map((word) => `verification_${word}`),
      ...scoreSteps.filter((word) => word !== "none").map((word) => `score_${word}`),
      ...mailboxKinds.filter((word) => word !== "personal").map((word) => `mailbox_${word}`),
      ...nameMatches.map((word) => `name_${word}`),
      ...domainMatches.filter((word) => word !== "free").map((word) => `domain_${word}`),
      ...agreements.map((word) => `sources_${word}`),
    ];
    expect(known.filter((key) => !texts.reasons[key])).toEqual([]);
    for (const word of ["verified", "probable", "catch_all", "weak"]) expect(texts.source[word]?.("X")).toContain("X");
  });
});

describe("refundPromise", () => {
  const finished = "2026-11-01T00:00:00.000Z";
  const contact = {
    status: "done" as const,
    email: "a@b.example",
    reason: "accepted",
    finished_at: finished,
    credits_milli: 9_000,
    email_refunded_milli: 0,
    email_feedback: null,
    email_from: null,
  };
  const day = 24 * 60 * 60 * 1_000;
  const at = (days: number) => Date.parse(finished) + days * day;

  it.each([
    ["nothing was charged", { credits_milli: 0 }],
    ["it came back already", { email_refunded_milli: 1_000 }],
    ["the address was only held", { reason: "best_held" }],
    ["it is not done", { finished_at: null }],
    ["it was paid in an earlier import", { email_from: "c0" }],
  ])("promises nothing when %s", (_, change) => expect(refundPromise({ ...contact, ...change }, at(1))).toBeNull());

  it("promises the address's price and no more, for thirty days", () => {
    expect(refundPromise(contact, at(29.9))).toEqual({ milli: 1_000, until: "2026-12-01T00:00:00.000Z" });
    expect(refundPromise({ ...contact, credits_milli: 400 }, at(1))?.milli).toBe(400);
    expect(refundPromise(contact, at(30))).toBeNull();
  });

  it("asks about addresses that were given, and about no others", () => {
    expect(canReport({ status: "done", email: "a@b.example" })).toBe(true);
    expect(canReport({ status: "done", email: null })).toBe(false);
    expect(canReport({ status: "working", email: "a@b.example" })).toBe(false);
    expect(canReport({ status: "duplicate", email: null })).toBe(false);
  });
});
