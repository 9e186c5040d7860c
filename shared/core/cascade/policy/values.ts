import type { Channel } from "../../providers/provider-port.ts";

/** What answers and time are worth, and how much is tried out. Kept in every snapshot, so that a plan can be repeated. */
export interface PolicySettings {
  /** Micro-dollars that an accepted answer is worth to whoever asked for it. */
  acceptedMicros: Record<Channel, number>;
  /** The same for an answer that is only held, by band of `quality.ts`: delivered free, with its label. */
  heldMicros: number[];
  /** Micro-dollars for a second that a contact waits. */
  waitMicrosPerSecond: number;
  /** Micro-dollars for verifying one answer. */
  verifyMicros: number;
  /** Share of contacts whose first provider is drawn by lot, so that a provider that got better is noticed. */
  exploreShare: number;
}

/**
 * An accepted address is worth 25 cents: about three times what one costs at the dearest provider, so that a miss is
 * dearer than another ask and coverage is kept. Catch-all and other probable addresses are worth a quarter to a half of
 * it, guesses next to nothing. Waiting costs a thousandth of a cent a second: it decides between equals only.
 */
export const defaultSettings: PolicySettings = {
  acceptedMicros: { email: 250_000, phone: 1_000_000 },
  heldMicros: [0, 10_000, 60_000, 80_000, 100_000, 125_000, 125_000],
  waitMicrosPerSecond: 10,
  verifyMicros: 100,
  exploreShare: 0.01,
};
