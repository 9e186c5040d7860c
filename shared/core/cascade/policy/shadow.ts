import type { Person, Policy } from "./open-policy.ts";
import { acceptedShares, bandEdges } from "./quality.ts";

/** One way that contacts of a job went: who was asked in turn, and the band of what came back (0: nothing, -1: could not be asked). */
export interface Path {
  segment: string;
  contacts: number;
  asks: readonly (readonly [provider: string, band: number])[];
}

/** What such an answer cost on average in this job. */
export interface MeanCost {
  provider: string;
  band: number;
  mean_micros: number;
}

export interface Tally {
  asks: number;
  costMicros: number;
  /** E-mails that reached the threshold. */
  accepted: number;
}

export interface Shadow {
  contacts: number;
  /** What was done. */
  actual: Tally;
  /** What the policy would have done with the same people; fractions, because part of it is expectation. */
  auto: Tally;
  /** Contacts for whom the policy would have begun with somebody else. */
  otherFirst: number;
  /** Share of the policy's asks whose answer is known from the job; the rest is expected by the snapshot's odds. */
  known: number;
}

/** A confidence that stands for a band. */
const confidenceOf = (band: number): number | null => bandEdges[band - 1] ?? null;

/**
 * What the policy would have done in a job that followed a pinned order. It is led through each contact again: where it
 * asks somebody whose answer is in the trail, that answer and its price count; from the first ask that nobody made on, the
 * policy's own expectation does. Nothing is asked, and nothing tried out by lot.
 */
export function shadowOf(
  policy: Policy,
  job: { threshold: number; order: readonly string[] },
  paths: readonly Path[],
  costs: readonly MeanCost[],
): Shadow {
  const shares = acceptedShares(job.threshold);
  const costOf = new Map(costs.map(({ provider, band, mean_micros }) => [`${provider} ${band}`, mean_micros]));
  const priceOf = (provider: string, band: number) => costOf.get(`${provider} ${band}`) ?? 0;
  const shadow: Shadow = { contacts: 0, actual: nothing(), auto: nothing(), otherFirst: 0, known: 0 };
  let knownAsks = 0;
  for (const path of paths) {
    const asks = path.asks.filter(([, band]) => band >= 0);
    const unable = new Set(path.asks.filter(([, band]) => band < 0).map(([provider]) => provider));
    const person: Person = { ref: "", segment: path.segment, channel: "email", threshold: job.threshold };
    // A threshold inside a band accepts a part of its answers; but where somebody was asked after it, not this one.
    const acceptedOf = (provider: string, band: number): number => {
      const share = shares[band] ?? 0;
      return share === 1 || path.asks.at(-1)?.[0] === provider ? share : 0;
    };
    shadow.contacts += path.contacts;
    add(shadow.actual, path.contacts, {
      asks: asks.length,
      costMicros: asks.reduce((sum, [provider, band]) => sum + priceOf(provider, band), 0),
      accepted: Math.max(0, ...asks.map(([provider, band]) => acceptedOf(provider, band))),
    });

    const answers = new Map(asks);
    const missed: string[] = [];
    let held = 0;
    // How many have come so far on the policy's way without an accepted answer.
    let contacts = path.contacts;
    while (contacts > 0) {
      const among = job.order.filter((name) => !missed.includes(name) && !unable.has(name));
      const prospect = policy.prospect(person, { missed, confidence: confidenceOf(held), among });
      if (missed.length === 0 && prospect.next !== (asks[0]?.[0] ?? null)) shadow.otherFirst += contacts;
      if (prospect.next === null) break;
      const band = answers.get(prospect.next);
      if (band === undefined) {
        add(shadow.auto, contacts, {
          asks: prospect.asks,
          costMicros: prospect.billMicros,
          accepted: prospect.acceptance,
        });
        break;
      }
      const accepted = acceptedOf(prospect.next, band);
      add(shadow.auto, contacts, { asks: 1, costMicros: priceOf(prospect.next, band), accepted });
      knownAsks += contacts;
      contacts *= 1 - accepted;
      missed.push(prospect.next);
      held = Math.max(held, band);
    }
  }
  shadow.known = shadow.auto.asks > 0 ? knownAsks / shadow.auto.asks : 1;
  return shadow;
}

const nothing = (): Tally => ({ asks: 0, costMicros: 0, accepted: 0 });

function add(tally: Tally, contacts: number, more: Tally): void {
  tally.asks += contacts * more.asks;
  tally.costMicros += contacts * more.costMicros;
  tally.accepted += contacts * more.accepted;
}
