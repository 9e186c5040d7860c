import type { EmailVerdict } from "../verification/email-verdict.ts";
import type { AnswerEvidence } from "./answer-evidence.ts";
import type { ConfidenceReason, EmailAssessment } from "./confidence.ts";
import { readEvidence } from "./read-evidence.ts";

/** What explains a confidence, and makes it reproducible: `assessEvidence(evidence, calibration)` gives it again. */
export interface StoredAssessment {
  evidence: AnswerEvidence;
  reasons: ConfidenceReason[];
  /** Id of the snapshot of counted outcomes; null: the defaults. */
  calibration: number | null;
}

/**
 * A verdict on its way to the database, with what was made of it. The database keeps the assessment in a column of its own;
 * without verification it comes alone.
 */
export interface StoredVerdict extends Partial<EmailVerdict> {
  assessment?: StoredAssessment;
}

export function withAssessment(verdict: EmailVerdict | null, assessment: EmailAssessment): StoredVerdict {
  const { evidence, reasons, calibration } = assessment;
  return { ...verdict, assessment: { evidence, reasons, calibration } };
}

/** The verdict alone; null when nothing was verified. */
export function verdictOf(stored: StoredVerdict | null): EmailVerdict | null {
  if (stored === null) return null;
  const { assessment: _, ...verdict } = stored;
  return isWhole(verdict) ? verdict : null;
}

const isWhole = (verdict: Partial<EmailVerdict>): verdict is EmailVerdict =>
  verdict.checks !== undefined && verdict.flags !== undefined && verdict.status !== undefined;

/** The evidence kept with a verdict; null when another version wrote it. */
export function storedEvidence(stored: StoredVerdict | null): AnswerEvidence | null {
  return readEvidence(stored?.assessment?.evidence);
}
