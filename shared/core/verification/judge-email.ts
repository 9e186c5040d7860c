import type { DomainVerdict } from "./dns/domain-verdict.ts";
import { acceptsEveryone } from "./dns/mail-provider.ts";
import type { EmailSyntax, ParsedEmail } from "./email-syntax.ts";
import type { CheckState, EmailChecks, EmailFlags, EmailStatus, EmailVerdict, VerifyLevel } from "./email-verdict.ts";
import { isDisposableDomain, isFreeMailDomain, isPrivateRelay, isRoleAddress } from "./lists.ts";
import { normaliseEmail } from "./normalise-email.ts";
import { type ScoreBase, type ScoreLine, scoreEmail } from "./score-table.ts";
import type { ServiceOpinion } from "./services/service-opinion.ts";
import type { SmtpOutcome } from "./smtp/smtp-probe-port.ts";
import { suggestEmail } from "./typos/suggest-email.ts";

export interface EmailEvidence {
  email: string;
  syntax: EmailSyntax;
  /** Null: not asked (level 1). */
  domain: DomainVerdict | null;
  /** 2 asks for existence alone. */
  depth: 1 | 2 | 3;
  /** Null: nobody spoke to a mail server. */
  smtp: SmtpOutcome | null;
  /** What a verification service learnt from the mail server, where nobody of ours spoke to it. */
  service?: ServiceOpinion | null;
  /** Whether a larger list names the domain as throw-away; the curated set is asked in any case. */
  listedDisposable: boolean;
  /** Milliseconds since 1970, for `retry_after`. */
  now: number;
}

export type ExplainedVerdict = EmailVerdict & { score_lines: ScoreLine[] };

const noFlags: EmailFlags = {
  disposable: false,
  role: false,
  free: false,
  catch_all: false,
  alias: false,
  full: false,
  disabled: false,
  smtputf8: false,
  implicit_mx: false,
};

/** One stage's finding: what it means for the verdict when nothing later overrides it. */
interface Finding {
  status: EmailStatus;
  reason: string;
  base: ScoreBase;
  level: VerifyLevel;
  checks: EmailChecks;
}

const skipped: EmailChecks = { syntax: "pass", domain: "skipped", mx: "skipped", smtp: "skipped" };

function judgeSmtp(
  smtp: SmtpOutcome,
  provider: string | null,
): Omit<Finding, "level" | "checks"> & { smtp: CheckState } {
  switch (smtp.result) {
    case "mailbox_not_found":
    case "mailbox_disabled":
      return { status: "undeliverable", reason: smtp.result, base: smtp.result, smtp: "fail" };
    case "mailbox_full":
      return { status: "risky", reason: "mailbox_full", base: "mailbox_full", smtp: "pass" };
    case "moved":
      return { status: "risky", reason: "moved", base: "mailbox_moved", smtp: "unknown" };
    case "inconclusive": {
      const base =
        smtp.reason === "greylisted" || smtp.reason === "no_connection" ? smtp.reason : ("inconclusive" as const);
      return { status: "unknown", reason: smtp.reason, base, smtp: "unknown" };
    }
    case "accepted":
    case "accepted_unprobed":
    case "catch_all":
      break;
  }
  if (acceptsEveryone(provider)) {
    return { status: "unknown", reason: "provider_unverifiable", base: "unverifiable", smtp: "unknown" };
  }
  if (smtp.result === "catch_all") return { status: "risky", reason: "catch_all", base: "catch_all", smtp: "pass" };
  return smtp.result === "accepted"
    ? { status: "deliverable", reason: "accepted", base: "accepted", smtp: "pass" }
    : { status: "risky", reason: smtp.reason, base: "accepted_unprobed", smtp: "pass" };
}

/** A service's word counts as the mail server's that it asked; its own guesses never come this far. */
const byService = {
  accepted: { status: "deliverable", smtp: "pass" },
  catch_all: { status: "risky", smtp: "pass" },
  refused: { status: "undeliverable", smtp: "fail" },
} as const satisfies Record<ServiceOpinion["says"], { status: EmailStatus; smtp: CheckState }>;

/** Levels 2 to 4 for a well-formed address. */
function judgeStages({ domain, depth, smtp, service = null }: EmailEvidence): Finding {
  // Without a mail server's word nothing is ever "deliverable".
  const open = { status: "unknown", reason: "smtp_not_performed" } as const;
  if (domain === null) return { ...open, base: "syntax_only", level: 1, checks: skipped };
  if (domain.exists === null) {
    return { ...open, reason: domain.reason, base: "syntax_only", level: 1, checks: { ...skipped, domain: "unknown" } };
  }
  if (!domain.exists) {
    const checks: EmailChecks = { ...skipped, domain: "fail" };
    return { status: "undeliverable", reason: "domain_not_found", base: "domain_not_found", level: 2, checks };
  }
  const found: EmailChecks = { ...skipped, domain: "pass" };
  if (depth < 3) return { ...open, base: "domain_exists", level: 2, checks: found };
  if (domain.acceptsMail === null) {
    return { ...open, reason: domain.reason, base: "domain_exists", level: 2, checks: { ...found, mx: "unknown" } };
  }
  if (!domain.acceptsMail) {
    const reason = domain.reason === "ok" ? "no_mx" : domain.reason;
    const base = reason as "null_mx" | "no_mx" | "mx_unresolvable" | "mx_target_not_public";
    return { status: "undeliverable", reason, base, level: 3, checks: { ...found, mx: "fail" } };
  }
  const mail: EmailChecks = { ...found, mx: "pass" };
  if (smtp === null && service !== null) {
    const { status, smtp: asked } = byService[service.says];
    const reason = `service_${service.says}` as const;
    return { status, reason, base: reason, level: 3, checks: { ...mail, smtp: asked } };
  }
  if (smtp === null) {
    const base = domain.via === "implicit" ? "implicit_mx" : "takes_mail";
    return { ...open, base, level: 3, checks: mail };
  }
  const spoken = judgeSmtp(smtp, domain.provider);
  return { ...spoken, level: 4, checks: { ...mail, smtp: spoken.smtp } };
}

function flagsOf(parsed: ParsedEmail, evidence: EmailEvidence): EmailFlags {
  const { domain } = parsed;
  const alias = isPrivateRelay(domain);
  // Throw-away before free-mail: long free-mail lists hold many throw-away services.
  const disposable = isDisposableDomain(domain) || (evidence.listedDisposable && !alias && !isFreeMailDomain(domain));
  return {
    disposable,
    role: !parsed.quoted && isRoleAddress(parsed.local),
    free: !disposable && isFreeMailDomain(domain),
    catch_all: evidence.smtp?.result === "catch_all" || evidence.service?.says === "catch_all",
    alias,
    full: evidence.smtp?.result === "mailbox_full",
    disabled: evidence.smtp?.result === "mailbox_disabled",
    smtputf8: parsed.smtputf8,
    implicit_mx: evidence.domain?.via === "implicit",
  };
}

/** The suggestion that still makes sense once DNS has spoken: a domain that takes mail was probably meant. */
function suggestionOf({ email, syntax, domain }: EmailEvidence): string | null {
  const suggestion = suggestEmail(email, syntax);
  if (suggestion === null) return null;
  return suggestion.sure || domain?.acceptsMail !== true ? suggestion.email : null;
}

/** Name servers in trouble are seldom so for longer. */
const dnsRetryMs = 5 * 60_000;
const passes = (reason: string): boolean => reason === "dns_error" || reason === "dns_timeout";

/** All that was learnt of an address, weighed into one verdict. */
export function judgeEmail(evidence: EmailEvidence): ExplainedVerdict {
  const { email, syntax, domain, smtp } = evidence;
  const suggestion = suggestionOf(evidence);
  const noCaps = { free: false, alias: false, disposable: false, typo: false, role: false };
  if (!syntax.ok) {
    const { score, lines } = scoreEmail({ base: "syntax_invalid", ...noCaps });
    return {
      email,
      status: "undeliverable",
      reason: `syntax_${syntax.reason}`,
      score,
      level: 1,
      checks: { ...skipped, syntax: "fail" },
      flags: { ...noFlags },
      provider: null,
      suggestion,
      retry_after: null,
      normalized: null,
      score_lines: lines,
    };
  }
  const finding = judgeStages(evidence);
  const flags = flagsOf(syntax, evidence);
  let { status, reason } = finding;
  // Squatted typo domains are on throw-away lists too; the typo is what helps the reader.
  if (status !== "undeliverable" && suggestion !== null) [status, reason] = ["risky", "possible_typo"];
  else if (status !== "undeliverable" && flags.disposable) [status, reason] = ["risky", "disposable"];
  const { score, lines } = scoreEmail({ base: finding.base, ...flags, typo: suggestion !== null });
  const retryAfterMs = smtp?.retryAfterMs ?? (passes(finding.reason) ? dnsRetryMs : null);
  return {
    email,
    status,
    reason,
    score,
    level: finding.level,
    checks: finding.checks,
    flags,
    provider: domain?.provider ?? null,
    suggestion,
    retry_after: retryAfterMs === null ? null : new Date(evidence.now + retryAfterMs).toISOString(),
    normalized: normaliseEmail(syntax),
    score_lines: lines,
  };
}
