import type { Formats } from "../formats.ts";

/** Signing in, one lead, lists, results and settings of the side panel. */
export const extensionAccountEnglish = (f: Formats) => ({
  signIn: {
    or: "or",
    google: "Continue with Google",
    withCode: "Connect from the dashboard",
    connectTitle: "Connect from the dashboard",
    connectStep:
      "Signed in to the dashboard already? Open its settings, choose “Connect the extension”, and type the code here.",
    connectLabel: "Code from the dashboard",
    connectHint: "Ten letters and digits, good for five minutes.",
    connectMissing: "Type the whole code, as in 7KQ2M-X0FTR.",
    connect: "Connect",
    openSettings: "Open the dashboard’s settings",
    byMail: "Sign in by e-mail instead",
    errors: {
      code: "This code is wrong, used or too old. Make a new one in the dashboard.",
      tooMany: "Too many tries. Wait some minutes, then make a new code.",
      cancelled: "The Google window was closed before you were signed in.",
      refused: "Google or the sign-in service refused. Try again, or sign in by e-mail.",
      unreachable: "The server cannot be reached. Check your connection and try again.",
      other: "Signing in did not work. Try again in a moment.",
    },
  },

  lead: {
    want: "What to find",
    find: { email: "Find the e-mail", phone: "Find the phone", both: "Find e-mail and phone" },
    cost: (milli: number, left: number) =>
      `Costs up to ${f.credits(milli)} ${milli === 1_000 ? "credit" : "credits"} of ${f.credits(left)}; only usable results are charged.`,
    noCredits: (milli: number, left: number) =>
      `This takes up to ${f.credits(milli)} credits; ${f.credits(left)} are left. Add credits in the dashboard.`,
    incomplete: "Neither a company nor a public profile is shown, so nobody can be asked about this person.",
    steps: {
      waiting: "Waiting to be sent",
      sending: "On the way to your workspace",
      queued: "The first source is asked soon",
      asking: (n: number) => (n === 1 ? "1 source asked so far" : `${f.number(n)} sources asked so far`),
    },
    held: "It could not be sent. The outbox tells why.",
    refused: "Your workspace could not use this person: too little is known.",
    owned: "Your workspace has this person already; they are not looked up or charged again.",
    found: "Result",
    email: "E-mail",
    phone: "Phone",
    none: { email: "No e-mail address found", phone: "No phone number found" },
    nothing: "Nothing usable was found, so nothing is charged.",
    charged: (milli: number) =>
      milli === 0 ? "Nothing was charged" : `${f.credits(milli)} ${milli === 1_000 ? "credit" : "credits"} charged`,
    trail: "How it was found",
    open: "Open in the dashboard",
    announced: {
      found: (what: string) => `Found: ${what}.`,
      nothing: "Nothing was found.",
    },
  },

  lists: {
    add: "Add to a list",
    list: "List",
    fresh: "New list…",
    name: "Name of the new list",
    nameMissing: "Give the list a name.",
    save: "Add",
    cancel: "Cancel",
    option: (name: string, n: number) => `${name} (${f.number(n)})`,
    done: (name: string, added: number, known: number) =>
      known === 0
        ? `${f.number(added)} added to “${name}”.`
        : added === 0
          ? `Already on “${name}”.`
          : `${f.number(added)} added to “${name}”, ${f.number(known)} were on it.`,
    nobody: "Nothing was found in this run yet, so there is nobody to add.",
    failed: "The list could not be changed. Try again in a moment.",
  },

  results: {
    export: "Save as CSV",
    exportOf: (name: string) => `Save as CSV: ${name}`,
    listOf: (name: string) => `Add to a list: who was found in ${name}`,
    exported: (name: string) => `${name} was saved.`,
    found: (emails: number, phones: number) =>
      [
        emails === 1 ? "1 e-mail" : `${f.number(emails)} e-mails`,
        ...(phones === 0 ? [] : [phones === 1 ? "1 phone" : `${f.number(phones)} phones`]),
      ].join(" · "),
    charged: (milli: number) => `${f.credits(milli)} ${milli === 1_000 ? "credit" : "credits"}`,
  },

  settings: {
    title: "Settings",
    open: "Settings",
    close: "Close the settings",
    account: "Account",
    workspace: "Workspace",
    workspaceNote: "Where people go and whose credits are used.",
    credits: "Credits left",
    looking: "Looking up",
    want: "What to find",
    wantNote: "What is chosen first on each page.",
    cap: "People a day",
    capNote: (used: number, left: number) => `${f.number(used)} taken in the last 24 hours, ${f.number(left)} left.`,
    capReset: (time: string) => `More room from ${time}.`,
    capWrong: (least: number, most: number) => `Enter a number from ${f.number(least)} to ${f.number(most)}.`,
    capSave: "Set",
    capSaved: "The limit is set.",
    appearance: "Appearance and language",
    data: "Data in this browser",
    dataNote: "Your session, these settings, your consent and the outbox. What has reached your workspace stays there.",
    erase: "Delete local data",
    eraseTitle: "Delete everything in this browser?",
    eraseBody: (waiting: number) =>
      waiting === 0
        ? "You are signed out, and the list of people you took is forgotten. Your workspace is not touched."
        : `${waiting === 1 ? "1 person was" : `${f.number(waiting)} people were`} not sent yet and would be lost. You are signed out. Your workspace is not touched.`,
    eraseConfirm: "Delete",
    privacy: "Nothing is read before you accept the notice, and nothing is taken without a click.",
    version: (version: string) => `Captely ${version}`,
  },
});
