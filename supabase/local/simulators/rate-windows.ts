export interface Limit {
  requests: number;
  perMs: number;
}

/**
 * At most `requests` in any stretch of `perMs`. Two percent are given back so that requests sent exactly at the limit are
 * not refused because the network brought two of them closer together.
 */
class SlidingWindow {
  readonly #times: Float64Array;
  readonly #span: number;
  #next = 0;

  constructor(limit: Limit) {
    this.#times = new Float64Array(limit.requests).fill(Number.NEGATIVE_INFINITY);
    this.#span = limit.perMs * 0.98;
  }

  full(now: number): boolean {
    return now - (this.#times[this.#next] ?? Number.NEGATIVE_INFINITY) < this.#span;
  }

  take(now: number): void {
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.#times.length;
  }
}

/** The windows of one route; a refused request does not count. */
export class RateGate {
  readonly #windows: SlidingWindow[];

  constructor(limits: readonly Limit[]) {
    this.#windows = limits.map((limit) => new SlidingWindow(limit));
  }

  admit(now: number): boolean {
    if (this.#windows.some((window) => window.full(now))) return false;
    for (const window of this.#windows) window.take(now);
    return true;
  }
}

/** A fixed window as Apollo counts: it opens with the first request and starts again when its time is over. */
export class FixedWindow {
  readonly limit: number | null;
  readonly #perMs: number;
  #opened = Number.NEGATIVE_INFINITY;
  #used = 0;

  /** `limit` null: counted, never refused. */
  constructor(limit: number | null, perMs: number) {
    this.limit = limit;
    this.#perMs = perMs;
  }

  /** Milliseconds until the window starts again, or 0 when there is room. */
  wait(now: number): number {
    this.#roll(now);
    return this.limit !== null && this.#used >= this.limit ? this.#opened + this.#perMs - now : 0;
  }

  take(now: number): void {
    this.#roll(now);
    if (this.#used === 0) this.#opened = now;
    this.#used++;
  }

  used(now: number): number {
    this.#roll(now);
    return this.#used;
  }

  #roll(now: number): void {
    if (now - this.#opened < this.#perMs) return;
    this.#opened = now;
    this.#used = 0;
  }
}
