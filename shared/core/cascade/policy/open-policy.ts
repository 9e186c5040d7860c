import type { Channel } from "../../providers/provider-port.ts";
import { type EstimateOdds, estimateOdds } from "../learning/estimate-odds.ts";
import type { PolicySnapshot } from "../learning/snapshot.ts";
import type { AskOdds } from "./ask-odds.ts";
import { lot } from "./lot.ts";
import { acceptedShares, bandOf, heldContext } from "./quality.ts";
import { type PolicyTable, solve, stateIndex } from "./solve.ts";

/** Whom the question is about; the same for all steps of one contact's cascade. */
export interface Person {
  /** The contact's id: decides whether a provider is tried out on it. */
  ref: string;
  segment: string;
  channel: Channel;
  threshold: number;
}

/** Where a contact's cascade stands. */
export interface Standing {
  /** Providers that answered, without an acceptable answer. */
  missed: readonly string[];
  /** Confidence of the best answer in hand, or null. */
  confidence: number | null;
  /** Providers that could be asked now. */
  among: readonly string[];
}

/** What is to be expected from here on, in the best way. */
export interface Prospect {
  /** Whom to ask next; null: nobody is worth it. */
  next: string | null;
  asks: number;
  billMicros: number;
  /** Probability that an answer will be accepted. */
  acceptance: number;
}

export interface Policy {
  readonly snapshotId: number;
  /** The best next step by what is known, without trying anything out. */
  prospect(person: Person, standing: Standing): Prospect;
  /** Whom to ask: the best next, or for a small share of people's first asks one drawn by lot. */
  choose(person: Person, standing: Standing): string | null;
}

/** Makes the plans of a snapshot. Tables are solved once for each segment and set of providers, and kept. */
export function openPolicy(snapshot: PolicySnapshot): Policy {
  const odds: Record<Channel, EstimateOdds> = {
    email: estimateOdds(snapshot, "email"),
    phone: estimateOdds(snapshot, "phone"),
  };
  const tables = new Map<string, PolicyTable>();

  const tableOf = (person: Person, providers: readonly string[]): PolicyTable => {
    const key = `${person.channel}|${person.segment}|${person.threshold}|${providers.join("+")}`;
    const known = tables.get(key);
    if (known) return known;
    const table = solve({
      providers: providers.length,
      odds: oddsAmong(odds[person.channel], person.segment, providers),
      acceptedMicros: snapshot.settings.acceptedMicros[person.channel],
      heldMicros: snapshot.settings.heldMicros,
      accepted: acceptedShares(person.threshold),
    });
    tables.set(key, table);
    return table;
  };

  const knows = (channel: Channel, name: string) => Object.hasOwn(snapshot.priors[channel], name);

  const prospect = (person: Person, { missed, confidence, among }: Standing): Prospect => {
    const known = [...new Set([...missed, ...among])].filter((name) => knows(person.channel, name)).sort();
    const table = tableOf(person, known);
    const asked = known.reduce((set, name, index) => (missed.includes(name) ? set | (1 << index) : set), 0);
    const at = stateIndex(asked, bandOf(confidence));
    return {
      next: known[table.next[at] ?? -1] ?? null,
      asks: table.asks[at] ?? 0,
      billMicros: table.billMicros[at] ?? 0,
      acceptance: table.acceptance[at] ?? 0,
    };
  };

  return {
    snapshotId: snapshot.id,
    prospect,
    choose(person, standing) {
      const { next } = prospect(person, standing);
      const isFirst = standing.missed.length === 0 && standing.confidence === null;
      if (next === null || !isFirst) return next;
      const draw = lot(`${snapshot.id}:${person.ref}`) / snapshot.settings.exploreShare;
      return draw < 1 ? (standing.among[Math.floor(draw * standing.among.length)] ?? next) : next;
    },
  };
}

const neverWorth: AskOdds = { billMicros: 0, waitMicros: 1, quality: [] };

/** Odds by place in `providers`, worked out once for each set of those asked and what is in hand. */
function oddsAmong(estimate: EstimateOdds, segment: string, providers: readonly string[]) {
  const known = new Map<string, AskOdds>();
  const missedBy = Array.from({ length: 1 << providers.length }, (_, asked) =>
    providers.filter((_name, index) => (asked & (1 << index)) !== 0),
  );
  return (asked: number, held: number, provider: number): AskOdds => {
    const context = heldContext(held);
    const key = `${asked}${context}${provider}`;
    const before = known.get(key);
    if (before) return before;
    const fresh = estimate(segment, missedBy[asked] ?? [], context, providers[provider] ?? "") ?? neverWorth;
    known.set(key, fresh);
    return fresh;
  };
}
