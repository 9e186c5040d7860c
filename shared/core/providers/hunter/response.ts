import { z } from "zod";
import { classifyStatus } from "../classify-status.ts";
import { failure } from "../failure.ts";
import type { Failure } from "../provider-port.ts";
import type { ProviderReply } from "../provider-reply.ts";
import { readJson } from "../read-json.ts";
import { unreadable } from "../unreadable.ts";

const label = "Hunter";

const errors = z.object({ errors: z.array(z.object({ details: z.string().max(2_000) })).min(1) });

const finder = z.object({
  data: z.object({
    email: z.string().max(320).nullish(),
    score: z.number().min(0).max(100).nullish(),
    phone_number: z.string().max(60).nullish().catch(null),
    verification: z.object({ status: z.string().max(60).nullish() }).nullish(),
  }),
});
export type FinderData = z.output<typeof finder>["data"];

export type FinderReply =
  | { state: "running" }
  | { state: "failed"; failure: Failure }
  | { state: "ready"; data: FinderData };

/** An answer of the e-mail finder. 202 means: repeat the same call, it is counted once. */
export function readFinder(reply: ProviderReply): FinderReply {
  if (reply.status === 202) return { state: "running" };
  const failed = hunterFailure(reply, { 404: "miss" });
  if (failed !== null) return { state: "failed", failure: failed };
  const json = reply.status === 222 ? { ok: false as const } : readJson(reply.body);
  const parsed = json.ok ? finder.safeParse(json.value) : null;
  return parsed?.success ? { state: "ready", data: parsed.data.data } : { state: "failed", failure: unreadable(label) };
}

/** Null when the free account route accepted the key. */
export function readAccount(reply: ProviderReply): Failure | null {
  const failed = hunterFailure(reply, {});
  if (failed !== null) return failed;
  const json = readJson(reply.body);
  return json.ok && z.object({ data: z.object({}) }).safeParse(json.value).success ? null : unreadable(label);
}

/**
 * Hunter turns two statuses around: 403 is the rate limit, 429 the quota of the billing period. One copy of its
 * documentation has them the usual way, so the words of `errors[0].details` win where they are clear.
 */
function hunterFailure(reply: ProviderReply, special: Record<number, "miss">): Failure | null {
  const failed = classifyStatus(label, reply, { 403: "rate_limited", 429: "out_of_credits", ...special });
  if (failed === null || (reply.status !== 403 && reply.status !== 429)) {
    return failed?.outcome === "opted_out"
      ? failure("opted_out", "Hunter: this person asked not to be processed")
      : failed;
  }
  const details = detailsOf(reply.body);
  if (
    /billing period|quota|usage limit|upgrade your (?:plan|account)|(?:searches|requests|credits) (?:per|in) (?:your |this )?(?:month|period)/.test(
      details,
    )
  ) {
    return failure("out_of_credits", "Hunter: the quota of the billing period is used up");
  }
  if (/(?:per|each|every|a|one) (?:second|minute)|rate limit|slow down|too fast/.test(details)) {
    return failure("rate_limited", "Hunter: too many requests at once", { retryAfterMs: reply.retryAfterMs });
  }
  return failed.outcome === "rate_limited"
    ? failure("rate_limited", "Hunter: too many requests at once", { retryAfterMs: reply.retryAfterMs })
    : failure("out_of_credits", "Hunter: the quota of the billing period is used up");
}

function detailsOf(body: string): string {
  const json = readJson(body);
  const parsed = json.ok ? errors.safeParse(json.value) : null;
  return parsed?.success ? (parsed.data.errors[0]?.details ?? "").toLowerCase() : "";
}
