import type { Channel, PersonQuery } from "../providers/provider-port.ts";

/** `capacity` requests in any `perMs` milliseconds, enforced in the database per key. */
export interface RateWindow {
  capacity: number;
  perMs: number;
}

/** How one channel of a provider is worked: `channelPlan(entry, channel)` resolves it. */
export interface ChannelPlan {
  /** `async` providers answer with a job id that is polled; `sync` ones answer at once. */
  style: "sync" | "async";
  /** Contacts that one claimed batch may hold. */
  maxBatch: number;
  /** How long a partly filled batch may wait for more contacts, in milliseconds. */
  fillMs: number;
  /** Claimed batches a worker keeps in flight. */
  batchesInFlight: number;
  /** First wait, further waits, and the time after which an unanswered job counts as `timeout`, in milliseconds. */
  poll: { firstMs: number; nextMs: number; deadlineMs: number };
}

/** What makes up a bill, in provider credits: the ask itself, a person it knows (answer or not), an answer. */
export interface Charges {
  ask: number;
  match: number;
  hit: number;
}

/** One row of the provider catalogue: everything the cascade and the worker know of a provider without calling it. */
export interface CatalogueEntry extends ChannelPlan {
  /** Stable key: folder name, settings prefix (upper-cased) and database value. */
  name: string;
  label: string;
  channels: readonly Channel[];
  /** The phone channel where it is worked in another way than the e-mail channel (Apollo: asynchronous). */
  phone?: ChannelPlan;
  /** Micro-dollars for one provider credit (1 USD = 1,000,000). Source in the entry's comment. */
  usdMicrosPerCredit: number;
  /** Provider credits that one ask can cost at most, by channel: what a budget has to reserve. */
  maxCredits: Readonly<Record<Channel, number>>;
  /** What is charged for what, by channel; its sum is never above `maxCredits`. */
  charges: Readonly<Record<Channel, Charges>>;
  /** Takes credits for a whole batch when it is sent, and gives those of misses back with the result. */
  reserves?: boolean;
  /** Limits by route; the key is the route word that the client passes with each request. */
  limits: Readonly<Record<string, readonly RateWindow[]>>;
  /** A plan that also counts by the hour and the day: applies where `<PROVIDER>_RATE_LIMIT` is at most `perMinute`. */
  smallPlan?: { perMinute: number; windows: readonly RateWindow[] };
  /** The route that `<PROVIDER>_RATE_LIMIT` (requests a minute) overrides. */
  scarcestRoute: string;
  /** Contacts that one request on the scarcest route carries. */
  perRequest: number;
  /** Time limit of one HTTP call, in milliseconds. */
  timeoutMs: number;
  /** Settings it needs; without all of them it is left out of the order. */
  settings: readonly string[];
  defaultBaseUrl: string;
  /** Null when the person can be asked for, else the reason why not ("needs first and last name"). */
  cannotAsk(query: PersonQuery): string | null;
}
