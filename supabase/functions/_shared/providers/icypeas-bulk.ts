import { failure } from "#core/providers/failure.ts";
import { listFilesBody, readFileBody, readLimit } from "#core/providers/icypeas/request.ts";
import { type BulkFile, type Read, readFiles } from "#core/providers/icypeas/response.ts";
import type { Answer, Failure } from "#core/providers/provider-port.ts";
import { isFailure, type PollResult, type ProviderBatch, type ProviderContext } from "./client.ts";
import { callIcypeas } from "./icypeas-call.ts";
import { type Pass, readPages } from "./icypeas-pages.ts";
import { firstPage, forgetProgress, type Progress, progressOf } from "./icypeas-progress.ts";

/** Share of finished rows from which reading the pages of a running bulk is worth the reads. */
const worthReading = 0.8;

/**
 * Reads a bulk with as few of the 30 reads a minute as possible: the state of all bulks, which has a limit of its own,
 * says when rows are worth reading. A bulk of one page is read whenever rows have become final, a larger one when most
 * have, and at the end once more the pages that still held running rows. Rows are matched by our own id, so it does not
 * matter which of them are settled already.
 */
export async function pollBulk(file: string, batch: ProviderBatch, context: ProviderContext): Promise<PollResult> {
  const progress = progressOf(file);
  const state = await readState(file, context);
  if (!state.ok) return state.gone ? whenUnknown(file, progress, batch, context) : failed(state.failure);
  const { finished, share } = state.value;
  const isLarge = batch.queries.length > readLimit || progress.pages.length > 1;
  const nothingNew = isLarge ? progress.wasRead || share < worthReading : share <= progress.readShare;
  if (!finished && nothingNew) return pending(batch, () => null, context);

  let pass = await readPages(file, progress.pages, context);
  if (finished && pass.skipped && pass.stopped === null && batch.queries.some(({ ref }) => !pass.byRef.has(ref))) {
    // Rows of pages that were passed over are still wanted: their answers got lost on the way to the database.
    progress.pages = firstPage();
    pass = await readPages(file, progress.pages, context);
  }
  if (pass.stopped !== null && pass.rows === 0) {
    return pass.stopped.gone ? whenUnknown(file, progress, batch, context) : failed(pass.stopped.failure);
  }
  progress.unknown = 0;
  if (pass.stopped === null) {
    progress.wasRead = true;
    progress.readShare = share;
  }

  const over = pass.stopped === null && pass.rows > 0 && (finished || !pass.running);
  const answerOf = answersOf(pass, batch);
  const answers = batch.queries.map(({ ref }, index) => answerOf(ref, index) ?? (over ? noRow : null));
  if (answers.every((answer) => answer !== null)) {
    forgetProgress(file);
    return { kind: "answers", answers };
  }
  return pending(batch, (index) => answers[index] ?? null, context, pass.stopped?.failure.retryAfterMs);
}

const noRow = failure("transient", "Icypeas ended the bulk without a row for this contact");

/** By our id; by row number only when no row carries an id and none can have been settled before. */
function answersOf(pass: Pass, batch: ProviderBatch): (ref: string, index: number) => Answer | undefined {
  const byOrder = pass.byRef.size === 0 && pass.byOrder.size === batch.queries.length;
  return (ref, index) => (byOrder ? pass.byOrder.get(index) : pass.byRef.get(ref));
}

async function readState(file: string, context: ProviderContext): Promise<Read<BulkFile>> {
  const newest = await listFiles(context);
  if (!newest.ok) return newest;
  const listed = newest.value.find((known) => known.file === file);
  if (listed !== undefined) return { ok: true, value: listed };
  const alone = await readFilesBy(readFileBody(file), context);
  if (!alone.ok) return alone;
  const state = alone.value.find((known) => known.file === file);
  return state === undefined
    ? { ok: false, failure: failure("transient", "Icypeas does not know this bulk any more"), gone: true }
    : { ok: true, value: state };
}

/** Lists of the newest fifty bulks under way: whoever polls while one is on its way shares it. */
const lists = new WeakMap<ProviderContext, Promise<Read<BulkFile[]>>>();

function listFiles(context: ProviderContext): Promise<Read<BulkFile[]>> {
  const underWay = lists.get(context);
  if (underWay !== undefined) return underWay;
  const list = readFilesBy(listFilesBody(null), context).finally(() => lists.delete(context));
  lists.set(context, list);
  return list;
}

async function readFilesBy(body: Record<string, unknown>, context: ProviderContext): Promise<Read<BulkFile[]>> {
  const answer = await callIcypeas(context, "files", body);
  if (isFailure(answer)) return { ok: false, failure: answer };
  const read = readFiles(answer);
  return read.ok ? { ok: true, value: read.value.files } : read;
}

/** A job that is unknown twice in a row is given up; once may be a list that lags behind. */
export function whenUnknown(
  job: string,
  progress: Progress,
  batch: ProviderBatch,
  context: ProviderContext,
): PollResult {
  progress.unknown++;
  if (progress.unknown < 2) return pending(batch, () => null, context);
  forgetProgress(job);
  const lost = failure("transient", "Icypeas does not know this search any more");
  return { kind: "answers", answers: batch.queries.map(() => lost) };
}

export function pending(
  batch: ProviderBatch,
  answerAt: (index: number) => Answer | null,
  context: ProviderContext,
  retryAfterMs = 0,
): PollResult {
  return {
    kind: "pending",
    answers: batch.queries.map((_, index) => answerAt(index)),
    pollAfterMs: Math.max(retryAfterMs, context.entry.poll.nextMs),
  };
}

export const failed = (failure: Failure): PollResult => ({ kind: "failed", failure });
