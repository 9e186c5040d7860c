import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { workerRequestSchema } from "#contracts/extension-messages.ts";
import { answer } from "../messaging/answer.ts";
import { openOutbox } from "../outbox/database.ts";
import { drain, drainAlarm } from "../outbox/drain.ts";

/** Listeners are registered at once, each time the worker starts: an event that woke it is given to them. */
export default defineBackground(() => {
  const db = openOutbox();
  const send = () => {
    drain(db).catch((error) => console.error(error));
  };

  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    // Only pages of the extension itself: content scripts live in a website's process.
    if (sender.id !== browser.runtime.id || !sender.url?.startsWith(`${self.location.origin}/`)) return;
    const request = workerRequestSchema.safeParse(message);
    if (!request.success) return;
    answer(db, request.data).then(reply, () => reply({ ok: false, reason: "server" }));
    return true;
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === drainAlarm) send();
  });
  browser.runtime.onStartup.addListener(send);
  browser.runtime.onInstalled.addListener(send);
  self.addEventListener("online", send);
  // A worker that comes back finds what the one before it left.
  send();

  // The session is nobody's business but the worker's and the panel's.
  browser.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" })?.catch(() => {});
  openPanelByClick();
});

function openPanelByClick(): void {
  if (import.meta.env.BROWSER === "firefox") {
    const { sidebarAction } = browser as typeof browser & { sidebarAction?: { toggle(): Promise<void> } };
    browser.action.onClicked.addListener(() => {
      sidebarAction?.toggle().catch(() => {});
    });
    return;
  }
  browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true }).catch(() => {});
}
