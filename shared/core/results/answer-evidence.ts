import type { EmailLabel, FoundEmail } from "../providers/provider-port.ts";
import type { EmailVerdict } from "../verification/email-verdict.ts";
import { isFreeMailDomain } from "../verification/lists.ts";
import type { ExpectedPerson } from "./expected-person.ts";
import { type DomainMatch, matchDomain } from "./match-domain.ts";
import { matchName, type NameMatch } from "./match-name.ts";

/** The provider's own score, in steps; `none` where it gives none. */
export const scoreSteps = ["none", "low", "middle", "high"] as const;
export type ScoreStep = (typeof scoreSteps)[number];

/**
 * What our own check found. `none`: not asked to check. `unclear`: it could not get through to DNS. `refused`: the address
 * cannot take mail, whatever else speaks for it.
 */
export const verificationClasses = [
  "none",
  "unclear",
  "takes_mail",
  "implicit_mx",
  "mailbox_unclear",
  "mailbox_exists",
  "catch_all",
  "mailbox_full",
  "refused",
] as const;
export type VerificationClass = (typeof verificationClasses)[number];

export const mailboxKinds = ["personal", "role", "free", "alias"] as const;
export type MailboxKind = (typeof mailboxKinds)[number];

/** How many independent sources name this address, and whether another names a different one. */
export const agreements = ["one", "two", "three", "contradicted", "outvoted", "majority"] as const;
export type Agreement = (typeof agreements)[number];

/**
 * Everything that the confidence in an address rests on, in closed words: what is stored with a result, counted when the
 * confidence is fitted again, and enough to work the same number out once more. Holds no personal data.
 */
export interface AnswerEvidence {
  provider: string;
  label: EmailLabel;
  score: ScoreStep;
  verification: VerificationClass;
  mailbox: MailboxKind;
  name: NameMatch;
  domain: DomainMatch;
  sources: Agreement;
}

/** Reads the evidence off one answer. `verdict` null: nothing was verified (`--verify 0`). */
export function evidenceOf(
  provider: string,
  found: FoundEmail,
  verdict: EmailVerdict | null,
  person: ExpectedPerson,
  sources: Agreement = "one",
): AnswerEvidence {
  const at = found.email.lastIndexOf("@");
  const local = found.email.slice(0, at);
  const domain = found.email.slice(at + 1).toLowerCase();
  const free = verdict?.flags.free ?? isFreeMailDomain(domain);
  return {
    provider,
    label: found.label,
    score: scoreStep(found.score),
    verification: verificationClass(verdict),
    mailbox: verdict?.flags.role ? "role" : verdict?.flags.alias ? "alias" : free ? "free" : "personal",
    name: matchName(local, person),
    domain: free ? "free" : matchDomain(domain, person),
    sources,
  };
}

function scoreStep(score: number | null): ScoreStep {
  if (score === null) return "none";
  return score < 50 ? "low" : score < 80 ? "middle" : "high";
}

/** `smtp` alone may be "pass" for a full box or a domain that takes everything: the flags come first. */
function verificationClass(verdict: EmailVerdict | null): VerificationClass {
  if (verdict === null) return "none";
  const { checks, flags } = verdict;
  const failed = checks.syntax === "fail" || checks.domain === "fail" || checks.mx === "fail";
  if (failed || flags.disposable || verdict.status === "undeliverable") return "refused";
  if (flags.full || verdict.reason === "moved") return "mailbox_full";
  if (flags.catch_all) return "catch_all";
  if (checks.smtp === "pass") return verdict.status === "deliverable" ? "mailbox_exists" : "mailbox_unclear";
  if (flags.implicit_mx) return "implicit_mx";
  if (checks.smtp === "unknown") return "mailbox_unclear";
  return checks.mx === "pass" ? "takes_mail" : "unclear";
}

/** The word for so many sources that name the address, this one included, and so many that name another. */
export function agreementOf(naming: number, contradicting: number): Agreement {
  if (contradicting === 0) return naming >= 3 ? "three" : naming === 2 ? "two" : "one";
  if (naming > contradicting) return "majority";
  return naming < contradicting ? "outvoted" : "contradicted";
}
