import type { Formats } from "../formats.ts";

export const extensionEnglish = (f: Formats) => ({
  views: { label: "Views", capture: "This page", outbox: "Outbox", results: "Results" },
  signInIntro: "Sign in to find work e-mail addresses and phone numbers of the people on a page.",
  openDashboard: "Open the dashboard",

  consent: {
    title: "Before the first page",
    intro:
      "Captely reads a LinkedIn page only while this panel is open or a collection that you started is on, and keeps people of it only when you click or have that collection take them.",
    readTitle: "What is read",
    read: "Names, job titles, companies, places and profile addresses that the page at hand has loaded. No messages, no contact data, nothing of your own account. People who do not share data with third parties are left out.",
    goesTitle: "Where it goes",
    goes: "Into this browser, and from there to your Captely workspace, where data providers are asked for contact details. Nowhere else.",
    termsTitle: "What LinkedIn says",
    terms:
      "LinkedIn’s user agreement restricts copying profiles, also with browser extensions. It may limit an account for it. You decide whether to use this, and you answer for having a lawful reason to process the data.",
    accept: "I understand, go on",
    decline: "Sign out",
  },

  page: {
    kinds: {
      lead_search: "Lead search",
      saved_search: "Saved search",
      lead_list: "Lead list",
      lead_page: "Lead",
      account_search: "Account search",
      account_list: "Account list",
      account_page: "Account",
      classic_profile: "Profile",
      classic_search: "People search",
      signed_out: "LinkedIn",
      other: "No page with leads",
    },
    none: {
      title: "Open a page with leads",
      body: "A Sales Navigator search, a lead list or a lead. If one is open already, reload it once.",
    },
    states: {
      partial: "Read from what the page shows. Reload the page for all the details.",
      skeleton:
        "The rows are not filled yet. Scroll through the page; if they stay empty, wait some minutes and reload it.",
      throttled: "LinkedIn is holding back. Stop here and go on in an hour.",
      signed_out: "LinkedIn asks to sign in. Sign in there, then open the page again.",
      shape_changed:
        "This page has a form that is not known here, nothing is taken from it. Look for an update of the extension.",
    } as Record<string, string>,
    position: (page: number, pages: number | null) =>
      pages === null ? `Page ${f.number(page)}` : `Page ${f.number(page)} of ${f.number(pages)}`,
    total: (n: number) => `${f.number(n)} in this search`,
    capped: (n: number) =>
      `LinkedIn shows the first ${f.number(n)} only. Split the search, for example by region or seniority, to reach the rest.`,
    people: (n: number) => (n === 1 ? "1 person" : `${f.number(n)} people`),
    fresh: (n: number) => `${f.number(n)} new`,
    known: (n: number) => `${f.number(n)} already yours`,
    incomplete: (n: number) => `${f.number(n)} incomplete`,
    refused: {
      private: (n: number) => `${f.number(n)} left out: they do not share data with third parties.`,
      memorialized: (n: number) => `${f.number(n)} left out: the account is a memorial.`,
      limited: (n: number) => `${f.number(n)} left out: LinkedIn shows them without a name.`,
      unreadable: (n: number) => `${f.number(n)} rows could not be read. Scroll to the end of the page and look again.`,
    },
    mismatch: (n: number) => (n === 1 ? "1 does not fit your filters" : `${f.number(n)} do not fit your filters`),
    leaveMismatches: "Leave them out",
    want: { label: "What to find", email: "E-mail", phone: "Phone", both: "Both" },
    capture: (n: number) => (n === 1 ? "Take 1 person" : `Take ${f.number(n)} people`),
    cost: (milli: number) => `Costs up to ${f.credits(milli)} credits; only usable results are charged.`,
    nothingNew: "Everybody on this page is in your outbox already.",
    taken: (added: number, known: number) =>
      known === 0
        ? `${f.number(added)} taken. They are being sent.`
        : `${f.number(added)} taken, ${f.number(known)} were already yours.`,
    list: "People on this page",
    chips: { known: "Already yours", incomplete: "Incomplete", mismatch: "Other than your filters" },
    noTitle: "No job title seen",
    mismatchReason: (wanted: string, seen: string) => `Wanted: ${wanted}. Seen: ${seen}.`,
  },

  outbox: {
    title: "Outbox",
    empty: {
      title: "Nothing waits",
      body: "People you take from a page pass through here on their way to your workspace.",
    },
    waiting: (n: number) => (n === 1 ? "1 person waits to be sent" : `${f.number(n)} people wait to be sent`),
    allSent: (n: number) => (n === 1 ? "1 person was sent" : `${f.number(n)} people were sent`),
    sendNow: "Send now",
    states: { pending: "Waiting", sending: "Sending", sent: "Sent", held: "Needs you" },
    reasons: {
      offline: "The server cannot be reached. It is tried again by itself.",
      server: "The server has a problem. It is tried again by itself.",
      busy: "The server takes no more right now. It is tried again by itself.",
      running: "The same request is still running. It is looked after by itself.",
      signed_out: "The session has ended. Sign in again and it goes on.",
      no_credits: "There are not enough credits. Add some, then send now.",
      not_allowed: "Your role does not allow imports. Ask a workspace admin, then send now.",
      refused: "The server refused this batch. It is kept; send it again after an update.",
    } as Record<string, string>,
    next: (time: string) => `Next try at ${time}`,
    people: (n: number) => (n === 1 ? "1 person" : `${f.number(n)} people`),
    duplicates: (n: number) => `${f.number(n)} your workspace had already`,
    unusable: (n: number) => `${f.number(n)} could not be used`,
  },

  results: {
    empty: { title: "No results yet", body: "Take people from a page; what is found about them shows here." },
    open: (name: string) => `Open ${name} in the dashboard`,
    found: (found: number, total: number) => `${f.number(found)} of ${f.number(total)} found`,
  },

  problems: {
    unreachable: "Captely cannot be reached. Check your connection; nothing you took is lost.",
    signed_out: "Your session has ended. Sign in again.",
    no_consent: "Read and accept the notice first.",
    page_gone: "This page does not answer. Reload it once, then try again.",
    nothing_to_take: "There is nobody to take on this page.",
    storage_full: "This browser has no room left for more. Free some disk space; what waits is safe.",
    server: "This did not work. Try again in a moment.",
  } as Record<string, string>,
});
