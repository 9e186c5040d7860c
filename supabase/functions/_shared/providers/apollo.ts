import { channelPlan } from "#core/cascade/channel-plan.ts";
import { apolloCallback } from "#core/providers/apollo/callback.ts";
import { type Match, mapMatches, phoneAnswers } from "#core/providers/apollo/map-response.ts";
import { readPhoneJob, writePhoneJob } from "#core/providers/apollo/phone-job.ts";
import { bulkMatchBody, emailFlags, phoneFlags } from "#core/providers/apollo/request.ts";
import { type BulkMatch, readBulkMatch, readHealth, readPhoneResult } from "#core/providers/apollo/response.ts";
import { failure } from "#core/providers/failure.ts";
import type { Failure, PersonQuery } from "#core/providers/provider-port.ts";
import {
  isFailure,
  type ProviderBatch,
  type ProviderClient,
  type ProviderContext,
  type SubmitResult,
} from "./client.ts";
import { apiKey } from "./setting.ts";
import { toldAnswers } from "./told-answers.ts";

/** When somebody else's lookup for these people is running, its result is worth waiting for. */
const skippedRetryMs = 5 * 60_000;

/**
 * Addresses come with the match. Phones come minutes later under a request id, which is polled; the webhook that Apollo
 * insists on often answers first but is never relied on.
 */
export const apolloClient: ProviderClient = {
  async submit(batch, context): Promise<SubmitResult> {
    return batch.channel === "phone" ? submitPhones(batch, context) : submitEmails(batch, context);
  },

  async poll(externalId, batch, context) {
    const job = readPhoneJob(externalId);
    if (job === null) return { kind: "failed", failure: failure("bad_input", "The stored Apollo request is damaged") };
    const answer = await context.request({
      route: "webhook-result",
      method: "GET",
      path: `/webhook_result/${job.requestId}`,
      headers: headers(context),
    });
    if (isFailure(answer)) return { kind: "failed", failure: answer };
    const result = readPhoneResult(answer);
    if (!result.ok) return { kind: "failed", failure: result.failure };
    if (result.value.state === "running") {
      const pollAfterMs = result.value.retryAfterMs ?? channelPlan(context.entry, "phone").poll.nextMs;
      return { kind: "pending", answers: batch.queries.map(() => null), pollAfterMs };
    }
    const asked = batch.queries.map((query) => job.people.get(query.ref) ?? { personId: null, credits: 0 });
    if (result.value.state === "gone") {
      const { outcome, detail } = result.value.failure;
      return { kind: "answers", answers: asked.map(({ credits }) => failure(outcome, detail, { credits })) };
    }
    return { kind: "answers", answers: phoneAnswers(asked, result.value.people, result.value.creditsConsumed) };
  },

  readCallback(payload, externalId, batch) {
    const job = readPhoneJob(externalId);
    const parsed = apolloCallback.safeParse(payload);
    if (job === null || !parsed.success) return null;
    const { request_id, people, credits_consumed } = parsed.data;
    if (request_id !== null && request_id !== job.requestId) return null;
    const told = new Set(people.map(({ id }) => id));
    const asked = batch.queries.map(({ ref }) => job.people.get(ref) ?? { personId: null, credits: 0 });
    const answers = phoneAnswers(asked, people, credits_consumed);
    // Whoever was matched and is not in the call is polled for: to count them as missed would buy them again.
    return toldAnswers(
      asked.map(({ personId }, index) => (personId === null || told.has(personId) ? (answers[index] ?? null) : null)),
    );
  },

  async checkKey(context) {
    const answer = await context.request({
      route: "account",
      method: "GET",
      path: "/auth/health",
      headers: headers(context),
    });
    return isFailure(answer) ? answer : readHealth(answer);
  },
};

/** Apollo's own limit for one call. */
const matchesPerCall = 10;

/** Calls of ten people side by side; a call that fails takes only its own people with it. */
async function submitEmails(batch: ProviderBatch, context: ProviderContext): Promise<SubmitResult> {
  const calls = Array.from({ length: Math.ceil(batch.queries.length / matchesPerCall) }, (_, index) =>
    matchMany(batch.queries.slice(index * matchesPerCall, (index + 1) * matchesPerCall), emailFlags(), context),
  );
  const results = await Promise.all(calls);
  const [first] = results;
  if (first?.failure && results.every((result) => result.failure)) return { kind: "failed", failure: first.failure };
  return {
    kind: "answers",
    answers: results.flatMap(({ queries, matches, failure: failed }) =>
      queries.map((_, index) => failed ?? matches[index]?.answer ?? lost),
    ),
  };
}

const lost = failure("transient", "Apollo left this person out of its answer");

async function submitPhones(batch: ProviderBatch, context: ProviderContext): Promise<SubmitResult> {
  const result = await matchMany(batch.queries, phoneFlags(batch.callbackUrl ?? nowhere), context);
  return result.failure
    ? { kind: "failed", failure: result.failure }
    : phoneSubmit(result.bulk, result.matches, batch, context);
}

type MatchCall = { queries: readonly PersonQuery[] } & (
  | { failure: Failure; matches: Match[] }
  | { failure: null; bulk: BulkMatch; matches: Match[] }
);

async function matchMany(
  queries: readonly PersonQuery[],
  flags: Record<string, string>,
  context: ProviderContext,
): Promise<MatchCall> {
  const answer = await context.request({
    route: "bulk-match",
    method: "POST",
    path: "/people/bulk_match",
    query: flags,
    headers: headers(context),
    body: bulkMatchBody(queries),
  });
  if (isFailure(answer)) return { queries, failure: answer, matches: [] };
  const bulk = readBulkMatch(answer);
  if (!bulk.ok) return { queries, failure: bulk.failure, matches: [] };
  return { queries, failure: null, bulk: bulk.value, matches: mapMatches(bulk.value, queries.length) };
}

function phoneSubmit(
  bulk: BulkMatch,
  matches: readonly Match[],
  batch: ProviderBatch,
  context: ProviderContext,
): SubmitResult {
  const matched = matches.some((match) => match.personId !== null);
  if (matched && !bulk.phonesSkipped && bulk.requestId !== null) {
    const people = new Map(
      batch.queries.map((query, index) => {
        const match = matches[index];
        return [query.ref, { personId: match?.personId ?? null, credits: match?.credits ?? 0 }];
      }),
    );
    const externalId = writePhoneJob({ requestId: bulk.requestId, people });
    return { kind: "accepted", externalId, pollAfterMs: channelPlan(context.entry, "phone").poll.firstMs };
  }
  return { kind: "answers", answers: matches.map((match) => withoutPhones(bulk, match)) };
}

/** Nothing will come for this request: nobody matched, or the people's lookups already run for an earlier request. */
function withoutPhones(bulk: BulkMatch, match: Match): Failure {
  const { credits } = match;
  if (match.personId === null) {
    return match.answer.outcome === "transient"
      ? failure("transient", match.answer.detail, { credits })
      : failure("miss", "Apollo matched nobody", { credits });
  }
  return bulk.phonesSkipped
    ? failure("transient", "Apollo is already looking this phone up", { credits, retryAfterMs: skippedRetryMs })
    : failure("transient", "Apollo gave no request to fetch phones under", { credits });
}

/** Apollo insists on an address. Without a public one it is told a name that cannot exist, and polling does the work. */
const nowhere = "https://webhook.invalid/apollo";

function headers(context: ProviderContext): Record<string, string> {
  return { "x-api-key": apiKey(context), "Cache-Control": "no-cache" };
}
