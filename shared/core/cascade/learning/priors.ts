import type { Channel } from "../../providers/provider-port.ts";
import { catalogue } from "../catalogue.ts";
import type { CatalogueEntry } from "../catalogue-entry.ts";
import { defaultSettings } from "../policy/values.ts";
import type { PolicySnapshot, ProviderPrior } from "./snapshot.ts";

type Belief = Pick<ProviderPrior, "match" | "quality" | "refused" | "waitMs">;

/**
 * First beliefs. Coverage: published figures of single providers (Apollo 55–65 %, Hunter 50–60 %, Dropcontact and
 * Findymail 45–55 %, nothing published for Icypeas), of which 5–10 % prove wrong. Shares by band: how the providers'
 * labels are weighed (label 99 or 90 % sure, catch-all 70, guess 50). Waits: typical latencies. All of it gives way to
 * what is seen after some dozens of asks.
 */
const beliefs: Record<Channel, Record<string, Belief>> = {
  email: {
    icypeas: { match: 0.52, quality: [0, 0, 0, 0, 0.1, 0.38], refused: 0.04, waitMs: 12_000 },
    dropcontact: { match: 0.5, quality: [0, 0.09, 0, 0, 0, 0.37], refused: 0.04, waitMs: 60_000 },
    hunter: { match: 0.54, quality: [0.04, 0.09, 0, 0, 0.07, 0.29], refused: 0.05, waitMs: 5_000 },
    apollo: { match: 0.7, quality: [0.12, 0, 0, 0, 0, 0.41], refused: 0.05, waitMs: 2_000 },
    findymail: { match: 0.48, quality: [0, 0, 0, 0, 0, 0.45], refused: 0.03, waitMs: 5_000 },
  },
  phone: { apollo: { match: 0.7, quality: [0, 0, 0, 0, 0, 0.45], refused: 0.02, waitMs: 180_000 } },
};

const unknownProvider: Belief = { match: 0.45, quality: [0, 0.05, 0, 0, 0.05, 0.3], refused: 0.05, waitMs: 10_000 };

function priorsOf(channel: Channel, entries: readonly CatalogueEntry[]): Record<string, ProviderPrior> {
  const ofChannel = entries.filter((entry) => entry.channels.includes(channel));
  return Object.fromEntries(
    ofChannel.map((entry) => {
      const micros = (credits: number) => Math.round(credits * entry.usdMicrosPerCredit);
      const { ask, match, hit } = entry.charges[channel];
      const bill = { ask: micros(ask), match: micros(match), hit: micros(hit) };
      return [entry.name, { ...(beliefs[channel][entry.name] ?? unknownProvider), bill }];
    }),
  );
}

/** The snapshot of an installation that has seen nothing yet; what is learned is added to its settings and priors. */
export function unlearned(entries: readonly CatalogueEntry[] = catalogue): PolicySnapshot {
  return {
    id: 0,
    settings: defaultSettings,
    priors: { email: priorsOf("email", entries), phone: priorsOf("phone", entries) },
    cells: [],
  };
}
