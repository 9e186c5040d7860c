import { z } from "zod";
import { classifyStatus } from "../classify-status.ts";
import { failure } from "../failure.ts";
import type { Failure } from "../provider-port.ts";
import type { ProviderReply } from "../provider-reply.ts";
import { readJson } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

const label = "Dropcontact";

export type Read<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const submitted = z.object({ success: z.literal(true), request_id: z.string().min(1).max(200) });
const ready = z.object({ success: z.literal(true), data: z.array(z.unknown()).max(5_000) });
/** Also the answer for an unknown id and for a fault on their side, so whoever polls needs a deadline of its own. */
const notReady = z.object({ error: z.literal(false), success: z.literal(false) });
const refused = z.object({ error: z.literal(true) });
const balance = z.object({ credits: z.number().finite() });

/** The request id of a batch that was taken. 403 means that the credits do not cover the batch (or a bad account). */
export function readSubmitted(reply: ProviderReply): Read<string> {
  const json = body(reply);
  if (!json.ok) return json;
  const parsed = submitted.safeParse(json.value);
  if (parsed.success) return { ok: true, value: parsed.data.request_id };
  const turnedDown = refused.safeParse(json.value).success || notReady.safeParse(json.value).success;
  return {
    ok: false,
    failure: turnedDown ? failure("transient", `${label} did not take the batch`) : unreadable(label),
  };
}

export type Fetched = { state: "running" } | { state: "ready"; records: unknown[] };

/** HTTP 200 both for a batch that is ready and for one that is not: `success` decides. */
export function readFetched(reply: ProviderReply): Read<Fetched> {
  const json = body(reply);
  if (!json.ok) return json;
  const parsed = ready.safeParse(json.value);
  if (parsed.success) return { ok: true, value: { state: "ready", records: parsed.data.data } };
  if (notReady.safeParse(json.value).success) return { ok: true, value: { state: "running" } };
  return { ok: false, failure: unreadable(label) };
}

/** `{"credits": n}` of the free account route. There 403 speaks of the account, not of credits. */
export function readCredits(reply: ProviderReply): Read<number> {
  const failed = classifyStatus(label, reply);
  if (failed !== null) return { ok: false, failure: failed };
  const json = readJson(reply.body);
  const parsed = json.ok ? balance.safeParse(json.value) : null;
  return parsed?.success ? { ok: true, value: parsed.data.credits } : { ok: false, failure: unreadable(label) };
}

function body(reply: ProviderReply): Read<unknown> {
  const failed = classifyStatus(label, reply, { 403: "out_of_credits" });
  if (failed !== null) return { ok: false, failure: failed };
  const json = readJson(reply.body);
  return json.ok ? json : { ok: false, failure: unreadable(label) };
}
