import { z } from "zod";
import { classifyStatus } from "../classify-status.ts";
import { failure } from "../failure.ts";
import type { Failure } from "../provider-port.ts";
import type { ProviderReply } from "../provider-reply.ts";
import { readExactJson } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

const label = "Apollo";

export type Read<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** A signed 64-bit number, as text: a double would change its last digits. */
export const requestId = z
  .union([z.string(), z.number().int()])
  .transform(String)
  .pipe(z.string().regex(/^-?\d{1,20}$/));

const bulk = z.object({
  matches: z.array(z.unknown()).max(100),
  credits_consumed: z.number().nonnegative().max(1_000).nullish().catch(null),
  request_id: requestId.nullish().catch(null),
  phone_enrichment: z
    .object({ status: z.string().max(60), request_id: requestId.nullish().catch(null) })
    .nullish()
    .catch(null),
});

export interface BulkMatch {
  /** `matches[i]` belongs to `details[i]`; null is a miss. */
  matches: unknown[];
  creditsConsumed: number | null;
  /** Under which phones can be asked for; null when none will come. */
  requestId: string | null;
  /** These people have a lookup running from an earlier request; nothing will come for this one. */
  phonesSkipped: boolean;
}

export function readBulkMatch(reply: ProviderReply): Read<BulkMatch> {
  const json = body(reply);
  if (!json.ok) return json;
  const parsed = bulk.safeParse(json.value);
  if (!parsed.success) return { ok: false, failure: unreadable(label) };
  const { matches, credits_consumed, request_id, phone_enrichment } = parsed.data;
  return {
    ok: true,
    value: {
      matches,
      creditsConsumed: credits_consumed ?? null,
      requestId: phone_enrichment?.request_id ?? request_id ?? null,
      phonesSkipped: phone_enrichment?.status === "skipped",
    },
  };
}

const pending = z.object({
  error_code: z.literal("result_pending"),
  retry_after_seconds: z.number().nonnegative().max(86_400).nullish().catch(null),
});
const coded = z.object({ error_code: z.string().max(100) });
const delivered = z.object({
  webhook_status: z.string().max(60).nullish().catch(null),
  webhook_result: z
    .object({
      credits_consumed: z.number().nonnegative().max(1_000).nullish().catch(null),
      people: z.array(z.unknown()).max(100),
    })
    .nullish(),
});

export type PhoneResult =
  | { state: "running"; retryAfterMs: number | undefined }
  /** Final: nothing will ever come under this id. */
  | { state: "gone"; failure: Failure }
  | { state: "ready"; people: unknown[]; creditsConsumed: number | null };

/**
 * `GET /webhook_result/{request_id}`: 404 while pending. `failed` may only mean that the webhook was not delivered, so
 * a result that is there is used whatever the status says.
 */
export function readPhoneResult(reply: ProviderReply): Read<PhoneResult> {
  const early = readExactJson(reply.body);
  if (early.ok && (reply.status === 400 || reply.status === 404 || reply.status === 410)) {
    const waiting = pending.safeParse(early.value);
    if (waiting.success) {
      const seconds = waiting.data.retry_after_seconds;
      return {
        ok: true,
        value: { state: "running", retryAfterMs: seconds ? seconds * 1_000 : reply.retryAfterMs },
      };
    }
    const code = coded.safeParse(early.value);
    const over = code.success ? gone(code.data.error_code) : null;
    if (over !== null) return { ok: true, value: { state: "gone", failure: over } };
  }
  const json = body(reply);
  if (!json.ok) return json;
  const parsed = delivered.safeParse(json.value);
  if (!parsed.success) return { ok: false, failure: unreadable(label) };
  const { webhook_status, webhook_result } = parsed.data;
  if (webhook_result) {
    const { people, credits_consumed } = webhook_result;
    return { ok: true, value: { state: "ready", people, creditsConsumed: credits_consumed ?? null } };
  }
  if (webhook_status === "in_progress") {
    return { ok: true, value: { state: "running", retryAfterMs: reply.retryAfterMs } };
  }
  return { ok: false, failure: failure("transient", "Apollo could not look the phones up") };
}

function gone(code: string): Failure | null {
  switch (code) {
    case "request_id_expired":
      return failure("timeout", "Apollo no longer keeps the phones of this request");
    case "request_id_unknown":
    case "invalid_request_id":
      return failure("transient", "Apollo does not know this phone request");
    default:
      return null;
  }
}

const health = z.union([z.object({ is_logged_in: z.boolean() }), z.object({ healthy: z.boolean() })]);

/** Null when `GET /auth/health` accepted the key: it can answer 200 and say that nobody is logged in. */
export function readHealth(reply: ProviderReply): Failure | null {
  const json = body(reply);
  if (!json.ok) return json.failure;
  const parsed = health.safeParse(json.value);
  if (!parsed.success) return unreadable(label);
  return "is_logged_in" in parsed.data && !parsed.data.is_logged_in
    ? failure("auth", "Apollo does not accept the key")
    : null;
}

function body(reply: ProviderReply): Read<unknown> {
  const failed = classifyStatus(label, reply);
  if (failed !== null) return { ok: false, failure: outOfCredits(reply) ?? failed };
  const json = readExactJson(reply.body);
  return json.ok ? json : { ok: false, failure: unreadable(label) };
}

/** How Apollo says that credits ran out is not documented: a 4xx (other than 401 and 429) that speaks of credits. */
function outOfCredits(reply: ProviderReply): Failure | null {
  const other = reply.status >= 400 && reply.status < 500 && reply.status !== 401 && reply.status !== 429;
  const page = reply.body.trimStart().startsWith("<");
  return other && !page && /\bcredits?\b/i.test(reply.body.slice(0, 4_000))
    ? failure("out_of_credits", "Apollo has no credits left")
    : null;
}
