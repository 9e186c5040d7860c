import type { AnswerEvidence } from "../answer-evidence.ts";
import { defaultWeights, type Weights } from "./default-weights.ts";
import { fromLogOdds, logOdds } from "./log-odds.ts";

export const factors = ["source", "verification", "score", "mailbox", "name", "domain", "sources"] as const;

export interface ProbabilityStep {
  factor: (typeof factors)[number];
  /** With this factor and all before it, 0–1. */
  probability: number;
}

/** The probability by the defaults, factor by factor; null for an address that our check refused. */
export function probabilitySteps(evidence: AnswerEvidence): ProbabilityStep[] | null {
  const { verification } = evidence;
  if (verification === "refused") return null;
  const weights = defaultWeights({ ...evidence, verification });
  let odds = logOdds(weights.source);
  return factors.map((factor) => {
    odds = addTo(odds, weights, factor);
    return { factor, probability: fromLogOdds(odds) };
  });
}

function addTo(odds: number, weights: Weights, factor: (typeof factors)[number]): number {
  if (factor === "source") return odds;
  return factor === "verification" ? logOdds(weights.verification) : odds + weights[factor];
}

export function defaultProbability(evidence: AnswerEvidence): number {
  return probabilitySteps(evidence)?.at(-1)?.probability ?? 0;
}
