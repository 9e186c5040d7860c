import { type DnsQuery, silent } from "./dns-query.ts";

const failuresToOpen = 3;
const openForMs = 30_000;

/**
 * Spares a batch the wait when the resolver itself is gone: after three questions in a row without any sign of life,
 * everything is `timeout` at once for 30 seconds. A name whose servers are dead does not count while the resolver
 * answers for others.
 */
export function withShortCircuit(query: DnsQuery, now: () => number): DnsQuery {
  let failures = 0;
  let lastAnswer = Number.NEGATIVE_INFINITY;
  let openUntil = Number.NEGATIVE_INFINITY;
  return async (name, type) => {
    const started = now();
    if (started < openUntil) return silent;
    const answer = await query(name, type);
    if (answer.outcome !== "timeout") {
      failures = 0;
      lastAnswer = now();
      openUntil = Number.NEGATIVE_INFINITY;
    } else if (lastAnswer < started) {
      failures += 1;
      if (failures >= failuresToOpen) openUntil = now() + openForMs;
    }
    return answer;
  };
}
