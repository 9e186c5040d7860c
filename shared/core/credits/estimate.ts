import type { CatalogueEntry } from "../cascade/catalogue-entry.ts";
import { channelPlan } from "../cascade/channel-plan.ts";
import type { Want } from "../jobs/words.ts";
import type { Channel } from "../providers/provider-port.ts";
import { holdMilli, PRICES } from "./prices.ts";

/** Assumed share of the people still missing that the next provider finds. Cautious beside published waterfall figures (55 % first, 85 % after three). */
const NEXT_FINDS: Readonly<Record<Channel, number>> = { email: 0.4, phone: 0.3 };

/** People whom the workspace has and who are asked again for what they lack, if it is wanted. */
export interface AskedAgain {
  /** Lack an e-mail only. */
  email: number;
  phone: number;
  both: number;
}

/** How many of them a want asks for. */
export function countAgain(again: AskedAgain, want: Want): number {
  return (want === "phone" ? 0 : again.email) + (want === "email" ? 0 : again.phone) + again.both;
}

export interface EstimateInput {
  /** Without those asked again. */
  contacts: number;
  /** Left out: nobody. */
  again?: AskedAgain | undefined;
  want: Want;
  /** Configured providers in the order of asking, by channel. */
  order: readonly CatalogueEntry[];
  phoneOrder: readonly CatalogueEntry[];
  maxCostMicros: number | null;
  /** Of each contact. */
  maxContactCostMicros?: number | null | undefined;
}

export interface CostEstimate {
  max_cost_micros: number;
  max_credits_milli: number;
  likely_cost_micros: number;
  likely_credits_milli: number;
  seconds: number;
}

/** What the worst contact can cost at one provider. */
export function maxAskMicros(entry: CatalogueEntry, channel: Channel): number {
  return Math.ceil(entry.maxCredits[channel] * entry.usdMicrosPerCredit);
}

interface ChannelEstimate {
  maxMicros: number;
  likelyMicros: number;
  likelyFound: number;
  ms: number;
}

function estimateChannel(contacts: number, channel: Channel, entries: readonly CatalogueEntry[]): ChannelEstimate {
  let missing = contacts;
  let maxMicros = 0;
  let likelyMicros = 0;
  let slowestMs = 0;
  let waitsMs = 0;
  for (const entry of entries) {
    const price = maxAskMicros(entry, channel);
    const finds = missing * NEXT_FINDS[channel];
    maxMicros += contacts * price;
    likelyMicros += finds * price;
    const plan = channelPlan(entry, channel);
    slowestMs = Math.max(slowestMs, limitMs(entry, Math.ceil(missing / entry.perRequest)));
    // A stage is only waited for when somebody reaches it.
    if (missing >= 1) waitsMs += plan.style === "async" ? plan.poll.firstMs + plan.fillMs : 0;
    missing -= finds;
  }
  // The stages work side by side: the slowest one sets the pace, and the last contact goes through all waits.
  return { maxMicros, likelyMicros, likelyFound: contacts - missing, ms: slowestMs + waitsMs };
}

/** How long the provider's own request limits make so many requests take. */
function limitMs(entry: CatalogueEntry, requests: number): number {
  const windows = entry.limits[entry.scarcestRoute] ?? [];
  return Math.max(0, ...windows.map((w) => (Math.max(0, requests - w.capacity) / w.capacity) * w.perMs));
}

/** Upper bound and likely cost of a job before anything is spent. Amounts: micro-dollars and thousandths of a credit. */
export function estimate(input: EstimateInput): CostEstimate {
  const { contacts, want, order, phoneOrder, again = { email: 0, phone: 0, both: 0 } } = input;
  const asked = {
    email: want === "phone" || order.length === 0 ? 0 : contacts + again.email + again.both,
    phone: want === "email" || phoneOrder.length === 0 ? 0 : contacts + again.phone + again.both,
  };
  const email = estimateChannel(asked.email, "email", order);
  const phone = estimateChannel(asked.phone, "phone", phoneOrder);
  const cap = Math.min(
    input.maxCostMicros ?? Number.MAX_SAFE_INTEGER,
    (contacts + countAgain(again, want)) * (input.maxContactCostMicros ?? Number.MAX_SAFE_INTEGER),
  );
  return {
    max_cost_micros: Math.min(cap, email.maxMicros + phone.maxMicros),
    max_credits_milli: asked.email * holdMilli("email") + asked.phone * holdMilli("phone"),
    likely_cost_micros: Math.min(cap, Math.round(email.likelyMicros + phone.likelyMicros)),
    likely_credits_milli: Math.round(
      email.likelyFound * PRICES.emailMilli + phone.likelyFound * PRICES.mobilePhoneMilli,
    ),
    seconds: Math.ceil(Math.max(email.ms, phone.ms) / 1_000),
  };
}
