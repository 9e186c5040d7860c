import { randomUUID } from "node:crypto";
import { BoundedMap } from "./bounded.ts";
import { Dice, identity } from "./dice.ts";
import type { ProviderName } from "./findings.ts";
import { type PersonInput, type Truth, truthOf } from "./population.ts";
import { type Ledger, type Ledgers, openLedgers, resetLedgers } from "./stats.ts";

export type Latency = "realistic" | "fast" | "none";

export interface WorldOptions {
  latency: Latency;
  limits: "published" | "off";
  credits: Readonly<Partial<Record<ProviderName, number>>>;
  seed: number;
  keys: Readonly<Record<ProviderName, string>>;
  /** Signs Icypeas webhooks. */
  icypeasSecret: string;
  apolloPlan: "paid" | "free";
  hunterMiss: "null" | "404";
}

/** One request as a simulator sees it. */
export interface Ask {
  method: string;
  /** Path behind the provider's base URL, e.g. `/email-search`. */
  path: string;
  query: URLSearchParams;
  header(name: string): string | undefined;
  body: string;
}

export interface Reply {
  status: number;
  /** Already serialised. */
  body: string;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  /** Real milliseconds to wait before answering. */
  delayMs?: number;
}

export interface Simulator {
  answer(ask: Ask): Reply;
  /** An error of this status as this provider words it; used by scripted faults. */
  failure(status: number): Reply;
  reset(): void;
}

export function json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): Reply {
  return { status, body: JSON.stringify(value), ...(headers === undefined ? {} : { headers }) };
}

/** The body as an object, or null when it is no JSON object. */
export function bodyObject(ask: Ask): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(ask.body === "" ? "{}" : ask.body);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** How much of the real waiting time is left: `fast` turns minutes into seconds. */
const scales: Readonly<Record<Latency, number>> = { realistic: 1, fast: 0.06, none: 0 };

interface Replay {
  clock: number;
  due: { at: number; work: () => void }[];
}

/** What all simulators share: the people, the books, time, and the way out for webhooks. */
export class World {
  readonly options: WorldOptions;
  readonly scale: number;
  readonly ledgers: Ledgers;
  readonly #optedOut = new BoundedMap<number, true>(50_000);
  /** Addresses that went out, and whether a mailbox stands behind them: what verifiers answer from. */
  readonly #mailboxes = new BoundedMap<number, boolean>(300_000);
  readonly #timers = new Set<NodeJS.Timeout>();
  #closing = new AbortController();
  /** Part of every job id: an id from before a restart must be unknown, never somebody else's job. */
  run: string = randomUUID();
  #random: number;
  #serial = 0;
  #replay: Replay | null = null;

  constructor(options: WorldOptions) {
    this.options = options;
    this.scale = scales[options.latency];
    this.ledgers = openLedgers(options.credits, this.#optedOut);
    this.#random = options.seed | 0;
  }

  now(): number {
    return this.#replay?.clock ?? Date.now();
  }

  /**
   * Carries recorded requests out again, each at its own time, with everything that fell due between them; what is still
   * running afterwards goes on in real time. Webhooks of the past are not sent again.
   */
  replay(requests: readonly { at: number; carryOut: () => void }[]): void {
    const replay: Replay = { clock: 0, due: [] };
    this.#replay = replay;
    const runUntil = (time: number) => {
      for (;;) {
        replay.due.sort((a, b) => a.at - b.at);
        const next = replay.due[0];
        if (next === undefined || next.at > time) break;
        replay.due.shift();
        replay.clock = next.at;
        next.work();
      }
      replay.clock = time;
    };
    for (const { at, carryOut } of requests) {
      runUntil(at);
      carryOut();
    }
    runUntil(Date.now());
    this.#replay = null;
    for (const { at, work } of replay.due) this.later(at - Date.now(), work);
  }

  get replaying(): boolean {
    return this.#replay !== null;
  }

  truth(person: PersonInput): Truth {
    return truthOf(person, this.options.seed);
  }

  /** Between `min` and `max` real milliseconds, scaled; the only thing that is not the same in every run of a caller. */
  wait(min: number, max: number): number {
    if (this.scale === 0) return 0;
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) | 0;
    return (min + (max - min) * ((this.#random >>> 0) / 0x1_0000_0000)) * this.scale;
  }

  /** Runs `work` after unscaled `ms`, unless the simulators are reset or closed before. */
  later(ms: number, work: () => void): void {
    if (this.#replay !== null) {
      this.#replay.due.push({ at: this.#replay.clock + ms, work });
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }

  /** A number that grows with every call. */
  serial(): number {
    return ++this.#serial;
  }

  /** A fresh job id of `length` hex digits. */
  newId(length: number): string {
    return new Dice(`${this.run} ${this.serial()}`, 0).hex("id", length);
  }

  remember(email: string | null, real: boolean): void {
    if (email !== null) this.#mailboxes.set(identity(email.toLowerCase()), real);
  }

  mailbox(email: string): boolean | undefined {
    return this.#mailboxes.get(identity(email.toLowerCase()));
  }

  /** Sends a webhook; resolves to whether the receiver answered 2xx. */
  async post(ledger: Ledger, url: string, body: string): Promise<boolean> {
    if (this.#replay !== null) return true;
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        redirect: "manual",
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(10_000)]),
      });
      await response.body?.cancel();
      if (response.ok) {
        ledger.counts.webhooks_sent++;
        return true;
      }
    } catch {
      // An unreachable receiver is the receiver's matter; it shows in the counts.
    }
    ledger.counts.webhooks_failed++;
    return false;
  }

  reset(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#optedOut.clear();
    this.#mailboxes.clear();
    this.#random = this.options.seed | 0;
    this.#serial = 0;
    this.run = randomUUID();
    resetLedgers(this.ledgers);
  }
}
