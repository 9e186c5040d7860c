import { browser } from "wxt/browser";
import { defineContentScript } from "wxt/utils/define-content-script";
import type { PageRequest } from "#contracts/extension-messages.ts";
import { openReader, type Reader } from "../capture/reader.ts";
import { type News, openNews } from "../capture/tell-news.ts";

export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  runAt: "document_start",
  main(ctx) {
    const news = openNews();
    const reader = openReader(window, news.changed);
    const listen = (message: unknown, sender: { id?: string | undefined }, reply: (value: unknown) => void) => {
      if (sender.id === browser.runtime.id && isRequest(message)) reply(answer(message, reader, news));
    };
    browser.runtime.onMessage.addListener(listen);
    ctx.addEventListener(window, "wxt:locationchange", news.changed);
    ctx.onInvalidated(() => {
      reader.close();
      news.close();
    });
    news.here();
  },
});

function answer(request: PageRequest, reader: Reader, news: News): unknown {
  switch (request.type) {
    case "look":
      return reader.look(request.off);
    case "next":
      return reader.turn();
    case "scroll":
      return reader.scroll();
    case "watch":
      return news.watch(request.on);
  }
}

/** Sent by the extension itself: the sender was looked at. */
const isRequest = (message: unknown): message is PageRequest =>
  typeof message === "object" && message !== null && "to" in message && message.to === "page";
