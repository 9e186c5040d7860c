import type { Channel } from "../providers/provider-port.ts";
import type { CatalogueEntry, ChannelPlan } from "./catalogue-entry.ts";

/** Style, batch size, waits and polls of one channel; the phone channel may differ from the rest of the entry. */
export function channelPlan(entry: CatalogueEntry, channel: Channel): ChannelPlan {
  return channel === "phone" && entry.phone !== undefined ? entry.phone : entry;
}
