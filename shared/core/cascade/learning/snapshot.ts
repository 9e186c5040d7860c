import { z } from "zod";
import type { Channel } from "../../providers/provider-port.ts";
import { bandCount, bandEdges } from "../policy/quality.ts";
import type { PolicySettings } from "../policy/values.ts";

/**
 * What was seen where a provider was asked in one situation: for people of this segment, after these others had brought
 * nothing acceptable, with such an answer in hand. Pooled over situations a hit rate would be biased by position: who is
 * asked last sees only the hard cases. Counts are discounted, so fractions.
 */
export interface Cell {
  segment: string;
  channel: Channel;
  /** Names of the providers asked before, sorted, joined by "+"; empty for nobody. */
  missed: string;
  held: "none" | "weak" | "fair";
  provider: string;
  /** Asks that were answered. Errors are not in here: they say nothing of the person. */
  asked: number;
  /** Answers by band, from band 1 on. */
  quality: number[];
  cost_micros: number;
}

/** What is believed of a provider before anything was seen; probabilities of a first ask. */
export interface ProviderPrior {
  /** Knows the person, with or without an answer. */
  match: number;
  /** Gives an answer of each band, from band 1 on. */
  quality: number[];
  /** Gives (and bills) an answer that our checks refuse. */
  refused: number;
  waitMs: number;
  /** The bill, micro-dollars: for the ask itself, for a match, for an answer. */
  bill: { ask: number; match: number; hit: number };
}

/** Everything a plan is made from. Immutable: the same snapshot and contact give the same plan for ever. */
export interface PolicySnapshot {
  /** 0 before anything was learned. */
  id: number;
  settings: PolicySettings;
  /** By provider name. */
  priors: Record<Channel, Record<string, ProviderPrior>>;
  cells: Cell[];
}

const amount = z.number().min(0);
const bands = z.array(amount).length(bandEdges.length);
const priorSchema = z.object({
  match: amount.max(1),
  quality: bands,
  refused: amount.max(1),
  waitMs: amount,
  bill: z.object({ ask: amount, match: amount, hit: amount }),
});

/** A snapshot as the database gives it. */
export const snapshotSchema = z.object({
  id: z.int().min(0),
  settings: z.object({
    acceptedMicros: z.object({ email: amount, phone: amount }),
    heldMicros: z.array(amount).length(bandCount),
    waitMicrosPerSecond: amount,
    verifyMicros: amount,
    exploreShare: amount.max(1),
  }),
  priors: z.object({ email: z.record(z.string(), priorSchema), phone: z.record(z.string(), priorSchema) }),
  cells: z.array(
    z.object({
      segment: z.string(),
      channel: z.enum(["email", "phone"]),
      missed: z.string(),
      held: z.enum(["none", "weak", "fair"]),
      provider: z.string(),
      asked: amount,
      quality: bands,
      cost_micros: amount,
    }),
  ),
});
