import type { EmailLabel, FoundEmail } from "../providers/provider-port.ts";
import type { EmailStatus, EmailVerdict } from "../verification/email-verdict.ts";

/** How likely an address is the person's and does not bounce, before our own checks. Source: the vendors' stated bounce rates. */
const labelConfidence: Record<EmailLabel, number> = {
  verified: 99,
  probable: 90,
  catch_all: 70,
  weak: 50,
};

/** Ceilings that our own checks put on an answer; each says why such an address cannot be trusted further. */
const ceilings = {
  /** A shared mailbox is not the person asked for. */
  role: 60,
  /** A free-mail address is private, and easily somebody of the same name. */
  free: 60,
  /** The server takes everything, so no check can tell this mailbox from a made-up one. */
  catch_all: 75,
  /** Mail to a host without MX often goes nowhere. */
  implicit_mx: 85,
} as const;

export interface EmailAssessment {
  /** 0–100; 0 means that the address must not be used. */
  confidence: number;
  status: EmailStatus;
  /** Why the number is what it is: the label's own word, or the check that capped or refused it. */
  why: string;
}

/**
 * Combines what the provider says with what our own verification found. `verdict` is null when nothing was verified
 * (`--verify 0`): then the label alone counts.
 */
export function assessEmail(found: FoundEmail, verdict: EmailVerdict | null): EmailAssessment {
  if (verdict) {
    const { checks, flags } = verdict;
    const failed = (["syntax", "domain", "mx"] as const).find((check) => checks[check] === "fail");
    if (failed) return { confidence: 0, status: "undeliverable", why: verdict.reason };
    if (flags.disposable) return { confidence: 0, status: "undeliverable", why: "disposable" };
    if (verdict.status === "undeliverable") return { confidence: 0, status: "undeliverable", why: verdict.reason };
    if (checks.smtp === "pass" && !flags.catch_all) {
      return { confidence: flags.role || flags.free ? 60 : 99, status: "deliverable", why: "smtp_accepted" };
    }
  }
  const byLabel = labelConfidence[found.label];
  const cap = verdict ? lowestCeiling(verdict) : null;
  const confidence = cap && cap.value < byLabel ? cap.value : byLabel;
  const why = cap && cap.value < byLabel ? cap.why : found.label;
  return { confidence, status: confidence >= 85 ? "deliverable" : "risky", why };
}

function lowestCeiling(verdict: EmailVerdict): { value: number; why: string } | null {
  let lowest: { value: number; why: string } | null = null;
  for (const [flag, value] of Object.entries(ceilings)) {
    if (verdict.flags[flag as keyof typeof ceilings] && (!lowest || value < lowest.value))
      lowest = { value, why: flag };
  }
  return lowest;
}

/**
 * A second source that names the same address halves the remaining doubt, but two guesses at a domain that accepts
 * everything stay a guess: below every sensible threshold.
 */
export function agreedConfidence(first: number, second: number): number {
  const best = Math.max(first, second);
  if (best === 0 || Math.min(first, second) === 0) return 0;
  const raised = Math.round(best + (100 - best) / 2);
  return best < 85 ? Math.min(raised, 85) : Math.min(raised, 99);
}
