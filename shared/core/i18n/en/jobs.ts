import type { Formats } from "../formats.ts";

export const jobsEnglish = (f: Formats) => ({
  title: "Jobs",
  name: "Name",
  state: "State",
  progressColumn: "Progress",
  found: "Found",
  creditsColumn: "Credits",
  created: "Started",
  more: "Show older jobs",
  count: (n: number) => (n === 1 ? "1 job" : `${f.number(n)} jobs`),
  empty: {
    title: "Start with a list",
    body: "A CSV or Excel file with names and companies is enough. You see what it costs before anything is looked up.",
  },

  statuses: {
    draft: "Draft",
    running: "Running",
    paused: "Paused",
    waiting: "Waiting",
    completed: "Done",
    cancelled: "Cancelled",
    failed: "Failed",
  },
  sources: { csv: "CSV", xlsx: "Excel", api: "API", extension: "Browser extension", cli: "Command line" },

  progress: {
    label: "Progress",
    done: (done: number, total: number) => `${f.number(done)} of ${f.number(total)}`,
    found: (n: number) => `${f.number(n)} found`,
    left: (seconds: number) => `${f.duration(seconds)} left`,
    rate: (perMinute: number) => `${f.number(perMinute)} a minute`,
    estimating: "working out the time left",
    took: (seconds: number) => `took ${f.span(seconds)}`,
    nobody: "Nobody to look up",
  },
  waiting: {
    credits_exhausted: {
      title: "Waiting for credits",
      body: "The balance does not cover the next person. The job goes on by itself as soon as there are credits.",
    },
    providers_unavailable: {
      title: "Waiting for the sources",
      body: "None of the sources can be reached right now. They are tried again by themselves; nothing is charged meanwhile.",
    },
    daily_budget: {
      title: "Waiting for tomorrow",
      body: "The budget of this day is used up. The job goes on by itself after midnight (UTC), or as soon as the budget is raised.",
    },
    other: { title: "Waiting", body: "The job goes on by itself." },
    seeCredits: "See credits",
    seeBudget: "See the budget",
  },
  draft: {
    title: "This import has not started",
    body: "Its rows are here; nothing was spent.",
    go: "Review and start",
  },

  pause: "Pause",
  resume: "Resume",
  cancelJob: "Cancel job",
  paused: "Paused. What is being asked right now is still recorded.",
  resumed: "Going on.",
  cancelled: "Cancelled. Everything found so far is kept.",
  cancelTitle: "Cancel this job?",
  cancelBody: (left: number) =>
    `${f.number(left)} ${left === 1 ? "person has" : "people have"} not been looked up yet and will not be. What was found stays, and credits held for the rest come back. This cannot be undone.`,
  cancelConfirm: "Cancel the job",
  keep: "Keep it running",
  download: "Download CSV",
  downloadNote: "Your columns as they were, plus the results",
  downloading: "Preparing the file…",
  downloaded: (name: string) => `${name} is saved.`,

  tabs: { label: "Views of this job", contacts: "Contacts", sources: "Sources", rows: "Rows left out" },

  counts: {
    found: "Found",
    partial: "In part",
    not_found: "Not found",
    failed: "Failed",
    suppressed: "Left out",
    emails: "E-mails",
    phones: "Phones",
    credits: "Credits spent",
    cost: "Cost of sources",
  },

  report: {
    caption: "What each source was asked and answered",
    provider: "Source",
    asked: "Asked",
    found: "Answered",
    accepted: "Accepted",
    share: "Hit rate",
    errors: "Errors",
    limited: "Slowed down",
    cost: "Cost",
    median: "Median time",
    empty: "No source was asked yet.",
    leftOut: (names: string) => `Left out because no key is set: ${names}.`,
  },

  shadow: {
    title: "Your order beside Automatic",
    intro: (n: number) =>
      n === 1
        ? "The one person that is done, looked up both ways."
        : `The ${f.number(n)} people that are done, looked up both ways.`,
    measure: "Measure",
    actual: "Your order",
    auto: "Automatic",
    asks: "Sources asked",
    cost: "Cost of sources",
    accepted: "E-mails sure enough",
    note: (otherFirst: number, known: number) =>
      `Automatic would have begun with another source for ${f.number(otherFirst)} of them. ${f.number(Math.round(known * 100))} % of its answers are known from this job, the rest is what the sources usually bring. Nothing was asked or charged for this comparison.`,
    waiting: "The comparison appears as soon as the first people are done.",
  },

  rows: {
    caption: "Rows that were not looked up, with the reason",
    none: "Every row of the file was looked up.",
  },
});
