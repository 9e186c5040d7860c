import type { DeliveryReason } from "../destinations/words.ts";
import { destinationsEnglish } from "./en/destinations.ts";
import type { Formats } from "./formats.ts";
import { destinationsFrench } from "./fr/destinations.ts";

export type DestinationTexts = ReturnType<typeof destinationsEnglish>;

/** Both languages in one piece: it is loaded with the few screens that need it, not with the first one. */
export const destinationTexts = (formats: Formats): DestinationTexts =>
  formats.locale === "fr" ? destinationsFrench(formats) : destinationsEnglish(formats);

interface PushResult {
  sent: number;
  already: number;
  left: number;
  wait_seconds: number;
  refused: readonly { reason: DeliveryReason; count: number; detail: string | null }[];
}

/** What came of a push, in a few sentences. */
export function pushSentences(texts: DestinationTexts, { sent, already, left, refused }: PushResult): string {
  return [
    texts.sent(sent),
    ...(already > 0 ? [texts.already(already)] : []),
    ...refused.map(({ reason, count, detail }) =>
      [texts.reasons[reason](count), ...(detail === null ? [] : [texts.properties(detail)])].join(" "),
    ),
    ...(left > 0 ? [texts.held(left)] : []),
  ].join(" ");
}
