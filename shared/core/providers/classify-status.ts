import { failure } from "./failure.ts";
import type { Failure, FailureKind } from "./provider-port.ts";
import type { ProviderReply } from "./provider-reply.ts";
import { readJson } from "./read-json.ts";

/** What a status means where the provider does not say otherwise. */
const usual: Readonly<Record<number, FailureKind>> = {
  400: "bad_input",
  401: "auth",
  402: "out_of_credits",
  403: "auth",
  408: "timeout",
  413: "bad_input",
  422: "bad_input",
  429: "rate_limited",
  451: "opted_out",
  504: "timeout",
};

/**
 * Null for a 2xx answer, else what its status means; `special` holds the provider's own meanings.
 *
 * Verdicts about the person (`miss`, `bad_input`, `opted_out`) are believed only when the body is JSON: a page of a
 * proxy or of a wrong base address says nothing of anybody, so it counts as `transient`.
 */
export function classifyStatus(
  label: string,
  reply: ProviderReply,
  special: Readonly<Record<number, FailureKind>> = {},
): Failure | null {
  if (reply.status >= 200 && reply.status < 300) return null;
  const kind = special[reply.status] ?? usual[reply.status] ?? "transient";
  const detail = `${label} answered ${reply.status}`;
  if ((kind === "miss" || kind === "bad_input" || kind === "opted_out") && !readJson(reply.body).ok) {
    return failure("transient", `${detail} with a body that is not JSON`, { retryAfterMs: reply.retryAfterMs });
  }
  const canWait = kind === "rate_limited" || kind === "transient" || kind === "timeout";
  return failure(kind, detail, { retryAfterMs: canWait ? reply.retryAfterMs : undefined });
}
