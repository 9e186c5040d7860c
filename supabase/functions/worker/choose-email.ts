import type { FoundEmail } from "#core/providers/provider-port.ts";
import { type Agreement, type AnswerEvidence, agreementOf, evidenceOf } from "#core/results/answer-evidence.ts";
import type { Calibration } from "#core/results/calibration/calibration.ts";
import { assessEmail, assessEvidence, type EmailAssessment, refusalOf } from "#core/results/confidence.ts";
import { type StoredVerdict, storedEvidence, verdictOf, withAssessment } from "#core/results/stored-verdict.ts";
import type { EmailVerdict } from "#core/verification/email-verdict.ts";
import type { HeldEmail, Task } from "../_shared/db/worker.ts";
import type { WorkerDeps } from "./deps.ts";

/** Providers sometimes list several addresses; more than this many are not worth a look-up each. */
export const maxCandidates = 3;

export interface ChosenEmail extends HeldEmail {
  found: FoundEmail;
  why: string;
}

export interface EmailChoice {
  /** The best of what this provider named; null when it named nothing. */
  chosen: ChosenEmail | null;
  /** The answer held so far, judged anew when this provider names another address; null when it names the same. */
  held: HeldEmail | null;
}

type Deps = Pick<WorkerDeps, "verifyEmail"> & { db: Pick<WorkerDeps["db"], "calibration" | "knownAnswer"> };

/**
 * Verifies a provider's addresses and picks the best. An address that an earlier source named, in this process or another,
 * is confirmed by this one instead of being verified again; an address that differs from theirs makes both less likely.
 */
export async function chooseEmail(
  deps: Deps,
  task: Task,
  source: string,
  emails: readonly FoundEmail[],
): Promise<EmailChoice> {
  const calibration = await deps.db.calibration(task.job.options.sandbox);
  const candidates = await Promise.all(
    emails.slice(0, maxCandidates).map((found) => assess(deps, task, source, found, calibration)),
  );
  const chosen = candidates.reduce<ChosenEmail | null>(
    (best, candidate) => (best === null || candidate.confidence > best.confidence ? candidate : best),
    null,
  );
  if (task.held === null || chosen === null || chosen.confidence === 0) return { chosen, held: task.held };
  if (isSame(task.held.email, chosen.email)) return { chosen, held: null };
  return { chosen, held: judgeAnew(task, task.held, source, calibration) };
}

async function assess(
  deps: Deps,
  task: Task,
  source: string,
  found: FoundEmail,
  calibration: Calibration,
): Promise<ChosenEmail> {
  const before = await earlierAnswer(deps, task, found.email);
  const level = task.job.options.verify;
  const verdict = before ? verdictOf(before.verdict) : level === 0 ? null : await deps.verifyEmail(found.email, level);
  const email = before?.email ?? verdict?.normalized ?? found.email;
  const sources = agreement(task, email, [source]);
  const own = assessEmail(found, verdict, { provider: source, person: task.contact, sources, calibration });
  const earlier = before?.evidence && assessEvidence({ ...before.evidence, sources }, calibration, refusalOf(verdict));
  // What the more trustworthy of two sources says counts; that they agree is counted beside it.
  const strongest = earlier && earlier.confidence >= own.confidence ? earlier : own;
  return {
    ...asHeld(email, strongest, verdict),
    found,
    why: before ? `confirmed_by_${source}` : strongest.why,
  };
}

const asHeld = (email: string, assessment: EmailAssessment, verdict: EmailVerdict | null): HeldEmail => ({
  email,
  status: assessment.status,
  confidence: assessment.confidence,
  source: assessment.evidence.provider,
  verdict: withAssessment(verdict, assessment),
});

interface EarlierAnswer {
  email: string;
  verdict: StoredVerdict | null;
  evidence: AnswerEvidence | null;
}

/** Whether an earlier source named this address, so that it is confirmed and not verified again. */
export function isNamedBefore(task: Pick<Task, "held" | "asked">, email: string): boolean {
  return isHeld(task.held, email) || askedWith(task, email) !== undefined;
}

const isHeld = (held: HeldEmail | null, email: string): held is HeldEmail =>
  held !== null && (isSame(held.email, email) || isSame(held.verdict?.email ?? "", email));

const askedWith = (task: Pick<Task, "asked">, email: string) =>
  task.asked.find((ask) => ask.channel === "email" && ask.email !== null && isSame(ask.email, email));

/** What an earlier source's answer with this address came to: the held one, else the trail's. Null: nobody named it yet. */
async function earlierAnswer(deps: Deps, task: Task, email: string): Promise<EarlierAnswer | null> {
  const { held } = task;
  if (isHeld(held, email)) {
    return { email: held.email, verdict: held.verdict, evidence: evidenceOfHeld(task, held) };
  }
  const asked = askedWith(task, email);
  if (!asked?.email) return null;
  const known = await deps.db.knownAnswer(task.contact.id, asked.email);
  return known && { email: asked.email, verdict: known, evidence: storedEvidence(known) };
}

/** Evidence of the held answer; worked out again where it was written before evidence was kept. */
function evidenceOfHeld(task: Task, held: HeldEmail): AnswerEvidence | null {
  const stored = storedEvidence(held.verdict);
  if (stored) return stored;
  const label = task.asked.find(({ provider, email }) => provider === held.source && email !== null)?.label;
  if (!label) return null;
  const found = { email: held.email, label, nativeLabel: "", score: null };
  return evidenceOf(held.source, found, verdictOf(held.verdict), task.contact);
}

/** The held answer, now that `source` names another address. */
function judgeAnew(task: Task, held: HeldEmail, source: string, calibration: Calibration): HeldEmail {
  const evidence = evidenceOfHeld(task, held);
  if (evidence === null) return held;
  const sources = agreement(task, held.email, [held.source], [source]);
  return asHeld(held.email, assessEvidence({ ...evidence, sources }, calibration), verdictOf(held.verdict));
}

/** How many providers name an address and how many another, the given ones besides those of the trail. */
function agreement(task: Task, address: string, naming: readonly string[], others: readonly string[] = []): Agreement {
  const names = new Set([...naming, ...providersNaming(task, (email) => isSame(email, address))]);
  const differ = new Set([...others, ...providersNaming(task, (email) => !isSame(email, address))]);
  return agreementOf(names.size, [...differ].filter((provider) => !names.has(provider)).length);
}

/** Providers whose address counted; a refused one contradicts nobody. */
function providersNaming(task: Task, which: (email: string) => boolean): string[] {
  return task.asked
    .filter(
      ({ channel, email, confidence }) => channel === "email" && email !== null && confidence !== 0 && which(email),
    )
    .map(({ provider }) => provider);
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
