import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { pause } from "../_shared/clock.ts";
import type { ApiDeps } from "./deps.ts";

/** A mail server that answers does so within seconds; whoever waits longer should look at something else meanwhile. */
const longestWaitMs = 20_000;
const lookEveryMs = 500;

export type NotedVerdict = ExplainedVerdict & { note: string | null };

const noVerifier =
  "No verifier runs, so no mail server was asked: level 3 is all there is. Whoever runs Captely starts one with npm run verifier.";
const pending = "The mail server has not said its last word. Ask again after retry_after: the check goes on meanwhile.";

/**
 * Level 4: put before the verifiers, waited for as long as somebody may be kept waiting. What is not there by then comes
 * with what is known so far and the time to ask again.
 */
export async function verifyDeep(
  deps: Pick<ApiDeps, "queuedVerifier" | "now">,
  addresses: readonly string[],
): Promise<NotedVerdict[]> {
  const until = deps.now() + longestWaitMs;
  for (;;) {
    // Many at once can wait behind one that somebody types.
    const { able, results } = await deps.queuedVerifier.look(addresses, { urgent: addresses.length === 1 });
    const waits = results.flatMap(({ waitMs }) => waitMs ?? []);
    const now = deps.now();
    if (waits.length === 0 || now + Math.min(...waits) > until) {
      return results.map(({ verdict, waitMs }) => {
        if (waitMs === null) {
          const unasked = verdict.reason === "smtp_not_performed";
          return { ...verdict, note: unasked && !able ? noVerifier : null };
        }
        const retry_after = verdict.retry_after ?? new Date(now + waitMs).toISOString();
        return { ...verdict, retry_after, note: pending };
      });
    }
    await pause(lookEveryMs);
  }
}
