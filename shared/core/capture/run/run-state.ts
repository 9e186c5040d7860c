import { pageNumber, readPageAddress, searchIdentity } from "../pages/page-address.ts";
import { pace } from "./pace.ts";
import type { EndReason, PauseReason, RunMode, RunPhase, RunStatus } from "./words.ts";

/** How far a run is. Written down after each step, so that it goes on wherever it was cut off. Times in milliseconds. */
export interface RunState {
  mode: RunMode;
  status: RunStatus;
  reason: PauseReason | EndReason | null;
  phase: RunPhase;
  /** Identity of the search or list; null until a page of it was seen, and for browsing. */
  search: string | null;
  /** Page numbers of two sessions do not mean the same rows. */
  session: string | null;
  /** The page taken last; 0: none yet. */
  page: number;
  /** Pages that LinkedIn shows of this search. */
  pages: number | null;
  /** People or companies that the search finds, shown or not. */
  total: number | null;
  /** So many of them LinkedIn shows. */
  shown: number | null;
  /** Where it stood, to open it there again. */
  url: string | null;
  /** Tells the page taken last from others. */
  last: string | null;
  taken_pages: number;
  added: number;
  /** Were in the outbox or in the workspace before this run. */
  known: number;
  /** Met a second time in this run. */
  repeated: number;
  incomplete: number;
  /** Rows that could not be read, people who must not be taken, and those left out by choice. */
  left_out: number;
  /** Added from a page that the day's limit cut; they are met again. */
  cut: number;
  /** Searches opened for this run: LinkedIn may sort a new one differently. */
  sessions: number;
  next_at: number;
  /** What is waited for must have come by then. */
  deadline: number;
  /** Pages turned since the last rest. */
  turns: number;
  /** How often "next" was pressed for the page that is waited for. */
  presses: number;
  /** Views scrolled on this page. */
  scrolls: number;
  /** Not to be resumed before. */
  not_before: number;
}

/** What a page adds to a run. */
export interface TakenPage {
  /** Null for pages that are no part of a list. */
  page: number | null;
  pages: number | null;
  total: number | null;
  shown: number | null;
  session: string | null;
  search: string | null;
  url: string;
  /** The same for the same rows in the same place. */
  signature: string;
  added: number;
  known: number;
  repeated: number;
  incomplete: number;
  left_out: number;
  /** People left for later, because the day's limit is reached. */
  over_cap: number;
  /** When there is room again. */
  cap_resets_at: number | null;
}

/** Pages are looked at again after this while they load. */
export const lookAgainMs = 1_000;
/** A page that is turned or opened must be there by then. */
export const arriveMs = 20_000;
/** After LinkedIn held back, for so long at least. */
export const coolDownMs = 60 * 60_000;

/** A run as it begins: with the page at hand. */
export const startRun = (mode: RunMode, now: number): RunState => ({
  mode,
  status: "running",
  reason: null,
  phase: "look",
  search: null,
  session: null,
  page: 0,
  pages: null,
  total: null,
  shown: null,
  url: null,
  last: null,
  taken_pages: 0,
  added: 0,
  known: 0,
  repeated: 0,
  incomplete: 0,
  left_out: 0,
  cut: 0,
  sessions: 0,
  next_at: now,
  deadline: now + arriveMs,
  turns: 0,
  presses: 0,
  scrolls: 0,
  not_before: now,
});

const coolDownReasons: readonly PauseReason[] = ["throttled", "held_back"];

export const pauseRun = (run: RunState, reason: PauseReason, now: number, until = now): RunState =>
  run.status !== "running"
    ? run
    : {
        ...run,
        status: "paused",
        reason,
        not_before: coolDownReasons.includes(reason) ? now + coolDownMs : until,
      };

/** Always works, whatever the run is doing. */
export const endRun = (run: RunState, reason: EndReason): RunState =>
  run.status === "ended" ? run : { ...run, status: "ended", reason, phase: "idle" };

/** Goes on with the page at hand; null while it is too early, or when there is nothing to go on with. */
export const resumeRun = (run: RunState, now: number): RunState | null =>
  run.status !== "paused" || now < run.not_before
    ? null
    : {
        ...run,
        status: "running",
        reason: null,
        phase: "look",
        next_at: now,
        deadline: now + arriveMs,
        presses: 0,
        scrolls: 0,
      };

/**
 * Whether a pause is one that may end by itself, where the user has chosen that: the day's limit, and a tab that was
 * closed. Whatever looks like LinkedIn holding back waits for the user.
 */
export const waitsForChance = ({ mode, status, reason }: RunState): boolean =>
  mode === "advance" && status === "paused" && (reason === "daily_cap" || reason === "tab_gone");

/** The limit has room again, but the page is gone: waits until the search is opened again. */
export const loseTab = (run: RunState): RunState => (waitsForChance(run) ? { ...run, reason: "tab_gone" } : run);

/** Whether an address shows the run's search where it stood, or further on. */
export function standsAt(run: RunState, url: string): boolean {
  const address = readPageAddress(url);
  return (
    address !== null && run.search !== null && searchIdentity(url) === run.search && pageNumber(address) >= run.page
  );
}

/** The user opened another page, or the watched one shows something new: look now. */
export const noticeNews = (run: RunState, now: number): RunState =>
  run.status !== "running" || run.phase === "turn"
    ? run
    : {
        ...run,
        phase: run.phase === "idle" ? "look" : run.phase,
        next_at: now,
        deadline: run.phase === "idle" ? now + arriveMs : run.deadline,
        scrolls: run.phase === "idle" ? 0 : run.scrolls,
      };

/** A page was taken: counts it and says what is next. */
export function addTaken(run: RunState, page: TakenPage, now: number, random: readonly [number, number]): RunState {
  if (run.status !== "running") return run;
  const counted: RunState = {
    ...run,
    added: run.added + page.added,
    incomplete: run.incomplete + page.incomplete,
    url: page.url,
    search: page.search ?? run.search,
    session: page.session ?? run.session,
    sessions: page.session !== null && page.session !== run.session ? run.sessions + 1 : run.sessions,
    pages: page.pages ?? run.pages,
    total: page.total ?? run.total,
    shown: page.shown ?? run.shown,
    scrolls: 0,
    presses: 0,
  };
  // The page is not done: it is taken again when there is room, and who was added is met again then.
  if (page.over_cap > 0)
    return pauseRun({ ...counted, cut: run.cut + page.added }, "daily_cap", now, page.cap_resets_at ?? now);
  const done: RunState = {
    ...counted,
    known: run.known + page.known,
    repeated: run.repeated + Math.max(0, page.repeated - run.cut),
    left_out: run.left_out + page.left_out,
    cut: 0,
    last: page.signature,
    taken_pages: run.taken_pages + 1,
    page: page.page ?? run.page,
  };
  if (run.mode === "browse") return { ...done, phase: "idle" };
  if (page.page === null || (done.pages !== null && page.page >= done.pages)) return endRun(done, endOf(done));
  const wait = pace(run.turns, random);
  return { ...done, phase: "turn", next_at: now + wait.ms, turns: wait.turns };
}

/** The search holds no more people than those on the pages seen. */
export const endSearch = (run: RunState): RunState => endRun(run, endOf(run));

/** "Next" is about to be pressed. Written down before it is, so that it is never pressed twice for one page. */
export const intendTurn = (run: RunState, now: number): RunState => ({
  ...run,
  phase: "arrive",
  presses: run.presses + 1,
  next_at: now + lookAgainMs,
  deadline: now + arriveMs,
});

/** What the page said to that. */
export function addTurn(run: RunState, turned: "yes" | "last" | "no_button", now: number): RunState {
  if (run.status !== "running" || turned === "yes") return run;
  return turned === "last" ? endSearch(run) : pauseRun(run, "did_not_advance", now);
}

/** The page that LinkedIn shows last is not always the last of the search. */
const endOf = ({ total, shown }: RunState): EndReason =>
  total !== null && shown !== null && total > shown ? "linkedin_cap" : "last_page";
