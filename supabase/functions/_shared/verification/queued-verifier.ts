import type { EmailVerdict } from "#core/verification/email-verdict.ts";
import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { verdictWaitMs } from "#core/verification/queue/verdict-wait.ts";
import type { Db } from "../db/port.ts";
import { askVerifiers } from "../db/verification.ts";
import type { EmailVerifier } from "./verify-email.ts";
import { verifyMany } from "./verify-many.ts";

/** One address on its way to level 4. */
export interface QueuedVerdict {
  /** The latest word: of a mail server, or of levels 1 to 3 as long as none has spoken. */
  verdict: ExplainedVerdict;
  /** Until it makes sense to look again; null: this is the last word. */
  waitMs: number | null;
}

export interface QueuedVerifier {
  /** Verdicts in the order of the addresses; `able`: whether a verifier is near. Asking again costs no second probe. */
  look(
    addresses: readonly string[],
    options: { urgent: boolean },
  ): Promise<{ able: boolean; results: QueuedVerdict[] }>;
}

/** Nobody may look for so long, until an address is dropped from the queue: a greylist's wait and some more. */
const wantedMs = 30 * 60_000;

/** Only an address that may exist is put before a mail server. */
const mayBeProbed = ({ checks, status, normalized }: EmailVerdict): boolean =>
  checks.mx === "pass" && status !== "undeliverable" && normalized !== null;

/** Who bears the load of the probe: the provider, else whoever runs the domain. */
const poolOf = ({ provider, normalized }: EmailVerdict): string =>
  provider ?? (normalized ?? "").slice((normalized ?? "").lastIndexOf("@") + 1);

/**
 * Level 4 where no mail server can be reached from here: addresses that pass level 3 go to the queue of the verifiers.
 * Where no verifier is near, level 3 is the last word.
 */
export function createQueuedVerifier(options: { db: Db; verifier: Pick<EmailVerifier, "verify"> }): QueuedVerifier {
  const { db, verifier } = options;
  return {
    async look(addresses, { urgent }) {
      const known = await verifyMany(verifier, addresses, 3);
      const asks = known.filter(mayBeProbed).map((verdict) => ({
        address: verdict.normalized ?? "",
        pool: poolOf(verdict),
      }));
      const { able, items } = await askVerifiers(db, asks, { urgent, wantedMs });
      const results = known.map((verdict): QueuedVerdict => {
        const item = mayBeProbed(verdict) ? items.get(verdict.normalized ?? "") : undefined;
        if (item === undefined) return { verdict, waitMs: null };
        const latest = item.verdict === null ? verdict : { ...item.verdict, email: verdict.email };
        return { verdict: latest, waitMs: able || item.done ? verdictWaitMs(item) : null };
      });
      return { able, results };
    },
  };
}
