import { defineContentScript } from "wxt/utils/define-content-script";
import { openTap } from "../capture/tap.ts";

/** On all of linkedin.com, because one comes to Sales Navigator from the feed without a new page being loaded. */
export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  runAt: "document_start",
  world: "MAIN",
  main: () => openTap(window),
});
