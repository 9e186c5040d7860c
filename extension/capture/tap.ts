import { isReadEndpoint } from "#core/capture/responses/endpoint.ts";
import { handshake, largestBody, mostHeld, type TappedResponse } from "./handshake.ts";

/**
 * Runs in the page's own world before any of its scripts: hands copies of the responses with leads to the reader. It asks
 * for nothing itself, changes no answer, and does nothing at all for other addresses.
 */
export function openTap(page: Window & typeof globalThis): void {
  const held: TappedResponse[] = [];
  let port: MessagePort | null = null;

  const hand = (response: TappedResponse) => {
    if (port !== null) port.postMessage(response);
    else if (held.length < mostHeld) held.push(response);
  };

  // The first message is the reader's, sent before the page runs; stopped here, the page never sees it.
  page.addEventListener(
    "message",
    function meet(event) {
      const [given] = event.ports;
      if (event.source !== page || event.data !== handshake || given === undefined) return;
      event.stopImmediatePropagation();
      page.removeEventListener("message", meet, true);
      port = given;
      for (const response of held.splice(0)) given.postMessage(response);
    },
    true,
  );
  tapXhr(page, hand);
  tapFetch(page, hand);
}

type Hand = (response: TappedResponse) => void;

/** A failure of ours must never become one of the page. */
const quietly = (work: () => unknown): void => {
  try {
    Promise.resolve(work()).catch(() => {});
  } catch {
    // The page goes on as if nobody listened.
  }
};

function tapXhr(page: Window & typeof globalThis, hand: Hand): void {
  const proto = page.XMLHttpRequest.prototype;
  const { open } = proto;
  proto.open = function tapped(this: XMLHttpRequest, ...args: unknown[]) {
    quietly(() => {
      const url = String(args[1]);
      if (!isReadEndpoint(url)) return;
      this.addEventListener(
        "load",
        () =>
          quietly(async () => {
            const text = this.status < 300 ? await xhrText(this) : "";
            if (text !== null) hand({ url, status: this.status, text });
          }),
        { once: true },
      );
    });
    return Reflect.apply(open, this, args);
  };
}

/** The body in whatever form the page asked for it; null when it is too large or of no known form. */
async function xhrText(xhr: XMLHttpRequest): Promise<string | null> {
  const capped = (text: string) => (text.length <= largestBody ? text : null);
  switch (xhr.responseType) {
    case "":
    case "text":
      return capped(xhr.responseText);
    case "json":
      return capped(JSON.stringify(xhr.response));
    case "blob": {
      const blob: unknown = xhr.response;
      return blob instanceof Blob && blob.size <= largestBody ? blob.text() : null;
    }
    case "arraybuffer": {
      const buffer: unknown = xhr.response;
      return buffer instanceof ArrayBuffer && buffer.byteLength <= largestBody
        ? new TextDecoder().decode(buffer)
        : null;
    }
    default:
      return null;
  }
}

function tapFetch(page: Window & typeof globalThis, hand: Hand): void {
  const { fetch } = page;
  page.fetch = function tapped(this: unknown, ...args: Parameters<typeof fetch>) {
    const answer: Promise<Response> = Reflect.apply(fetch, this ?? page, args);
    quietly(() => {
      const [input] = args;
      const url = input instanceof Request ? input.url : String(input);
      if (!isReadEndpoint(url)) return;
      return answer.then(async (response) => {
        if (Number(response.headers.get("content-length") ?? 0) > largestBody) return;
        const text = response.ok ? await response.clone().text() : "";
        if (text.length <= largestBody) hand({ url, status: response.status, text });
      });
    });
    return answer;
  };
}
