import "../no-compiling.ts";
import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { type PageNewsAnswer, pageNewsSchema, workerRequestSchema } from "#contracts/extension-messages.ts";
import { drive, hearNews, runAlarm } from "../capture/run/drive.ts";
import { pauseRunning } from "../capture/run/runs.ts";
import { refreshSwitches } from "../capture/switches.ts";
import { answer } from "../messaging/answer.ts";
import { openOutbox } from "../outbox/database.ts";
import { drain, drainAlarm } from "../outbox/drain.ts";

/** Listeners are registered at once, each time the worker starts: an event that woke it is given to them. */
export default defineBackground(() => {
  const db = openOutbox();
  const send = () => {
    drain(db).catch((error) => console.error(error));
  };

  const goOn = () => {
    drive(db).catch((error) => console.error(error));
  };
  const wake = () => {
    send();
    goOn();
    refreshSwitches(Date.now()).catch((error) => console.error(error));
  };

  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== browser.runtime.id) return;
    if (sender.url?.startsWith(`${self.location.origin}/`)) {
      const request = workerRequestSchema.safeParse(message);
      if (!request.success) return;
      answer(db, request.data).then(reply, () => reply({ ok: false, reason: "server" }));
      return true;
    }
    // Content scripts live in a website's process: they may say that there is something to look at, and nothing else.
    const tab = sender.tab?.id;
    if (tab === undefined || sender.frameId !== 0 || !pageNewsSchema.safeParse(message).success) return;
    const watch = (on: boolean) => reply({ watch: on } satisfies PageNewsAnswer);
    hearNews(db, tab).then(watch, () => watch(false));
    return true;
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === drainAlarm) send();
    if (name === runAlarm) goOn();
  });
  // A browser that was closed and opened again does not go on reading pages by itself.
  browser.runtime.onStartup.addListener(() => {
    pauseRunning(db, "tab_gone", Date.now()).then(wake, wake);
  });
  browser.runtime.onInstalled.addListener(wake);
  browser.tabs.onRemoved.addListener((tab) => {
    pauseRunning(db, "tab_gone", Date.now(), tab).then(wake, wake);
  });
  self.addEventListener("online", send);
  // A worker that comes back finds what the one before it left.
  wake();

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
