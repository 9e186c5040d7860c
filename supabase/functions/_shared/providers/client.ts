import type { CatalogueEntry } from "#core/cascade/catalogue-entry.ts";
import type { Answer, Channel, Failure, PersonQuery } from "#core/providers/provider-port.ts";

/** One HTTP exchange, body as text: parsing belongs to core, which knows the provider's traps (int64 ids, text/plain 401). */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  body: string;
  /** From a Retry-After header, seconds or HTTP date, in milliseconds from now. */
  retryAfterMs?: number;
}

export interface HttpAsk {
  /** A key of the catalogue entry's `limits`; a token is taken for it before the call is made. */
  route: string;
  method: "GET" | "POST";
  /** Appended to the provider's base URL. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  timeoutMs?: number;
  /** False once the call need not be made any more: it is dropped while it waits for its token. */
  isWanted?(): boolean;
}

/** A call that brought no answer. `sent` is false when it is certain that the provider never saw it. */
export interface RequestFailure extends Failure {
  sent: boolean;
}

/** The failure of calls that were dropped because their jobs had been stopped: nothing was asked, nothing happened. */
export const notWanted: RequestFailure = {
  outcome: "rate_limited",
  detail: "not asked: the job was stopped",
  sent: false,
};

/**
 * What a client may use. `request` waits for a rate token, cuts hangs by a deadline, caps the body (5 MB) and never
 * throws for an HTTP status; network faults come back as a Failure.
 */
export interface ProviderContext {
  entry: CatalogueEntry;
  settings: Readonly<Record<string, string>>;
  request(ask: HttpAsk): Promise<HttpAnswer | RequestFailure>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or early when the signal is aborted; never rejects. */
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
}

/** A batch as the worker claimed it. `id` is written to the database before `submit` is called. */
export interface ProviderBatch {
  id: string;
  channel: Channel;
  queries: readonly PersonQuery[];
  /** True once nobody wants to know of this person any more: the job was cancelled or paused. */
  isStopped?(ref: string): boolean;
  /** Where the provider may tell the result by itself; known to nobody else. Null or absent: it is only polled. */
  callbackUrl?: string | null;
}

export type SubmitResult =
  /** One answer for each query, in order. */
  | { kind: "answers"; answers: Answer[] }
  /** The provider took the job; its id is stored before anything else happens. */
  | { kind: "accepted"; externalId: string; pollAfterMs: number }
  /** The whole call failed and nothing was bought. */
  | { kind: "failed"; failure: Failure }
  /** Nobody knows whether the provider took the job: leave the batch as it is, `recover` will be asked for it later. */
  | { kind: "unknown"; failure: Failure };

export type PollResult =
  /** `answers[i]` is null while query i is still running. */
  | { kind: "pending"; answers: (Answer | null)[]; pollAfterMs: number }
  | { kind: "answers"; answers: Answer[] }
  | { kind: "failed"; failure: Failure };

/** Tells the two results of `request` apart. */
export function isFailure(result: HttpAnswer | RequestFailure): result is RequestFailure {
  return "outcome" in result;
}

/** The port that every provider fills. HTTP only: requests are built and answers read by pure code in core/providers/<name>. */
export interface ProviderClient {
  submit(batch: ProviderBatch, context: ProviderContext): Promise<SubmitResult>;
  /**
   * Reads what the provider told by itself, in the form of its `callback.ts` in core. `pending` for what it left out; null
   * when it is of another job or says nothing of the result.
   */
  readCallback?(payload: unknown, externalId: string, batch: ProviderBatch): PollResult | null;
  /** Async providers only. */
  poll?(externalId: string, batch: ProviderBatch, context: ProviderContext): Promise<PollResult>;
  /**
   * Finds the job of a batch whose submit was never acknowledged (crash between call and write); null if there is none,
   * a Failure if the provider could not be asked: then ask again later, since giving the contacts back could buy twice.
   */
  recover?(batch: ProviderBatch, context: ProviderContext): Promise<string | Failure | null>;
  /** Free call that tells whether the key works; null when it does. */
  checkKey?(context: ProviderContext): Promise<Failure | null>;
}
