import type { EmailVerdict } from "../email-verdict.ts";

export type AfterTry = { do: "done"; keepMs: number } | { do: "retry"; delayMs: number };

/** Tries in all, the first one included. Greylists let in at the second; one more for those that count slowly. */
const tries: Readonly<Record<string, number>> = {
  greylisted: 3,
  rate_limited: 2,
  temporary_error: 2,
  timeout: 2,
  connection_lost: 2,
  no_connection: 2,
  // The mailbox was taken and the invented one greylisted.
  catch_all_unknown: 2,
};

const hour = 3_600_000;

/** Mailboxes open and close within days; what nobody could find out may look different soon. */
const keptMs = (verdict: EmailVerdict): number => {
  if (verdict.status === "unknown" || verdict.reason === "catch_all_unknown") return hour;
  return verdict.status === "undeliverable" ? 24 * hour : 72 * hour;
};

/** What the queue does with an address after its try number `attempt` (the first is 1): keep the verdict, or come again. */
export function afterTry(verdict: EmailVerdict, attempt: number, now: number): AfterTry {
  const again = verdict.retry_after === null ? null : Date.parse(verdict.retry_after) - now;
  const open = verdict.status === "unknown" || verdict.reason === "catch_all_unknown";
  if (again !== null && open && attempt < (tries[verdict.reason] ?? 1)) {
    return { do: "retry", delayMs: Math.max(Math.ceil(again), 1_000) };
  }
  return { do: "done", keepMs: keptMs(verdict) };
}
