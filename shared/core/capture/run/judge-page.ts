import type { PageState, Paging } from "../captured-lead.ts";
import type { PageKind } from "../pages/page-address.ts";
import { lookAgainMs, type RunState } from "./run-state.ts";
import type { PauseReason } from "./words.ts";

/** What a run looks at before it takes a page. */
export interface SeenPage {
  kind: PageKind;
  state: PageState;
  /** Identity of the search or list; null for other pages. */
  search: string | null;
  paging: Paging | null;
  /** The same for the same rows in the same place. */
  signature: string;
  rows: number;
  /** Rows that are on the page and could not be read: most often not filled yet. */
  unreadable: number;
  /** Read from what the page shows alone. */
  shown_only: boolean;
}

export type PageVerdict =
  | { to: "take" }
  /** Nothing new: the page was taken already, or holds nobody. */
  | { to: "pass" }
  /** Press the button for the next page. */
  | { to: "turn" }
  /** Show the next rows of a list that fills as it is scrolled. */
  | { to: "scroll" }
  /** The search holds nobody, or no more. */
  | { to: "end" }
  | { to: "wait"; until: number }
  | { to: "pause"; reason: PauseReason };

/** A list of 25 is filled after this many views. */
const mostScrolls = 8;
/** A press that brings nothing is tried once more. */
const mostPresses = 2;

/**
 * What to do with the page that a run finds. Stops at the first sign that LinkedIn holds back; takes nothing of a page
 * that is another one than the run is about, and nothing twice.
 * @param page null: the tab does not answer
 */
export function judgePage(run: RunState, page: SeenPage | null, now: number): PageVerdict {
  const patient = (reason: PauseReason): PageVerdict =>
    now < run.deadline ? { to: "wait", until: now + lookAgainMs } : giveUp(run, reason);
  if (page === null) return patient("tab_gone");
  if (page.state === "throttled") return { to: "pause", reason: "throttled" };
  if (page.state === "signed_out") return { to: "pause", reason: "signed_out" };
  if (page.state === "switched_off") return giveUp(run, "switched_off");
  if (run.mode === "advance" && (page.search === null || (run.search !== null && page.search !== run.search)))
    return { to: "pause", reason: "other_page" };
  if (page.kind === "other" || page.state === "ignored") return patient("other_page");
  if (page.rows === 0 && page.state === "skeleton") return patient("held_back");
  if (page.rows === 0 && page.state === "shape_changed") return patient("shape_changed");
  if (run.mode === "browse") {
    if (page.rows === 0 || page.signature === run.last) return { to: "pass" };
    // Rows are filled as the user scrolls: those that come are waited for.
    return page.shown_only && page.unreadable > 0 && now < run.deadline
      ? { to: "wait", until: now + lookAgainMs }
      : { to: "take" };
  }
  if (run.page > 0 && page.paging?.page === run.page) {
    // The page that was taken last: read before, also when the run was resumed there.
    if (run.phase !== "arrive") return { to: "turn" };
    if (now < run.deadline) return { to: "wait", until: now + lookAgainMs };
    return run.presses < mostPresses ? { to: "turn" } : { to: "pause", reason: "did_not_advance" };
  }
  if (page.rows === 0 && page.unreadable === 0) return { to: "end" };
  if (page.shown_only && page.unreadable > 0 && run.scrolls < mostScrolls) return { to: "scroll" };
  return { to: "take" };
}

/** Browsing goes on with the next page; a run over a search waits for the user. */
const giveUp = (run: RunState, reason: PauseReason): PageVerdict =>
  run.mode === "browse" ? { to: "pass" } : { to: "pause", reason };
