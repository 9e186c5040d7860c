import { failure } from "#core/providers/failure.ts";
import { icypeasCallback } from "#core/providers/icypeas/callback.ts";
import { mapItem, type SearchItem } from "#core/providers/icypeas/map-response.ts";
import { bulkSearchBody, emailSearchBody, listSinglesBody, readOneBody } from "#core/providers/icypeas/request.ts";
import {
  type Read,
  readAccount,
  readRows,
  readSubmittedBulk,
  readSubmittedSingle,
} from "#core/providers/icypeas/response.ts";
import type { Failure } from "#core/providers/provider-port.ts";
import type { PollResult, ProviderBatch, ProviderClient, ProviderContext, SubmitResult } from "./client.ts";
import { isFailure } from "./client.ts";
import { failed, pending, pollBulk, whenUnknown } from "./icypeas-bulk.ts";
import { callIcypeas } from "./icypeas-call.ts";
import { findBulk, findSingle } from "./icypeas-find.ts";
import { forgetProgress, progressOf } from "./icypeas-progress.ts";
import { toldAnswers } from "./told-answers.ts";

/** What kind of search a job id stands for. */
const bulkMark = "bulk:";
const singleMark = "single:";

/** One contact goes as a single search, more as a bulk; both are read in lists, because reads are scarce. */
export const icypeasClient: ProviderClient = {
  async submit(batch, context): Promise<SubmitResult> {
    const [only] = batch.queries;
    if (only === undefined) return { kind: "answers", answers: [] };
    const single = batch.queries.length === 1;
    const answer = single
      ? await callIcypeas(context, "email-search", emailSearchBody(only, batch.id, batch.callbackUrl))
      : await callIcypeas(context, "bulk-search", bulkSearchBody(batch.id, batch.queries, batch.callbackUrl));
    if (isFailure(answer)) return answer.sent ? lost(batch, context, answer) : { kind: "failed", failure: answer };
    const id = single ? readSubmittedSingle(answer) : readSubmittedBulk(answer);
    if (id.ok) return accepted(single ? `${singleMark}${id.value}` : `${bulkMark}${id.value}`, context);
    return id.failure.outcome === "transient" || id.failure.outcome === "timeout"
      ? lost(batch, context, id.failure)
      : { kind: "failed", failure: id.failure };
  },

  async poll(externalId, batch, context): Promise<PollResult> {
    if (externalId.startsWith(bulkMark)) return pollBulk(externalId.slice(bulkMark.length), batch, context);
    if (externalId.startsWith(singleMark)) return pollSingle(externalId.slice(singleMark.length), batch, context);
    return { kind: "failed", failure: failure("bad_input", "The stored Icypeas job is damaged") };
  },

  readCallback(payload, externalId, batch): PollResult | null {
    const parsed = icypeasCallback.safeParse(payload);
    if (!parsed.success) return null;
    const { job, rows } = parsed.data;
    const items = rows.map(mapItem);
    if (externalId === `${singleMark}${job}`) {
      const answer = items[0]?.answer;
      return answer ? { kind: "answers", answers: batch.queries.map(() => answer) } : null;
    }
    if (externalId !== `${bulkMark}${job}`) return null;
    const byRef = new Map(items.flatMap(({ ref, answer }) => (ref && answer ? [[ref, answer] as const] : [])));
    return toldAnswers(batch.queries.map(({ ref }) => byRef.get(ref) ?? null));
  },

  async recover(batch, context) {
    // A batch of several can hold a single search: contacts that could not be asked for were left out of it.
    if (batch.queries.length > 1) {
      const file = await findBulk(batch.id, context);
      if (file !== null) return typeof file === "string" ? `${bulkMark}${file}` : file;
    }
    const id = await findSingle(batch.id, context);
    return typeof id === "string" ? `${singleMark}${id}` : id;
  },

  async checkKey(context) {
    const answer = await callIcypeas(context, "account", {});
    return isFailure(answer) ? answer : readAccount(answer);
  },
};

function accepted(externalId: string, context: ProviderContext): SubmitResult {
  return { kind: "accepted", externalId, pollAfterMs: context.entry.poll.firstMs };
}

/** The submit brought no usable acknowledgement: the job may exist all the same, so it is looked for by its name. */
async function lost(batch: ProviderBatch, context: ProviderContext, failed: Failure): Promise<SubmitResult> {
  await context.sleep(1_000);
  const found = await icypeasClient.recover?.(batch, context);
  if (typeof found === "string") return accepted(found, context);
  return found === null || found === undefined
    ? { kind: "failed", failure: failed }
    : { kind: "unknown", failure: failed };
}

/** Lists of single searches under way: whoever polls while one is on its way shares it. */
const lists = new WeakMap<ProviderContext, Promise<Read<SearchItem[]>>>();

function listSingles(context: ProviderContext): Promise<Read<SearchItem[]>> {
  const underWay = lists.get(context);
  if (underWay !== undefined) return underWay;
  const list = readSearches(context, listSinglesBody()).finally(() => lists.delete(context));
  lists.set(context, list);
  return list;
}

async function pollSingle(id: string, batch: ProviderBatch, context: ProviderContext): Promise<PollResult> {
  const progress = progressOf(id);
  let read = await listSingles(context);
  if (read.ok && !read.value.some((item) => item.id === id)) {
    // More than a hundred newer searches: this one has to be read by itself.
    read = await readSearches(context, readOneBody(id));
  }
  if (!read.ok) return read.gone ? whenUnknown(id, progress, batch, context) : failed(read.failure);
  const item = read.value.find((found) => found.id === id);
  if (item === undefined) return whenUnknown(id, progress, batch, context);
  const { answer } = item;
  progress.unknown = 0;
  if (answer === null) return pending(batch, () => null, context);
  forgetProgress(id);
  return { kind: "answers", answers: batch.queries.map(() => answer) };
}

async function readSearches(context: ProviderContext, body: Record<string, unknown>): Promise<Read<SearchItem[]>> {
  const answer = await callIcypeas(context, "read", body);
  if (isFailure(answer)) return { ok: false, failure: answer };
  const rows = readRows(answer);
  return rows.ok ? { ok: true, value: rows.value.items.map(mapItem) } : rows;
}
