import type { Answer } from "#core/providers/provider-port.ts";
import type { PollResult } from "./client.ts";

/** What a provider's own call brought: all answers, some with the rest to be polled for at once, or none at all. */
export function toldAnswers(answers: (Answer | null)[]): PollResult | null {
  const whole = answers.filter((answer) => answer !== null);
  if (whole.length === answers.length) return { kind: "answers", answers: whole };
  return whole.length === 0 ? null : { kind: "pending", answers, pollAfterMs: 0 };
}
