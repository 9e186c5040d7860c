import type { Failure, FailureKind } from "./provider-port.ts";

/**
 * Makes a Failure. `detail` is a sentence of ours, never text of the provider's answer: answers can echo keys, personal
 * data or markup, and the detail is shown and logged.
 */
export function failure(
  outcome: FailureKind,
  detail: string,
  more: { retryAfterMs?: number | undefined; credits?: number | undefined } = {},
): Failure {
  return {
    outcome,
    detail,
    ...(more.retryAfterMs === undefined ? {} : { retryAfterMs: more.retryAfterMs }),
    ...(more.credits === undefined || more.credits === 0 ? {} : { credits: more.credits }),
  };
}
