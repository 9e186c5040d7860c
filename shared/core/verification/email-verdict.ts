/** The result words of `npm run verify -- email` and of every address the product shows. */
export type EmailStatus = "deliverable" | "risky" | "undeliverable" | "unknown";
export type CheckState = "pass" | "fail" | "unknown" | "skipped";
export type VerifyLevel = 0 | 1 | 2 | 3 | 4;

export interface EmailChecks {
  syntax: CheckState;
  domain: CheckState;
  mx: CheckState;
  smtp: CheckState;
}

export interface EmailFlags {
  disposable: boolean;
  role: boolean;
  free: boolean;
  catch_all: boolean;
  alias: boolean;
  full: boolean;
  disabled: boolean;
  smtputf8: boolean;
  implicit_mx: boolean;
}

export interface EmailVerdict {
  email: string;
  status: EmailStatus;
  /** A stable word: "accepted", "no_mx", "null_mx", "domain_not_found", "syntax_…", "smtp_not_performed", … */
  reason: string;
  /** 0–100 from the published table in score-table.ts. */
  score: number;
  level: VerifyLevel;
  checks: EmailChecks;
  flags: EmailFlags;
  /** Mail host family by MX ("google", "microsoft365", …) or null. */
  provider: string | null;
  suggestion: string | null;
  /** ISO 8601 time from which another try makes sense (greylisting), or null. */
  retry_after: string | null;
  normalized: string | null;
}
