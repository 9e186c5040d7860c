import { parseRetryAfter } from "#core/providers/parse-retry-after.ts";
import type { LookupFailure } from "#core/verification/phone/lookup-port.ts";
import { readCapped } from "../providers/read-capped.ts";

export interface ServiceCall {
  /** The service's name for sentences. */
  label: string;
  /** The settings that hold its key, for the sentence that says what to check. */
  keySettings: string;
  url: string;
  init: RequestInit;
}

export interface CallDeps {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  timeoutMs?: number;
}

export interface ServiceAnswer {
  outcome: "body";
  status: number;
  /** The parsed JSON; undefined when it is none. */
  body: unknown;
}

const defaultTimeoutMs = 10_000;
/** An answer has one kilobyte; what is larger is none. */
const maxBodyBytes = 100_000;

/** One call with a deadline and a cap. Statuses that every service means alike become failures; 200, 400 and 404 come back. */
export async function callService(call: ServiceCall, deps: CallDeps): Promise<ServiceAnswer | LookupFailure> {
  const { label } = call;
  const deadline = AbortSignal.timeout(deps.timeoutMs ?? defaultTimeoutMs);
  try {
    const response = await deps.fetch(call.url, {
      ...call.init,
      // A redirect would carry the key to wherever it points.
      redirect: "manual",
      signal: deadline,
    });
    const text = await readCapped(response, maxBodyBytes);
    const { status } = response;
    if (status === 401 || status === 403) {
      return failed("auth", `${label} refused the key: check ${call.keySettings}.`);
    }
    if (status === 402) return failed("out_of_credits", `The account at ${label} has no credit left: top it up.`);
    if (status === 429) {
      const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), deps.now());
      const failure = failed("rate_limited", `${label} takes no more questions for now.`);
      return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs };
    }
    if (status >= 500) return failed("transient", `${label} failed with status ${status}.`);
    if (text === null) return failed("bad_answer", `${label} sent more than an answer can be.`);
    return { outcome: "body", status, body: parse(text) };
  } catch {
    // The error's own text is left out: it can hold the address and with it the number.
    if (deadline.aborted) return failed("timeout", `${label} did not answer in time.`);
    return failed("transient", `${label} could not be reached, or broke off its answer.`);
  }
}

const failed = (kind: LookupFailure["kind"], message: string): LookupFailure => ({ outcome: "failed", kind, message });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
