import type { Formats } from "../formats.ts";

const people = (f: Formats, n: number) => (n === 1 ? "1 contact" : `${f.number(n)} contacts`);

/** The queue page: for administrators. */
export const queueEnglish = (f: Formats) => ({
  nav: "Queue",
  title: "Queue",
  intro: {
    installation: "Everything that waits and works on this installation, for all workspaces.",
    workspace: "What waits in your workspace, and whether the sources can be asked.",
  },
  forbidden: "The queue is for administrators of this workspace. Ask one of them.",
  updated: (time: string) => `Updated ${time}`,
  quiet: "Nothing waits. Start an import and it shows up here.",

  figures: {
    ready: "Waiting now",
    later: "Waiting for a time",
    leased: "Being asked",
    paused: "Paused",
    oldest: "Longest wait",
    workers: "Workers",
    deadLetters: "Given up",
  },
  none: "none",
  since: (time: string) => `since ${time}`,

  sources: "Sources",
  sourcesNote: "A source in trouble is left alone for a while, then asked once to see whether it is back.",
  states: {
    well: "Answers",
    open: "In trouble",
    half_open: "Being tried",
    auth: "Key refused",
    out_of_credits: "Out of credits",
  },
  retryAt: (time: string) => `tried again at ${time}`,
  switchedOff: (time: string) => `switched off ${time}`,
  enable: "Ask it again",
  enabled: (source: string) => `${source} is asked again.`,
  channels: { email: "E-mail", phone: "Phone" },
  counts: { ready: "waiting", later: "later", leased: "being asked", paused: "paused" },
  noLine: "nobody waits",
  limits: "Request limits",
  limit: (used: number, capacity: number) => `${f.number(used)} of ${f.number(capacity)}`,
  per: (ms: number) =>
    ms === 1_000
      ? "a second"
      : ms === 60_000
        ? "a minute"
        : ms === 3_600_000
          ? "an hour"
          : ms === 86_400_000
            ? "a day"
            : `in ${f.span(ms / 1_000)}`,
  limitName: (source: string, route: string) => `${source}, ${route}`,

  leases: "Calls under way",
  leasesNone: "No call is under way.",
  leaseStates: { intent: "About to be sent", submitted: "At the source", answered: "Being settled" },
  people: (n: number) => people(f, n),
  leaseUntil: (time: string) => `leased until ${time}`,
  polledAt: (time: string) => `looked at ${time}`,
  overdue: "overdue",
  takeovers: (n: number) => (n === 1 ? "taken over once" : `taken over ${f.number(n)} times`),
  worker: (name: string) => `worker ${name}`,
  started: (time: string) => `started ${time}`,
  showAll: (n: number) => `Show all ${f.number(n)}`,
  showFewer: "Show fewer",

  workers: "Workers",
  workersNone: "No worker has been seen in the last ten minutes. Contacts wait until one starts.",
  seen: (time: string) => `seen ${time}`,

  deadLetters: {
    title: "Given up",
    intro:
      "Contacts that could not be handled in several tries. Their jobs went on without them; what failed was not charged.",
    none: "Nobody was given up.",
    tries: (n: number) => (n === 1 ? "1 try" : `${f.number(n)} tries`),
    reasonHidden: "Could not be handled",
    open: "Open contact",
    select: (n: number) => `Contact ${f.number(n)}`,
    selectAll: "Select all",
    selected: (n: number) => `${f.number(n)} selected`,
    redrive: "Send again",
    redriveSome: (n: number) => `Send ${people(f, n)} again`,
    done: (n: number, skipped: number) =>
      skipped === 0
        ? `${people(f, n)} sent again.`
        : `${people(f, n)} sent again; ${f.number(skipped)} could not be: their job was cancelled, or they were sent before.`,
    more: (shown: number, all: number) => `The newest ${f.number(shown)} of ${f.number(all)}.`,
  },
});
