import { browser } from "wxt/browser";
import type { PageNews, PageNewsAnswer } from "#contracts/extension-messages.ts";

/** A page that changes is told of once it has come to rest. */
const settleMs = 700;

export interface News {
  /** Says that the page is there: a collection may be on. */
  here(): void;
  changed(): void;
  watch(on: boolean): void;
  close(): void;
}

/** Tells the worker of changes, without their content, as long as the page is watched. */
export function openNews(): News {
  let watched = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = async (type: PageNews["type"]) => {
    try {
      const answer: PageNewsAnswer | undefined = await browser.runtime.sendMessage({ to: "worker", type });
      watched = answer?.watch === true;
    } catch {
      // The extension was updated or removed under the page: it goes silent.
      watched = false;
    }
  };
  return {
    here: () => void tell("page_here"),
    changed() {
      clearTimeout(timer);
      if (watched) timer = setTimeout(() => void tell("page_changed"), settleMs);
    },
    watch(on) {
      watched = on;
    },
    close: () => clearTimeout(timer),
  };
}
