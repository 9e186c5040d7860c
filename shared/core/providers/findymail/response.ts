import { z } from "zod";
import { classifyStatus } from "../classify-status.ts";
import { failure } from "../failure.ts";
import type { Failure } from "../provider-port.ts";
import type { ProviderReply } from "../provider-reply.ts";
import { readJson } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

const label = "Findymail";

export type SearchReply = { state: "failed"; failure: Failure } | { state: "ready"; email: string | null };

const contact = z.object({ email: z.string().max(320).nullish() }).nullish();
const search = z.union([z.object({ payload: z.object({ contact }) }), z.object({ contact })]);
const refused = z.object({ error: z.string().max(2_000) });
const account = z.object({ credits: z.number().finite() });

/** An answer of a search. "Not enough credits" can come with HTTP 200. */
export function readSearch(reply: ProviderReply): SearchReply {
  const failed = classifyStatus(label, reply, { 404: "miss", 423: "out_of_credits" });
  if (failed !== null) return { state: "failed", failure: failed };
  const json = readJson(reply.body);
  if (!json.ok) return { state: "failed", failure: unreadable(label) };
  const refusal = refused.safeParse(json.value);
  if (refusal.success) return { state: "failed", failure: refusedBecause(refusal.data.error) };
  const parsed = search.safeParse(json.value);
  if (!parsed.success) return { state: "failed", failure: unreadable(label) };
  const found = "payload" in parsed.data ? parsed.data.payload.contact : parsed.data.contact;
  return { state: "ready", email: found?.email ?? null };
}

/** Null when `GET /credits` accepted the key. */
export function readAccount(reply: ProviderReply): Failure | null {
  const failed = classifyStatus(label, reply);
  if (failed !== null) return failed;
  const json = readJson(reply.body);
  return json.ok && account.safeParse(json.value).success ? null : unreadable(label);
}

/** There is no error code beside the text, so the text has to do. */
function refusedBecause(text: string): Failure {
  return /credit/i.test(text)
    ? failure("out_of_credits", "Findymail has no credits left")
    : failure("transient", "Findymail refused the call without a known reason");
}
