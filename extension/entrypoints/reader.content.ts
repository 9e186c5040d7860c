import { browser } from "wxt/browser";
import { defineContentScript } from "wxt/utils/define-content-script";
import { openReader } from "../capture/reader.ts";

export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  runAt: "document_start",
  main(ctx) {
    const reader = openReader(window);
    const answer = (message: unknown, sender: { id?: string | undefined }, reply: (value: unknown) => void) => {
      if (sender.id !== browser.runtime.id || !isLook(message)) return;
      reply(reader.look());
    };
    browser.runtime.onMessage.addListener(answer);
    ctx.onInvalidated(() => reader.close());
  },
});

const isLook = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "to" in message && message.to === "page";
