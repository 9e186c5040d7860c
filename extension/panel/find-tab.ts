import { browser } from "wxt/browser";
import type { PageAnswer } from "#contracts/extension-messages.ts";
import { lookAt } from "../capture/take-page.ts";

export interface TabPage {
  tab: number;
  page: PageAnswer;
}

/**
 * The page that the user looks at. In the side panel that is the active tab; where the panel is opened as a tab itself,
 * the tab used last that is a page of LinkedIn.
 */
export async function findTab(): Promise<TabPage | null> {
  const own = await browser.tabs.getCurrent();
  const tabs = await browser.tabs.query({ currentWindow: true, ...(own === undefined ? { active: true } : {}) });
  const order = tabs.toSorted((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  for (const { id } of order) {
    if (id === undefined || id === own?.id) continue;
    const page = await lookAt(id);
    if (page !== null) return { tab: id, page };
  }
  return null;
}
