import type { Answer, Failure, PersonQuery } from "#core/providers/provider-port.ts";
import type { ProviderBatch, ProviderContext, SubmitResult } from "./client.ts";
import { onlyWhile } from "./only-while.ts";

/**
 * Asks for every person of a batch with a call of its own, all at the same time: the rate tokens are what holds them
 * back. When the key turns out to be refused or empty, the calls not yet made are not made.
 */
export async function askEach(
  { queries, isStopped }: ProviderBatch,
  context: ProviderContext,
  askOne: (query: PersonQuery, context: ProviderContext, refused: () => Failure | null) => Promise<Answer>,
): Promise<SubmitResult> {
  let refusal: Failure | null = null;
  const answers = await Promise.all(
    queries.map(async (query) => {
      const own = isStopped === undefined ? context : onlyWhile(context, () => !isStopped(query.ref));
      const answer = await askOne(query, own, () => refusal);
      if (answer.outcome === "auth" || answer.outcome === "out_of_credits") refusal ??= answer;
      return answer;
    }),
  );
  // Not one person was looked up: the whole call failed.
  const [first] = answers;
  const same = first !== undefined && answers.every((answer) => answer.outcome === first.outcome);
  return same && (first.outcome === "auth" || first.outcome === "out_of_credits")
    ? { kind: "failed", failure: first }
    : { kind: "answers", answers };
}
