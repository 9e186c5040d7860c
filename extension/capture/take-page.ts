import { browser } from "wxt/browser";
import { type PageAnswer, type PageRequest, pageAnswerSchema } from "#contracts/extension-messages.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { rowKey } from "#core/capture/person-key.ts";

const look: PageRequest = { to: "page", type: "look" };

/** What a tab shows; null when there is no page of LinkedIn, or one that was opened before the extension was. */
export async function lookAt(tab: number): Promise<PageAnswer | null> {
  try {
    const answer = pageAnswerSchema.safeParse(await browser.tabs.sendMessage(tab, look));
    return answer.success ? answer.data : null;
  } catch {
    return null;
  }
}

/** The people of a page, cleaned, without those whom the user leaves out. */
export function leadsOf(page: PageAnswer, without: readonly string[] = []): CapturedLead[] {
  const left = new Set(without);
  return page.rows
    .filter((row) => row.kind === "person" && !left.has(rowKey(row)))
    .map(cleanCaptured)
    .filter((lead) => !left.has(lead.person_key));
}

/** Under which name a page's leads go: its kind, its filters and the hour. */
export function runName(page: PageAnswer, at: Date): string {
  const what = page.kind === "lead_list" ? "Lead list" : page.kind === "lead_page" ? "Lead" : "Lead search";
  const filters = page.applied.slice(0, 3).join("; ").slice(0, 120);
  return `${what}${filters === "" ? "" : ` (${filters})`}, ${at.toISOString().slice(0, 16).replace("T", " ")}`;
}
