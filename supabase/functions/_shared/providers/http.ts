import type { CatalogueEntry } from "#core/cascade/catalogue-entry.ts";
import { failure } from "#core/providers/failure.ts";
import { parseRetryAfter } from "#core/providers/parse-retry-after.ts";
import type { Failure } from "#core/providers/provider-port.ts";
import { type HttpAnswer, type HttpAsk, notWanted, type ProviderContext, type RequestFailure } from "./client.ts";
import { neverConnected } from "./never-connected.ts";
import { readCapped } from "./read-capped.ts";
import { createTokenQueue, type TakeTokens, type TokenRefusal } from "./token-queue.ts";

export interface ProviderContextOptions {
  entry: CatalogueEntry;
  /** Settings by name, keys included; `<PROVIDER>_BASE_URL` moves the base address. */
  settings: Readonly<Record<string, string>>;
  takeTokens: TakeTokens;
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  fetch: typeof fetch;
  signal: AbortSignal;
  /** A call that would have to wait longer than this for its token becomes `rate_limited`. Default: two minutes. */
  maxTokenWaitMs?: number;
  /** Aborts after `ms`; the clock of `sleep`, where that is not the system's. Default: AbortSignal.timeout. */
  timeout?(ms: number): AbortSignal;
}

/** Largest body that is read; what comes after is thrown away with the answer. */
export const maxBodyBytes = 5_000_000;

/** Everything a client needs to speak to its provider. Faults of the network come back as values; nothing throws. */
export function createProviderContext(options: ProviderContextOptions): ProviderContext {
  const { entry, settings, signal } = options;
  const label = entry.label;
  const base = (settings[`${entry.name.toUpperCase()}_BASE_URL`] ?? entry.defaultBaseUrl).replace(/\/+$/, "");
  const sleep = (ms: number) => options.sleep(ms, signal).catch(() => {});
  const tokens = createTokenQueue({
    take: options.takeTokens,
    sleep,
    signal,
    maxWaitMs: options.maxTokenWaitMs ?? 120_000,
  });

  async function request(ask: HttpAsk): Promise<HttpAnswer | RequestFailure> {
    const refused = await tokens.take(ask.route, ask.isWanted);
    if (refused !== null) return refusal(label, refused);
    const timeoutMs = ask.timeoutMs ?? entry.timeoutMs;
    const deadline = options.timeout?.(timeoutMs) ?? AbortSignal.timeout(timeoutMs);
    const query = ask.query === undefined ? "" : `?${new URLSearchParams(ask.query)}`;
    try {
      const response = await options.fetch(`${base}${ask.path}${query}`, {
        method: ask.method,
        headers: {
          Accept: "application/json",
          ...(ask.body === undefined ? {} : { "Content-Type": "application/json" }),
          ...ask.headers,
        },
        ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
        // A redirect would carry the key to wherever it points.
        redirect: "manual",
        signal: AbortSignal.any([signal, deadline]),
      });
      const body = await readCapped(response, maxBodyBytes);
      if (body === null) return sent(failure("transient", `${label} sent more than ${maxBodyBytes / 1_000_000} MB`));
      const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), options.now());
      return {
        status: response.status,
        headers: response.headers,
        body,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    } catch (error) {
      // The error's own text is left out: it can hold the address and with it whatever a user put there.
      if (neverConnected(error)) return unsent(failure("transient", `${label} could not be reached`));
      if (signal.aborted) return sent(failure("transient", `The call to ${label} was stopped`));
      if (!deadline.aborted) return sent(failure("transient", `${label} broke off its answer`));
      return sent(failure("timeout", `${label} did not answer within ${Math.ceil(timeoutMs / 1_000)} s`));
    }
  }

  return { entry, settings, request, now: options.now, sleep, signal };
}

const sent = (failed: Failure): RequestFailure => ({ ...failed, sent: true });
const unsent = (failed: Failure): RequestFailure => ({ ...failed, sent: false });

function refusal(label: string, refused: TokenRefusal): RequestFailure {
  switch (refused.reason) {
    case "stopped":
      return unsent(failure("transient", `The call to ${label} was stopped`));
    case "broken":
      return unsent(failure("transient", `The rate limit of ${label} could not be checked`));
    case "unwanted":
      return notWanted;
    case "too_long":
      return unsent(failure("rate_limited", `The rate limit of ${label} is used up`, { retryAfterMs: refused.waitMs }));
  }
}
