import type { FoundEmail } from "../providers/provider-port.ts";
import type { EmailStatus, EmailVerdict } from "../verification/email-verdict.ts";
import { type Agreement, type AnswerEvidence, evidenceOf } from "./answer-evidence.ts";
import { type Calibration, calibrate, uncalibrated } from "./calibration/calibration.ts";
import { type factors, probabilitySteps } from "./calibration/default-probability.ts";
import type { ExpectedPerson } from "./expected-person.ts";

/** From here an address counts as deliverable; below it is risky. The same number as the default threshold. */
const deliverableFrom = 90;
/** Nothing is certain before mail was answered. */
const most = 99;

/** One line of the explanation. The points of all lines add up to the confidence. */
export interface ConfidenceReason {
  /** `history`: what became of earlier answers like this one. `refused`: our check leaves nothing of the rest. */
  factor: (typeof factors)[number] | "history" | "refused";
  /** The evidence's word for this factor, or the reason of the refusal. */
  grade: string;
  points: number;
}

export interface EmailAssessment {
  /** 0–100: how many of a hundred such addresses are the person's own and do not bounce. 0: must not be used. */
  confidence: number;
  status: EmailStatus;
  /** The refusal's reason, or what moved the number most; for the trail. */
  why: string;
  evidence: AnswerEvidence;
  reasons: ConfidenceReason[];
  /** Snapshot of counted outcomes that was used; null: the defaults. With the evidence it makes the number reproducible. */
  calibration: number | null;
}

/** Whom the answer is about, who gave it, and what else is known. */
export interface AnswerContext {
  provider: string;
  person: ExpectedPerson;
  sources?: Agreement;
  calibration?: Calibration;
}

/**
 * How sure an address is: what the provider says, what our own check found, whether it fits the person and the company,
 * and whether others say the same. `verdict` null: nothing was verified (`--verify 0`).
 */
export function assessEmail(found: FoundEmail, verdict: EmailVerdict | null, about: AnswerContext): EmailAssessment {
  const evidence = evidenceOf(about.provider, found, verdict, about.person, about.sources);
  return assessEvidence(evidence, about.calibration ?? uncalibrated, refusalOf(verdict));
}

/** The same from stored evidence. `refusal`: why our check refused the address, where it did. */
export function assessEvidence(
  evidence: AnswerEvidence,
  calibration: Calibration,
  refusal = "refused",
): EmailAssessment {
  const steps = probabilitySteps(evidence);
  if (steps === null) {
    const reasons: ConfidenceReason[] = [{ factor: "refused", grade: refusal, points: 0 }];
    return { confidence: 0, status: "undeliverable", why: refusal, evidence, reasons, calibration: calibration.id };
  }
  let reached = 0;
  const line = (factor: ConfidenceReason["factor"], grade: string, probability: number): ConfidenceReason => {
    const before = reached;
    reached = percent(probability);
    return { factor, grade, points: reached - before };
  };
  const reasons = steps.map(({ factor, probability }) => line(factor, gradeOf(evidence, factor), probability));
  if (calibration.id !== null) {
    const byDefault = steps.at(-1)?.probability ?? 0;
    const counted = calibrate(calibration, evidence.provider, evidence.label, byDefault);
    reasons.push(line("history", counted < byDefault ? "worse" : "better", counted));
  }
  return {
    confidence: reached,
    status: reached >= deliverableFrom ? "deliverable" : "risky",
    why: mainReason(reasons, evidence),
    evidence,
    reasons,
    calibration: calibration.id,
  };
}

/** Never 0, which means refused, and never certain. */
const percent = (probability: number): number => Math.min(Math.max(Math.round(probability * 100), 1), most);

function gradeOf(evidence: AnswerEvidence, factor: (typeof factors)[number]): string {
  return factor === "source" ? evidence.label : evidence[factor];
}

function mainReason(reasons: readonly ConfidenceReason[], { label }: AnswerEvidence): string {
  const moved = reasons.slice(1).toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))[0];
  return moved === undefined || Math.abs(moved.points) < 5 ? label : `${moved.factor}_${moved.grade}`;
}

/** Why our check refuses an address, where it does. */
export function refusalOf(verdict: EmailVerdict | null): string {
  return verdict?.flags.disposable ? "disposable" : (verdict?.reason ?? "refused");
}
