import type { LookupQuestion, LookupResult, PhoneLookup } from "#core/verification/phone/lookup-port.ts";

export interface PatienceOptions {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Questions under way at once. */
  concurrency?: number;
}

const attempts = 3;
const firstWaitMs = 400;
/** A service that wants longer than this is left alone; the number keeps its verdict without it. */
const longestWaitMs = 20_000;
const keepMs = 60 * 60_000;
const maxKept = 10_000;

/**
 * A look-up that asks again after passing faults, holds back to what a service takes at once, and asks for a number only
 * once an hour: each question is paid for.
 */
export function createPatientLookup(inner: PhoneLookup, options: PatienceOptions): PhoneLookup {
  const { now, sleep, concurrency = 10 } = options;
  const kept = new Map<string, { until: number; result: Promise<LookupResult> }>();
  const queue: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= concurrency) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  }

  async function askAgain(question: LookupQuestion): Promise<LookupResult> {
    for (let attempt = 1; ; attempt++) {
      const result = await inTurn(() => inner.ask(question));
      if (result.outcome === "answered" || attempt === attempts) return result;
      if (result.kind !== "rate_limited" && result.kind !== "transient" && result.kind !== "timeout") return result;
      const waitMs = result.retryAfterMs ?? firstWaitMs * 2 ** (attempt - 1);
      if (waitMs > longestWaitMs) return result;
      await sleep(waitMs);
    }
  }

  return {
    name: inner.name,
    covers: (question) => inner.covers(question),
    async ask(question) {
      const known = kept.get(question.e164);
      if (known && known.until > now()) return known.result;
      const result = askAgain(question);
      if (kept.size >= maxKept) kept.clear();
      const entry = { until: now() + keepMs, result };
      kept.set(question.e164, entry);
      // A failure is no answer: whoever asks next asks anew.
      if ((await result).outcome === "failed" && kept.get(question.e164) === entry) kept.delete(question.e164);
      return result;
    },
  };
}
