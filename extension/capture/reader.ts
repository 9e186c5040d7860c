import type { PageAnswer, TurnAnswer } from "#contracts/extension-messages.ts";
import type { LoadedReading } from "#core/capture/choose-reading.ts";
import { findNext } from "#core/capture/pages/find-next.ts";
import { pageNumber, readPageAddress } from "#core/capture/pages/page-address.ts";
import { findFirst } from "#core/capture/pages/page-element.ts";
import { readIslands } from "#core/capture/pages/read-islands.ts";
import { selectors } from "#core/capture/pages/selectors.ts";
import { readView } from "#core/capture/read-view.ts";
import { readResponse } from "#core/capture/responses/read-response.ts";
import { handshake, largestBody, type TappedResponse } from "./handshake.ts";

/** Responses kept: enough for going back a few pages, each with profiles loaded beside its rows. */
const mostKept = 40;

export interface Reader {
  /** What the user looks at, right now, without the readers that are switched off. */
  look(off: readonly string[]): PageAnswer;
  /** Presses the page's own button for the next page. */
  turn(): TurnAnswer;
  /** Moves the list on by one view, as a wheel does. */
  scroll(): void;
  close(): void;
}

/**
 * Keeps what the tap hands over and reads the page when asked. What it keeps goes with the page.
 * @param onLoaded something was loaded that is read here
 */
export function openReader(page: Window, onLoaded: () => void): Reader {
  const loaded: LoadedReading[] = [];
  const born = page.location.href;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event: MessageEvent<unknown>) => {
    const tapped = asTapped(event.data);
    if (tapped === null) return;
    const reading = readResponse({ url: tapped.url, status: tapped.status, body: parse(tapped.text) });
    if (reading.state === "ignored") return;
    loaded.push({ reading, page: page.location.href });
    if (loaded.length > mostKept) loaded.shift();
    onLoaded();
  };
  page.postMessage(handshake, page.location.origin, [port2]);
  const root = () => page.document.documentElement;
  return {
    look(off) {
      const url = page.location.href;
      const kind = readPageAddress(url)?.kind ?? "other";
      const reading = readView(root(), url, [...readIslands(root(), born), ...loaded], off);
      const { state, rows, refused, paging, applied } = reading;
      return { kind, url: url.slice(0, 20_000), state, rows, refused, paging, applied };
    },
    turn() {
      const address = readPageAddress(page.location.href);
      const next = findNext(root(), address === null ? 1 : pageNumber(address));
      if (next.found !== "button") return { turned: next.found === "last" ? "last" : "no_button" };
      if (!isPressable(next.button)) return { turned: "no_button" };
      next.button.click();
      return { turned: "yes" };
    },
    scroll() {
      const [list] = selectors.scope;
      const found = list === undefined ? null : findFirst(root(), [list.css]);
      const box = found instanceof Element && found.scrollHeight > found.clientHeight ? found : root();
      box.scrollBy({ top: Math.max(200, box.clientHeight * 0.8), behavior: "smooth" });
    },
    close: () => port1.close(),
  };
}

/** A page may hold anything under a button's label; only a button is pressed. */
const isPressable = (element: object): element is HTMLButtonElement => element instanceof HTMLButtonElement;

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
