interface Timer {
  at: number;
  wake(): void;
}

/**
 * Time that passes only while everybody waits for it: the worker's own code runs as it is, an hour of its waiting takes no
 * time at all. What really happens outside (a query, a call over a socket) is wrapped in `hold`, and the clock stands still
 * meanwhile.
 */
export class VirtualClock {
  #now: number;
  #timers: Timer[] = [];
  #held = 0;
  /** Calls over a socket that may still answer soon. */
  readonly #loose = new Set<symbol>();
  #changed = 0;
  #released: () => void = () => {};

  constructor(start: number) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  /** Resolves after `ms` of this clock's time, or quietly as soon as the signal is aborted. */
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer: Timer = { at: this.#now + Math.max(0, ms), wake: () => {} };
      const onAbort = () => {
        const index = this.#timers.indexOf(timer);
        if (index >= 0) this.#timers.splice(index, 1);
        resolve();
      };
      timer.wake = () => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#insert(timer);
    });

  /** A signal that is aborted after `ms` of this clock's time. */
  readonly timeout = (ms: number): AbortSignal => {
    const controller = new AbortController();
    this.#insert({ at: this.#now + ms, wake: () => controller.abort(new DOMException("too late", "TimeoutError")) });
    return controller.signal;
  };

  /** Time stands still until `work` is done. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await work();
    } finally {
      this.#held--;
      this.#changed++;
      this.#released();
    }
  }

  /** The same for work that may never end: when nothing has happened for a while, time goes on without it. */
  async holdLoosely<T>(work: () => Promise<T>): Promise<T> {
    const call = Symbol("call");
    this.#loose.add(call);
    try {
      return await work();
    } finally {
      this.#loose.delete(call);
      this.#changed++;
    }
  }

  /** Lets time pass until `main` is done. */
  async run<T>(main: () => Promise<T>): Promise<T> {
    let over = false;
    const result = main().finally(() => {
      over = true;
    });
    // Told to the caller by the await below.
    result.catch(() => {});
    while (!over) {
      await this.#quiet();
      if (over) break;
      const next = this.#timers.shift();
      if (next === undefined) {
        // Nobody waits for this clock: whoever is at work outside will wake somebody, or nobody ever does.
        if (this.#held === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    return result;
  }

  async #quiet(): Promise<void> {
    let patience = 0;
    for (let turns = 0; turns < 2; ) {
      const before = this.#changed;
      if (this.#held > 0) {
        await new Promise<void>((resolve) => {
          this.#released = resolve;
        });
      }
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#held > 0 || this.#changed !== before) {
        turns = 0;
        patience = 0;
      } else if (this.#loose.size > 0) {
        await new Promise<void>((resolve) => setTimeout(resolve, 2));
        // They hang: whoever made them has a deadline on this clock.
        if (++patience > looseTurns) this.#loose.clear();
      } else turns++;
    }
  }

  #insert(timer: Timer): void {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.at ?? 0) <= timer.at) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
  }
}

/** Real milliseconds (times two) for which a call over a socket may be silent before time goes on. */
const looseTurns = 100;
