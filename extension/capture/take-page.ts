import { browser } from "wxt/browser";
import {
  type PageAnswer,
  type PageRequest,
  pageAnswerSchema,
  turnAnswerSchema,
} from "#contracts/extension-messages.ts";
import { type CapturedCompany, cleanSeenCompany } from "#core/capture/captured-company.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { rowKey } from "#core/capture/person-key.ts";
import type { RunMode } from "#core/capture/run/words.ts";
import type { Locale } from "#core/i18n/formats.ts";
import { runNames } from "#core/i18n/run-names.ts";
import { switchedOff } from "./switches.ts";

const patienceMs = 5_000;

/**
 * Only the main frame: LinkedIn keeps helpers of its own in frames. Throws when there is nobody to ask, or no answer in
 * time: a tab that is closed or put aside in the middle may never answer, and a run must not wait for it.
 */
function ask(tab: number, request: PageRequest): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The page does not answer.")), patienceMs);
  });
  return Promise.race([browser.tabs.sendMessage(tab, request, { frameId: 0 }), late]).finally(() =>
    clearTimeout(timer),
  );
}

/** What a tab shows; null when there is no page of LinkedIn, or one that was opened before the extension was. */
export async function lookAt(tab: number): Promise<PageAnswer | null> {
  try {
    const answer = pageAnswerSchema.safeParse(await ask(tab, { to: "page", type: "look", off: await switchedOff() }));
    return answer.success ? answer.data : null;
  } catch {
    return null;
  }
}

/** Presses "next" in a tab; null when it does not answer. */
export async function turnPage(tab: number): Promise<"yes" | "last" | "no_button" | null> {
  try {
    const answer = turnAnswerSchema.safeParse(await ask(tab, { to: "page", type: "next" }));
    return answer.success ? answer.data.turned : null;
  } catch {
    return null;
  }
}

export const scrollPage = (tab: number): Promise<unknown> => ask(tab, { to: "page", type: "scroll" }).catch(() => null);

const watchPage = (tab: number, on: boolean): Promise<unknown> =>
  ask(tab, { to: "page", type: "watch", on }).catch(() => null);

/** Tells every page of LinkedIn whether to speak up when it changes. */
export async function watchPages(on: boolean, only?: number): Promise<void> {
  const tabs = await browser.tabs.query({});
  const ids = tabs.flatMap(({ id }) => (id === undefined || (only !== undefined && id !== only) ? [] : [id]));
  await Promise.all(ids.map((id) => watchPage(id, on)));
}

/** The people of a page, cleaned, without those whom the user leaves out. */
export function leadsOf(page: PageAnswer, without: readonly string[] = []): CapturedLead[] {
  const left = new Set(without);
  return page.rows
    .filter((row) => row.kind === "person" && !left.has(rowKey(row)))
    .map(cleanCaptured)
    .filter((lead) => !left.has(lead.person_key));
}

/** The companies of a page, cleaned, without those whom the user leaves out. */
export function companiesOf(page: PageAnswer, without: readonly string[] = []): CapturedCompany[] {
  const left = new Set(without);
  return page.rows
    .flatMap((row) => (row.kind === "company" ? [cleanSeenCompany(row)] : []))
    .filter((company) => !left.has(company.company_key));
}

/** Under which name what a page holds goes: its kind, its filters and the hour. Browsing has no filters of its own. */
export function runName(page: PageAnswer, at: Date, locale: Locale, mode?: RunMode): string {
  const names = runNames[locale];
  const hour = localHour(at);
  if (mode === "browse") return `${names.browsed}, ${hour}`;
  const filters = page.applied.slice(0, 3).join("; ").slice(0, 120);
  return `${names.kinds[page.kind] ?? names.page}${filters === "" ? "" : ` (${filters})`}, ${hour}`;
}

/** "2026-11-29 20:43" by the user's own clock: it sorts, and reads the same in every language. */
function localHour(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
