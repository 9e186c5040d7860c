import { BoundedMap } from "./bounded.ts";
import { identity } from "./dice.ts";
import { type ProviderName, providerNames } from "./findings.ts";

/** What one provider saw and billed. Counts are of contacts unless they say requests. */
export interface ProviderStats {
  requests: number;
  /** Contacts asked for: rows of a bulk, records of a batch, single calls. */
  asked: number;
  /** Contacts for which an address or a phone went out. */
  found: number;
  charged_credits: number;
  /** The same person billed again in a separate ask; documented free repeats are not billed and not counted. */
  duplicates_bought: number;
  /** The same person asked for again, billed or not. */
  asked_again: number;
  /** Asked for after some provider had said that the person does not want to be processed. */
  asked_after_opt_out: number;
  rate_limited: number;
  /** Requests that a scripted fault spoiled. */
  faults: number;
  webhooks_sent: number;
  webhooks_failed: number;
  credits_left: number;
  /** Requests by route. */
  by_route: Record<string, number>;
}

const maxKeys = 300_000;

/** The books of one provider: credits, and who was asked for and bought. */
export class Ledger {
  readonly provider: ProviderName;
  readonly #granted: number;
  /** Who was asked for, and whether they were billed. */
  readonly #people = new BoundedMap<number, "asked" | "bought">(maxKeys);
  readonly #optedOut: BoundedMap<number, true>;
  // Tenths of a thousandth: half and tenth credits stay exact.
  #left = 0;
  #charged = 0;
  counts = emptyCounts();

  constructor(provider: ProviderName, granted: number, optedOut: BoundedMap<number, true>) {
    this.provider = provider;
    this.#granted = granted;
    this.#optedOut = optedOut;
    this.reset();
  }

  get left(): number {
    return this.#left / 10_000;
  }

  reset(): void {
    this.#left = Math.round(this.#granted * 10_000);
    this.#charged = 0;
    this.counts = emptyCounts();
    this.#people.clear();
  }

  request(route: string): void {
    this.counts.requests++;
    this.counts.by_route[route] = (this.counts.by_route[route] ?? 0) + 1;
  }

  ask(key: string, channel = "email"): void {
    this.counts.asked++;
    const id = identity(`${channel} ${key}`);
    if (this.#people.has(id)) this.counts.asked_again++;
    else this.#people.set(id, "asked");
    if (this.#optedOut.size > 0 && this.#optedOut.has(identity(key))) this.counts.asked_after_opt_out++;
  }

  affords(credits: number): boolean {
    return this.#left >= Math.round(credits * 10_000);
  }

  /** Takes credits out of the balance without billing them yet (Dropcontact reserves). */
  reserve(credits: number): void {
    this.#left -= Math.round(credits * 10_000);
  }

  giveBack(credits: number): void {
    this.#left += Math.round(credits * 10_000);
  }

  /** Bills for one person; `reserved` when the balance has been lowered before. */
  charge(key: string, credits: number, channel = "email", reserved = false): void {
    const units = Math.round(credits * 10_000);
    this.#charged += units;
    if (!reserved) this.#left -= units;
    const id = identity(`${channel} ${key}`);
    if (this.#people.get(id) === "bought") this.counts.duplicates_bought++;
    else this.#people.set(id, "bought");
  }

  optOut(key: string): void {
    this.#optedOut.set(identity(key), true);
  }

  snapshot(): ProviderStats {
    return {
      ...this.counts,
      by_route: { ...this.counts.by_route },
      charged_credits: this.#charged / 10_000,
      credits_left: this.left,
    };
  }
}

function emptyCounts() {
  return {
    requests: 0,
    asked: 0,
    found: 0,
    duplicates_bought: 0,
    asked_again: 0,
    asked_after_opt_out: 0,
    rate_limited: 0,
    faults: 0,
    webhooks_sent: 0,
    webhooks_failed: 0,
    by_route: {} as Record<string, number>,
  };
}

export type Ledgers = Readonly<Record<ProviderName, Ledger>>;
export type SimulatorStats = Readonly<Record<ProviderName, ProviderStats>>;

export function openLedgers(
  credits: Readonly<Partial<Record<ProviderName, number>>>,
  optedOut: BoundedMap<number, true>,
): Ledgers {
  const open = (name: ProviderName) => new Ledger(name, credits[name] ?? 1_000_000, optedOut);
  return {
    icypeas: open("icypeas"),
    dropcontact: open("dropcontact"),
    hunter: open("hunter"),
    apollo: open("apollo"),
    findymail: open("findymail"),
  };
}

export function snapshotOf(ledgers: Ledgers): SimulatorStats {
  const shot = (name: ProviderName) => ledgers[name].snapshot();
  return {
    icypeas: shot("icypeas"),
    dropcontact: shot("dropcontact"),
    hunter: shot("hunter"),
    apollo: shot("apollo"),
    findymail: shot("findymail"),
  };
}

export function resetLedgers(ledgers: Ledgers): void {
  for (const name of providerNames) ledgers[name].reset();
}
