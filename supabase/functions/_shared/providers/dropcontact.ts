import { dropcontactCallback } from "#core/providers/dropcontact/callback.ts";
import { mapRecords } from "#core/providers/dropcontact/map-response.ts";
import { enrichBody } from "#core/providers/dropcontact/request.ts";
import { readCredits, readFetched, readSubmitted } from "#core/providers/dropcontact/response.ts";
import { failure } from "#core/providers/failure.ts";
import type { Failure, PersonQuery } from "#core/providers/provider-port.ts";
import {
  type HttpAnswer,
  isFailure,
  type ProviderBatch,
  type ProviderClient,
  type ProviderContext,
  type RequestFailure,
  type SubmitResult,
} from "./client.ts";
import { apiKey } from "./setting.ts";
import { toldAnswers } from "./told-answers.ts";

const leftOut = failure("out_of_credits", "Dropcontact had no credits left for this contact");

/** Marks a job that holds only as many contacts as there were credits for. */
const cutMark = "#cut";

/**
 * Dropcontact takes a credit for each contact at submit and gives it back for those it does not find. A batch that the
 * credits do not cover is refused as a whole, so then as many contacts as they do cover are sent.
 */
export const dropcontactClient: ProviderClient = {
  async submit(batch, context): Promise<SubmitResult> {
    const all = await send(batch.queries, batch, context);
    if (all.kind === "accepted" || all.failure.outcome !== "out_of_credits") return all;
    const credits = await creditsLeft(context);
    // 403 stands for an account that is unknown, too; the credits route tells the two apart.
    if (typeof credits !== "number") return credits.outcome === "auth" ? { kind: "failed", failure: credits } : all;
    const covered = Math.min(Math.floor(credits), batch.queries.length - 1);
    if (covered < 1) return all;
    const part = await send(batch.queries.slice(0, covered), batch, context);
    return part.kind === "accepted" ? { ...part, externalId: `${part.externalId}${cutMark}` } : part;
  },

  async poll(externalId, batch, context) {
    const wasCut = externalId.endsWith(cutMark);
    const id = wasCut ? externalId.slice(0, -cutMark.length) : externalId;
    const answer = await call(context, "GET", `/v1/enrich/all/${encodeURIComponent(id)}`);
    if (isFailure(answer)) return { kind: "failed", failure: answer };
    const fetched = readFetched(answer);
    if (!fetched.ok) return { kind: "failed", failure: fetched.failure };
    if (fetched.value.state === "running") {
      // An unknown id is answered like this as well: the deadline of the batch ends the waiting.
      return {
        kind: "pending",
        answers: batch.queries.map(() => null),
        pollAfterMs: answer.retryAfterMs ?? context.entry.poll.nextMs,
      };
    }
    const byRef = mapRecords(fetched.value.records);
    const missing = wasCut ? leftOut : failure("transient", "Dropcontact sent no record for this contact");
    return { kind: "answers", answers: batch.queries.map((query) => byRef.get(query.ref) ?? missing) };
  },

  readCallback(payload, externalId, batch) {
    const wasCut = externalId.endsWith(cutMark);
    const id = wasCut ? externalId.slice(0, -cutMark.length) : externalId;
    const parsed = dropcontactCallback.safeParse(payload);
    const told = parsed.success ? parsed.data.requests.find(({ request_id }) => request_id === id) : undefined;
    if (told === undefined) return null;
    const byRef = mapRecords(told.records);
    return toldAnswers(batch.queries.map(({ ref }) => byRef.get(ref) ?? (wasCut ? leftOut : null)));
  },

  async checkKey(context) {
    const credits = await creditsLeft(context);
    return typeof credits === "number" ? null : credits;
  },
};

type Sent = Extract<SubmitResult, { kind: "accepted" | "failed" }>;

async function send(queries: readonly PersonQuery[], batch: ProviderBatch, context: ProviderContext): Promise<Sent> {
  const answer = await call(context, "POST", "/v1/enrich/all", enrichBody(queries, batch.callbackUrl));
  if (isFailure(answer)) return { kind: "failed", failure: answer };
  const submitted = readSubmitted(answer);
  return submitted.ok
    ? { kind: "accepted", externalId: submitted.value, pollAfterMs: context.entry.poll.firstMs }
    : { kind: "failed", failure: submitted.failure };
}

async function creditsLeft(context: ProviderContext): Promise<number | Failure> {
  const answer = await call(context, "GET", "/v1/account/credits");
  if (isFailure(answer)) return answer;
  const credits = readCredits(answer);
  return credits.ok ? credits.value : credits.failure;
}

function call(
  context: ProviderContext,
  method: "GET" | "POST",
  path: string,
  body?: Record<string, unknown>,
): Promise<HttpAnswer | RequestFailure> {
  const headers = { "X-Access-Token": apiKey(context) };
  return context.request({ route: "all", method, path, headers, ...(body === undefined ? {} : { body }) });
}
