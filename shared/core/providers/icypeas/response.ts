import { z } from "zod";
import { classifyStatus } from "../classify-status.ts";
import { failure } from "../failure.ts";
import type { Failure } from "../provider-port.ts";
import type { ProviderReply } from "../provider-reply.ts";
import { readJson } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

const label = "Icypeas";

/** `gone`: the provider does not know this search or file. */
export type Read<T> = { ok: true; value: T } | { ok: false; failure: Failure; gone?: true };

const id = z.string().min(1).max(200);
/** The bookmark is sent back as it came, so only its size is checked. */
const sorts = z.array(z.unknown()).max(4).nullish().catch(null);
const count = z.number().finite().nonnegative().nullish().catch(null);

const submittedSingle = z.object({ item: z.object({ _id: id }) });
const submittedBulk = z.object({ file: id });
const rows = z.object({ items: z.array(z.unknown()).max(1_000), sorts, total: count });
const fileRow = z.object({
  file: id.optional(),
  _id: id.optional(),
  name: z.string().max(500).nullish().catch(null),
  finished: z.boolean().nullish().catch(null),
  "in-progress": count,
  done: count,
  total: count,
});
const files = z.object({ files: z.array(z.unknown()).max(1_000), sorts });

const account = z.object({ credits: z.number().finite() });

export interface BulkFile {
  file: string;
  name: string | null;
  finished: boolean;
  /** Share of rows that are done, 0–1; 0 when the provider does not say. */
  share: number;
}

/** `{"success":true,"item":{"_id":…}}`: the id of a single search. */
export function readSubmittedSingle(reply: ProviderReply): Read<string> {
  return read(reply, submittedSingle, (answer) => answer.item._id);
}

/** `{"success":true,"file":…}`: the id of a bulk. */
export function readSubmittedBulk(reply: ProviderReply): Read<string> {
  return read(reply, submittedBulk, (answer) => answer.file);
}

/** Rows as they came (each is checked by itself) and the bookmark of the next page. */
export function readRows(reply: ProviderReply): Read<{ items: unknown[]; sorts: unknown[] | null }> {
  return read(reply, rows, (answer) => ({ items: answer.items, sorts: bookmark(answer.sorts) }));
}

export function readFiles(reply: ProviderReply): Read<{ files: BulkFile[]; sorts: unknown[] | null }> {
  return read(reply, files, (answer) => ({ files: answer.files.flatMap(toFile), sorts: bookmark(answer.sorts) }));
}

/** Whether a free call with the key was accepted. */
export function readAccount(reply: ProviderReply): Failure | null {
  const answer = read(reply, account, () => null);
  return answer.ok ? null : answer.failure;
}

function bookmark(value: unknown[] | null | undefined): unknown[] | null {
  return value === null || value === undefined || value.length === 0 ? null : value;
}

function toFile(row: unknown): BulkFile[] {
  const parsed = fileRow.safeParse(row);
  const file = parsed.success ? (parsed.data.file ?? parsed.data._id) : undefined;
  if (!parsed.success || file === undefined) return [];
  const { name, finished, done, total } = parsed.data;
  // `done` leaves out rows that ended badly; what is still running says it better where it is given.
  const over = total && parsed.data["in-progress"] != null ? total - parsed.data["in-progress"] : (done ?? 0);
  const share = total ? Math.min(Math.max(over / total, 0), 1) : 0;
  return [{ file, name: name ?? null, finished: finished === true, share }];
}

function read<S extends z.ZodType, T>(reply: ProviderReply, schema: S, pick: (value: z.output<S>) => T): Read<T> {
  const named = namedError(reply.body);
  if (named !== null) return named;
  const failed = classifyStatus(label, reply);
  if (failed !== null) return { ok: false, failure: failed };
  const json = readJson(reply.body);
  if (!json.ok) return { ok: false, failure: unreadable(label) };
  // A 200 is no success here: refusals come with the same status.
  const refusal = refused.safeParse(json.value);
  if (refusal.success) {
    const invalid = refusal.data.validationErrors !== undefined;
    return {
      ok: false,
      failure: invalid
        ? failure("bad_input", `${label} refused the search fields`)
        : failure("transient", `${label} refused the call without a known reason`),
    };
  }
  const parsed = schema.safeParse(json.value);
  return parsed.success ? { ok: true, value: pick(parsed.data) } : { ok: false, failure: unreadable(label) };
}

const refused = z.object({ success: z.literal(false), validationErrors: z.unknown().optional() });

/** Errors that the documentation names without saying with which status they come. */
function namedError(body: string): { ok: false; failure: Failure; gone?: true } | null {
  if (body.length > 4_000) return null;
  if (/\bUnpaidSubscriptionError\b/.test(body)) {
    return { ok: false, failure: failure("out_of_credits", `${label}: the subscription is unpaid`) };
  }
  if (/\bSearchNotFoundError\b/.test(body)) {
    return { ok: false, failure: failure("transient", `${label} does not know this search any more`), gone: true };
  }
  return null;
}
