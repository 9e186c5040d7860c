import type { FoundEmail } from "#core/providers/provider-port.ts";
import { agreedConfidence, assessEmail } from "#core/results/confidence.ts";
import type { EmailVerdict, VerifyLevel } from "#core/verification/email-verdict.ts";
import type { HeldEmail } from "../_shared/db/worker.ts";
import type { WorkerDeps } from "./deps.ts";

/** Providers sometimes list several addresses; more than this many are not worth a look-up each. */
export const maxCandidates = 3;

export interface ChosenEmail extends HeldEmail {
  found: FoundEmail;
  why: string;
}

/**
 * Verifies a provider's addresses and picks the best. An address that equals the one already held is confirmed by a
 * second source instead of being verified again.
 */
export async function chooseEmail(
  deps: Pick<WorkerDeps, "verifyEmail">,
  source: string,
  emails: readonly FoundEmail[],
  level: VerifyLevel,
  held: HeldEmail | null,
): Promise<ChosenEmail | null> {
  const candidates = await Promise.all(
    emails.slice(0, maxCandidates).map(async (found): Promise<ChosenEmail> => {
      const agrees = held !== null && held.email.toLowerCase() === found.email.toLowerCase();
      const verdict = agrees ? held.verdict : await verdictOf(deps, found.email, level);
      const own = assessEmail(found, verdict);
      const confidence = agrees ? agreedConfidence(held.confidence, own.confidence) : own.confidence;
      return {
        email: verdict?.normalized ?? found.email,
        status: confidence === own.confidence ? own.status : confidence >= 90 ? "deliverable" : own.status,
        confidence,
        source: agrees && held.confidence >= own.confidence ? held.source : source,
        verdict,
        found,
        why: agrees ? `confirmed_by_${source}` : own.why,
      };
    }),
  );
  return candidates.reduce<ChosenEmail | null>(
    (best, candidate) => (best === null || candidate.confidence > best.confidence ? candidate : best),
    null,
  );
}

async function verdictOf(
  deps: Pick<WorkerDeps, "verifyEmail">,
  address: string,
  level: VerifyLevel,
): Promise<EmailVerdict | null> {
  return level === 0 ? null : deps.verifyEmail(address, level);
}
