/** Takes up to `count` tokens of a route; `wait_ms` says when more can be had. Backed by the database's rate buckets. */
export type TakeTokens = (route: string, count: number) => Promise<{ granted: number; wait_ms: number }>;

export interface TokenQueueOptions {
  take: TakeTokens;
  /** Never rejects. */
  sleep(ms: number): Promise<void>;
  signal: AbortSignal;
  maxWaitMs: number;
}

export interface TokenRefusal {
  reason: "stopped" | "broken" | "too_long" | "unwanted";
  waitMs: number;
}

interface Waiting {
  waitedMs: number;
  isWanted: (() => boolean) | undefined;
  settle(refusal: TokenRefusal | null): void;
}

const longestStepMs = 1_000;

/**
 * Hands out rate tokens first come, first served, route by route. Calls that wait at the same time share one question
 * to the database: forty parallel calls cost one round trip, not forty.
 */
export function createTokenQueue(options: TokenQueueOptions): {
  /** Null: the call may be made. Whoever is not wanted any more leaves the queue without a token. */
  take(route: string, isWanted?: () => boolean): Promise<TokenRefusal | null>;
} {
  const queues = new Map<string, Waiting[]>();

  async function pump(route: string, queue: Waiting[]): Promise<void> {
    // One turn of the event loop's microtasks: whoever asks in the same breath is in the queue by then.
    await Promise.resolve();
    while (queue.length > 0) {
      for (const waiting of queue.filter(({ isWanted }) => isWanted?.() === false)) {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.settle({ reason: "unwanted", waitMs: 0 });
      }
      if (queue.length === 0) break;
      const answer = options.signal.aborted ? null : await options.take(route, queue.length).catch(() => null);
      if (answer === null || options.signal.aborted) {
        const reason = options.signal.aborted ? "stopped" : "broken";
        for (const waiting of queue.splice(0)) waiting.settle({ reason, waitMs: 0 });
        break;
      }
      for (const waiting of queue.splice(0, Math.max(0, Math.floor(answer.granted)))) waiting.settle(null);
      if (queue.length === 0) break;
      const waitMs = Math.max(10, answer.wait_ms);
      const tooLong = queue.filter((waiting) => waiting.waitedMs + waitMs > options.maxWaitMs);
      for (const waiting of tooLong) {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.settle({ reason: "too_long", waitMs });
      }
      if (queue.length === 0) break;
      // In steps: whoever is not wanted any more need not wait to the end.
      const stepMs = queue.some(({ isWanted }) => isWanted !== undefined) ? Math.min(waitMs, longestStepMs) : waitMs;
      for (const waiting of queue) waiting.waitedMs += stepMs;
      await options.sleep(stepMs);
    }
    queues.delete(route);
  }

  return {
    take(route, isWanted) {
      return new Promise((settle) => {
        const waiting: Waiting = { waitedMs: 0, isWanted, settle };
        const queue = queues.get(route);
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        const started = [waiting];
        queues.set(route, started);
        void pump(route, started);
      });
    },
  };
}
