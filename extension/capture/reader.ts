import type { PageAnswer } from "#contracts/extension-messages.ts";
import { chooseReading, type LoadedReading } from "#core/capture/choose-reading.ts";
import { readPageAddress } from "#core/capture/pages/page-address.ts";
import { readPage } from "#core/capture/pages/read-page.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { handshake, largestBody, type TappedResponse } from "./handshake.ts";

/** Responses kept: enough for going back a few pages. */
const mostKept = 12;

export interface Reader {
  /** What the user looks at, right now. */
  look(): PageAnswer;
  close(): void;
}

/**
 * Keeps what the tap hands over and reads the page when asked. It says nothing by itself, and what it keeps goes with the
 * page.
 */
export function openReader(page: Window): Reader {
  const loaded: LoadedReading[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event: MessageEvent<unknown>) => {
    const tapped = asTapped(event.data);
    if (tapped === null) return;
    const reading = readResponse({ url: tapped.url, status: tapped.status, body: parse(tapped.text) });
    if (reading.state === "ignored") return;
    loaded.push({ reading, page: page.location.href });
    if (loaded.length > mostKept) loaded.shift();
  };
  page.postMessage(handshake, page.location.origin, [port2]);
  return {
    look() {
      const url = page.location.href;
      const shown = readPage(page.document.documentElement, url);
      const { state, rows, refused, paging, applied } = chooseReading(loaded, shown, url);
      return {
        kind: readPageAddress(url)?.kind ?? "other",
        url: url.slice(0, 20_000),
        state,
        rows,
        refused,
        paging,
        applied,
      };
    },
    close: () => port1.close(),
  };
}

/** The port is ours, but what comes through it was made in the page's world. */
function asTapped(data: unknown): TappedResponse | null {
  if (typeof data !== "object" || data === null) return null;
  const { url, status, text } = data as Partial<Record<keyof TappedResponse, unknown>>;
  if (typeof url !== "string" || typeof status !== "number" || typeof text !== "string") return null;
  return text.length > largestBody ? null : { url, status, text };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
