import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DomainVerdict } from "#core/verification/dns/domain-verdict.ts";
import { parseEmail } from "#core/verification/email-syntax.ts";
import { type EmailEvidence, judgeEmail } from "#core/verification/judge-email.ts";
import { baseScores, caps, deductions, type ScoreBase, scoreEmail } from "#core/verification/score-table.ts";
import type { SmtpOutcome, SmtpResult } from "#core/verification/smtp/smtp-probe-port.ts";

const takesMail: DomainVerdict = {
  exists: true,
  acceptsMail: true,
  hosts: [{ host: "mx.acme-corp.com", preference: 1, addresses: ["198.51.100.1"] }],
  via: "mx",
  provider: null,
  reason: "ok",
};

function judge(email: string, evidence: Partial<EmailEvidence> = {}) {
  return judgeEmail({
    email,
    syntax: parseEmail(email),
    domain: takesMail,
    depth: 3,
    smtp: null,
    listedDisposable: false,
    now: Date.parse("2026-11-23T12:00:00Z"),
    ...evidence,
  });
}

const said = (result: SmtpResult, reason: string = result, retryAfterMs: number | null = null): SmtpOutcome => ({
  result,
  reason,
  retryAfterMs,
});

const results: SmtpResult[] = [
  "accepted",
  "catch_all",
  "accepted_unprobed",
  "mailbox_not_found",
  "mailbox_disabled",
  "mailbox_full",
  "moved",
  "inconclusive",
];

describe("what may never be said", () => {
  const domains = fc.constantFrom<DomainVerdict | null>(
    null,
    takesMail,
    { ...takesMail, via: "implicit" },
    { ...takesMail, provider: "yahoo" },
    { ...takesMail, acceptsMail: null, reason: "dns_error" },
    { exists: null, acceptsMail: null, hosts: [], via: null, provider: null, reason: "dns_timeout" },
    { exists: false, acceptsMail: false, hosts: [], via: null, provider: null, reason: "domain_not_found" },
  );
  const emails = fc.constantFrom(
    "ada@acme-corp.com",
    "info@acme-corp.com",
    "ada@gmail.com",
    "ada@gmial.com",
    "a@mailinator.com",
  );
  const smtps = fc.option(fc.constantFrom(...results).map((result) => said(result)));

  it("'deliverable' without a server that takes this and refuses another; 'undeliverable' for faults of the way", () => {
    fc.assert(
      fc.property(emails, domains, smtps, fc.constantFrom(1, 2, 3), (email, domain, smtp, depth) => {
        const verdict = judge(email, { domain, smtp, depth: depth as 1 | 2 | 3 });
        if (verdict.status === "deliverable") expect(smtp?.result).toBe("accepted");
        if (verdict.status === "undeliverable" && domain?.exists === null) expect.unreachable("a fault of DNS");
        if (smtp?.result === "inconclusive") expect(verdict.checks.smtp).not.toBe("fail");
        expect(verdict.score).toBe(verdict.score_lines.reduce((sum, { points }) => sum + points, 0));
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThanOrEqual(100);
      }),
      { seed: 19, numRuns: 1_000 },
    );
  });
});

describe("judgeEmail", () => {
  it.each<[string, string, Partial<EmailEvidence>, object]>([
    ["bad syntax", "ada@@acme", {}, { status: "undeliverable", reason: "syntax_many_at", score: 0, level: 1 }],
    ["level 1", "ada@acme-corp.com", { domain: null, depth: 1 }, { status: "unknown", score: 20, level: 1 }],
    ["level 2", "ada@acme-corp.com", { depth: 2 }, { status: "unknown", score: 35, level: 2 }],
    ["level 3", "ada@acme-corp.com", {}, { status: "unknown", reason: "smtp_not_performed", score: 50, level: 3 }],
    ["implicit MX", "ada@acme-corp.com", { domain: { ...takesMail, via: "implicit" } }, { score: 40 }],
    ["a mailbox", "ada@acme-corp.com", { smtp: said("accepted") }, { status: "deliverable", score: 97, level: 4 }],
    ["a role", "info@acme-corp.com", { smtp: said("accepted") }, { status: "deliverable", score: 80 }],
    ["free mail", "ada@gmail.com", { smtp: said("accepted") }, { status: "deliverable", score: 92 }],
    ["an alias", "ada@mozmail.com", { smtp: said("accepted") }, { status: "deliverable", score: 87 }],
    [
      "throw-away",
      "ada@mailinator.com",
      { smtp: said("accepted") },
      { status: "risky", reason: "disposable", score: 10 },
    ],
    ["listed", "ada@acme-corp.com", { listedDisposable: true }, { status: "risky", reason: "disposable", score: 10 }],
    ["listed by mistake", "ada@gmail.com", { listedDisposable: true }, { reason: "smtp_not_performed" }],
    [
      "a typo",
      "ada@gmaul.com",
      {},
      { status: "risky", reason: "possible_typo", suggestion: "ada@gmail.com", score: 40 },
    ],
    ["not found", "ada@acme-corp.com", { smtp: said("mailbox_not_found") }, { status: "undeliverable", score: 1 }],
    [
      "Yahoo's yes",
      "ada@acme-corp.com",
      { domain: { ...takesMail, provider: "yahoo" }, smtp: said("accepted") },
      { status: "unknown", reason: "provider_unverifiable", score: 60 },
    ],
    [
      "Yahoo's no",
      "ada@acme-corp.com",
      { domain: { ...takesMail, provider: "yahoo" }, smtp: said("mailbox_not_found") },
      { status: "undeliverable" },
    ],
    [
      "greylisting",
      "ada@acme-corp.com",
      { smtp: said("inconclusive", "greylisted", 300_000) },
      { status: "unknown", reason: "greylisted", score: 55, retry_after: "2026-11-23T12:05:00.000Z" },
    ],
  ])("%s", (_name, email, evidence, wanted) => {
    expect(judge(email, evidence)).toMatchObject(wanted);
  });

  it("drops an unsure suggestion for a domain that takes mail, and keeps a sure one", () => {
    expect(judge("ada@fastmial.com").suggestion).toBeNull();
    expect(judge("ada@fastmial.com", { domain: null, depth: 1 }).suggestion).toBe("ada@fastmail.com");
    expect(judge("ada@gmial.com").suggestion).toBe("ada@gmail.com");
  });
});

describe("the published table", () => {
  it("gives every number a reason and keeps its order", () => {
    for (const { why } of [...Object.values(baseScores), ...Object.values(deductions), ...Object.values(caps)]) {
      expect(why).toMatch(/^[A-Z].{15,}\.$/);
    }
    const order: ScoreBase[] = [
      "mailbox_not_found",
      "syntax_only",
      "domain_exists",
      "takes_mail",
      "catch_all",
      "accepted",
    ];
    const points = order.map((base) => baseScores[base].points);
    expect(points).toEqual([...points].sort((a, b) => a - b));
  });

  it("never lets a deduction raise a score or fall below nothing", () => {
    for (const base of Object.keys(baseScores) as ScoreBase[]) {
      const { score } = scoreEmail({ base, free: true, alias: true, disposable: true, typo: true, role: true });
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(Math.min(10, baseScores[base].points));
    }
  });
});
