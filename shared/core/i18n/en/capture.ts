import type { EndReason, PauseReason } from "../../capture/run/words.ts";
import type { Formats } from "../formats.ts";

/** The panel's collecting of pages, companies and split searches. */
export const captureEnglish = (f: Formats) => ({
  more: "Several pages",
  browse: {
    start: "Collect as I browse",
    hint: "Each page with leads that you open is taken, until you stop it.",
  },
  advance: {
    start: "Take the whole search",
    hint: "Presses “next” for you at a person’s pace. Off until you agree to it.",
    consentTitle: "Before pages are turned for you",
    consent: [
      "Captely presses the page’s own “next” button, with pauses as a person makes them, and takes each page. It asks LinkedIn for nothing itself.",
      "LinkedIn’s user agreement forbids automated use. LinkedIn may slow down, limit or close an account for it. The risk is yours.",
      "It stops at the first sign that LinkedIn holds back, at your daily limit, and whenever you press Stop.",
    ],
    agree: "I understand, start",
    cancel: "Not now",
  },
  costEach: (milli: number) =>
    `Costs up to ${f.credits(milli)} ${milli === 1_000 ? "credit" : "credits"} a person; only usable results are charged.`,
  capUse: (used: number, cap: number) => `${f.number(used)} of ${f.number(cap)} people read in 24 hours`,
  capReset: (time: string) => `more room from ${time}`,
  progress: {
    title: { browse: "Collecting as you browse", advance: "Taking the whole search" },
    page: (page: number, pages: number | null) =>
      pages === null ? `page ${f.number(page)}` : `page ${f.number(page)} of ${f.number(pages)}`,
    pages: (n: number) => (n === 1 ? "1 page" : `${f.number(n)} pages`),
    added: (n: number) => `${f.number(n)} new`,
    known: (n: number) => `${f.number(n)} already yours`,
    repeated: (n: number) => `${f.number(n)} met twice`,
    incomplete: (n: number) => `${f.number(n)} incomplete`,
    leftOut: (n: number) => `${f.number(n)} left out`,
    first: "Reading the first page…",
    turning: "Turns to the next page in a moment.",
    waiting: "Open the next page; it is taken by itself.",
    bar: "Pages taken",
  },
  pause: "Pause",
  resume: "Go on",
  stop: "Stop",
  dismiss: "Close",
  goesOn: "Go on by itself when the limit has room again, or when I open the search where it stood",
  openAgain: (page: number) => `Open the search at page ${f.number(page)}`,
  notBefore: (time: string) => `Possible from ${time}.`,
  reordered:
    "The search was opened anew in between. LinkedIn may have sorted it differently, so that some people can be missing.",
  paused: {
    by_user: "Paused. What was taken is safe.",
    tab_gone: "The page was closed. Open it again, then go on where it stopped.",
    other_page: "The tab shows another page. Go back to the search, then go on.",
    daily_cap: "Your daily limit is reached. Go on when there is room again, or raise the limit in the settings.",
    throttled: "LinkedIn is holding back. Leave it alone for an hour at least.",
    held_back: "LinkedIn no longer fills the rows. Leave it alone for an hour at least.",
    signed_out: "LinkedIn asks to sign in. Sign in there, open the search again, then go on.",
    shape_changed: "The page has a form that is not known here. Look for an update of the extension.",
    did_not_advance: "The next page did not come. Press “next” on the page yourself, then go on.",
    switched_off: "This kind of page is not read in this version. Look for an update of the extension.",
    storage_full: "This browser has no room left. Free some disk space, then go on; what was taken is safe.",
    session_ended: "Your session has ended. Sign in again, then go on.",
  } satisfies Record<PauseReason, string>,
  ended: {
    last_page: "Done: all pages were taken.",
    linkedin_cap: "Done as far as LinkedIn shows this search. Split it to reach the rest.",
    by_user: "Stopped. What was taken is safe.",
  } satisfies Record<EndReason, string>,
  split: {
    title: (shown: number, total: number) =>
      `LinkedIn shows ${f.number(shown)} of ${f.number(total)}. Split the search to reach the rest:`,
    by: {
      values: "One search for each value of a filter. Together they are the whole search.",
      seniority: "One search for each seniority. People without one are in none of them.",
      headcount: "One search for each company size. Those without one are in none of them.",
    },
    cannot: "Add a filter on LinkedIn, for example a region or a seniority, until each search is small enough.",
    note: "People who are in several of them are kept once.",
  },
  dropped: (values: string) => `LinkedIn does not seem to have applied: ${values}.`,
  companies: {
    count: (n: number) => (n === 1 ? "1 company" : `${f.number(n)} companies`),
    capture: (n: number) => (n === 1 ? "Keep 1 company" : `Keep ${f.number(n)} companies`),
    hint: "Free of charge. Their web addresses help to find the people who work there.",
    list: "Companies on this page",
    taken: (added: number, known: number) =>
      known === 0 ? `${f.number(added)} kept.` : `${f.number(added)} kept, ${f.number(known)} were there already.`,
  },
  switchedOff:
    "This kind of page is not read in this version, because it has changed. Look for an update of the extension.",
  overCap: (n: number) => `${f.number(n)} are left for later: your daily limit is reached.`,
  notAsked: "Your workspace cannot be reached: who is in it already shows when people are sent.",
  fromPage: "Read from the page only",
  problems: {
    daily_cap: "Your daily limit is reached. Raise it in the settings, or go on when there is room again.",
    no_advance_consent: "Agree to turning pages first.",
    run_active: "A collection is on already. Stop it first.",
    no_run: "There is no collection to change.",
    too_early: "It is too early to go on.",
  } as Record<string, string>,
});
