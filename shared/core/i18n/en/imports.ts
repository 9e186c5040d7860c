import type { Formats } from "../formats.ts";

const rows = (f: Formats, n: number) => `${f.number(n)} ${n === 1 ? "row" : "rows"}`;
const people = (f: Formats, n: number) => `${f.number(n)} ${n === 1 ? "person" : "people"}`;
const again = (f: Formats, n: number) => `${people(f, n)} whom you already have ${n === 1 ? "is" : "are"} asked again`;

export const importsEnglish = (f: Formats) => ({
  title: "New import",
  steps: { label: "Steps", file: "File", match: "Match columns", review: "Review and start" },

  drop: {
    title: "Drop a CSV or Excel file here",
    choose: "Choose a file",
    limits: "CSV, TSV or Excel (.xlsx), up to 20 MB and 100,000 rows. Any column names, any order.",
    release: "Let go to read the file",
    privacy: "The file is read in your browser. Nothing is sent or spent before you say so.",
    reading: (name: string) => `Reading ${name}…`,
    refusals: {
      empty: "There are no rows in this file.",
      too_large: "This file is larger than 20 MB. Split it and import the parts.",
      too_many_rows: "This file has more than 100,000 rows. Split it and import the parts.",
      too_many_columns: "This file has more than 250 columns. Delete those that are not needed.",
      zip_bomb:
        "This Excel file unpacks to far more than a contact list can hold, so it was not opened. Save it as CSV.",
      damaged: "This Excel file is damaged. Open it in Excel, save it anew and take that file.",
      encrypted: "This Excel file has a password. Save it without one, or as CSV.",
      old_excel: "This is an old Excel file (.xls). Save it as .xlsx or CSV.",
      other_spreadsheet: "This kind of spreadsheet cannot be read. Save it as .xlsx or CSV.",
      pdf: "This is a PDF, not a table. Take a CSV or Excel (.xlsx) file.",
      image: "This is a picture, not a table. Take a CSV or Excel (.xlsx) file.",
      json: "This is JSON, not a table. Take a CSV or Excel (.xlsx) file, or send it through the API.",
      markup: "This is a web page or XML, not a table. Take a CSV or Excel (.xlsx) file.",
      archive: "This is an archive. Unpack it and take the CSV or Excel (.xlsx) file inside.",
      document: "This is a document, not a table. Take a CSV or Excel (.xlsx) file.",
      binary: "This is not a table. Take a CSV, TSV or Excel (.xlsx) file.",
    } as Record<string, string>,
    failed: "The file could not be read. It may be damaged, or open in another program.",
  },

  match: {
    title: "Which column is what?",
    intro: (name: string, n: number) =>
      `${name} · ${rows(f, n)}. The best match is chosen already; correct what is wrong.`,
    column: "Your column",
    samples: "First values",
    target: "Is",
    certainty: "Match",
    sure: "Sure",
    likely: "Likely",
    byHand: "By hand",
    unused: "Not used",
    ignore: "Keep, but do not use",
    targetFor: (header: string) => `What the column ${header} holds`,
    unnamed: (index: number) => `Column ${f.number(index)}`,
    noValue: "empty",
    needed:
      "To find somebody we need a name with a company, website or LinkedIn address, or an existing e-mail. Match those columns first.",
    unusedNote: (n: number) =>
      n === 1
        ? "1 column is not used. It stays in the download."
        : `${f.number(n)} columns are not used. They stay in the download.`,
    checking: "Checking the rows…",
    check: (ready: number, bad: number, repeated: number) =>
      [
        `${rows(f, ready)} ready`,
        bad > 0 ? `${f.number(bad)} with a problem` : "",
        repeated > 0 ? `${f.number(repeated)} repeated` : "",
      ]
        .filter(Boolean)
        .join(" · "),
    next: "Check the rows",
    otherFile: "Take another file",
    warnings: {
      repaired_encoding: "Some letters were stored wrongly and have been repaired; check names with accents.",
      repaired_quotes: "A quotation mark was missing; the rows around it were read as well as possible.",
      skipped_lines_above_header: "Lines above the headers were left out.",
      no_header: "There is no header row, so the columns are numbered.",
      short_rows: "Some rows have fewer cells than there are columns.",
      long_rows: "Some rows have more cells than there are columns.",
      duplicate_headers: "Some columns have the same header.",
      other_sheets: "Only the first sheet with rows is read.",
      cells_out_of_range: "Some cells could not be read and are empty.",
      cut_cells: "Cells longer than 10,000 characters are cut at that length.",
      blank_lines: "Empty lines were left out.",
    } as Record<string, string>,
    sheetNote: (sheet: string) => `Sheet “${sheet}”`,
  },

  send: {
    title: "Sending the rows",
    progress: (sent: number, of: number) => `${f.number(sent)} of ${rows(f, of)} sent`,
    note: "Cleaned, checked and compared with what you have. Nothing is spent yet.",
    stopped: (sent: number, of: number) => `Stopped after ${f.number(sent)} of ${rows(f, of)}.`,
    again: "Go on from here",
    discard: "Discard",
  },

  review: {
    title: "Review and start",
    counts: {
      rows: "Rows in the file",
      ready: "Will be looked up",
      bad: "With a problem",
      repeated: "Repeated in the file",
      known: "Already yours",
    },
    askedAgain: {
      email: (n: number) => `${again(f, n)}, for the missing e-mail only.`,
      phone: (n: number) => `${again(f, n)}, for the missing phone only.`,
      both: (n: number) => `${again(f, n)}, for what is missing only.`,
    },
    againFor: { email: "E-mail is missing", phone: "Phone is missing", both: "Asked again" },
    notCharged: "Rows with a problem, repeated rows and people you already have cost nothing.",
    nothingLeft: "No row is left to look up. See the problems below, or take another file.",
    nothingLeftFor: {
      email: "You have all of them already. Choose E-mail below to look up the addresses that are missing.",
      phone: "You have all of them already. Choose Phone below to look up the numbers that are missing.",
    },
    preview: "Preview of the rows",
    show: { label: "Show", all: "All", problems: "Only problems", duplicates: "Only repeats" },
    row: "Row",
    person: "Person",
    state: "State",
    ready: "Ready",
    problem: "Problem",
    repeat: "Repeat",
    repeatOf: (row: number) => `Repeats row ${f.number(row)}`,
    known: "Already yours",
    firstOnly: (n: number) => `The first ${f.number(n)} are shown.`,
    noProblems: "No problems. Every row can be looked up.",
    noRepeats: "No repeats, in the file or among your contacts.",
    noRows: "No rows.",

    options: "What to look for",
    want: { label: "Find", email: "E-mail", phone: "Phone", both: "Both" },
    mode: { label: "Who sets the order", fixed: "I do", auto: "Automatic", shadow: "I do, and compare" },
    modeHints: {
      fixed: "Everybody is looked up in the order below.",
      auto: "For each person, the source that is likely to bring the most for its price is asked next. It learns from earlier answers and stops when asking on would not be worth it.",
      shadow: "The order below is followed. The job’s page then tells what Automatic would have changed.",
    },
    sources: "Sources that may be asked",
    order: "Sources, in the order in which they are asked",
    orderHint: "The next one is asked only when those before were not sure.",
    moveUp: (name: string) => `Ask ${name} earlier`,
    moveDown: (name: string) => `Ask ${name} later`,
    moved: (name: string, place: number) => `${name} is now number ${place}`,
    askProvider: (name: string) => `Ask ${name}`,
    noProvider: "No source is left to ask. Tick at least one.",
    threshold: "Stop when this sure",
    thresholdHint: "Higher costs a little more and is safer to write to. 90 suits most.",
    thresholdOption: (value: number) => (value === 90 ? "90 (recommended)" : String(value)),
    verify: "Check addresses",
    verifyOptions: {
      v0: "Trust the sources",
      v1: "Spelling only",
      v2: "Up to the domain",
      v3: "Up to the mail server (recommended)",
    },
    budgets: {
      title: "Spending limits",
      set: (n: number) => (n === 0 ? "none" : `${f.number(n)} set`),
      intro: "In US dollars: what the sources may cost. Empty: no limit but your credits.",
      job: "For this job",
      person: "For each person",
      day: "For each day",
      hints: {
        job: "The job ends when the next ask could go beyond.",
        person: "Nobody else is asked about a person when the next ask could go beyond.",
        day: "The job waits until midnight (UTC) and goes on.",
      },
      placeholder: "No limit",
      bad: "Write an amount in US dollars, as in 25 or 12.50.",
      tooLow: (usd: string) => `The first ask can cost ${usd}. Below that, nobody is asked.`,
      workspace: (limit: string, spent: string) =>
        `Besides, all jobs together may spend ${limit} a day; ${spent} of it is spent today.`,
    },

    estimate: "Before you start",
    likely: "Likely",
    atMost: "At most",
    creditsRow: "Credits",
    costRow: "Cost of the sources",
    timeRow: "Time",
    credits: (milli: number) => `${f.credits(milli)} credits`,
    balance: (milli: number) => `You have ${f.credits(milli)}.`,
    short: (milli: number) =>
      `You have ${f.credits(milli)} credits. The job starts with as many people as they cover and waits for more.`,
    chargeRule: "Only usable results are charged. What is held and not used comes back.",
    start: (n: number) => `Start with ${people(f, n)}`,
    startShort: "Start",
    discard: "Discard this import",
    discarded: "The import was discarded. Nothing was spent.",
    started: "It is running.",
  },

  leave: {
    title: "Leave this import?",
    body: "The rows are not sent completely. You can go on later from the list of jobs, or discard them now.",
    stay: "Stay here",
    leave: "Leave",
    discardTitle: "Discard this import?",
    discardBody: "The rows you sent are deleted. Nothing was spent.",
  },

  fields: {
    first_name: "First name",
    last_name: "Last name",
    full_name: "Full name",
    company: "Company",
    domain: "Website or domain",
    title: "Job title",
    location: "Location",
    country: "Country",
    linkedin_url: "LinkedIn address",
    linkedin_id: "LinkedIn member id",
    given_email: "E-mail you have",
    given_phone: "Phone you have",
  } as Record<string, string>,

  /** By the reasons of `imports/row-errors.ts`. */
  reasons: {
    empty_row: "The row is empty.",
    no_name: "Nobody is named: add a name, a LinkedIn profile address or an e-mail.",
    bad_name: "The name is not one we can look up. Write first and last name.",
    bad_linkedin_url: "The LinkedIn address is not a public profile (https://www.linkedin.com/in/…).",
    bad_email: "The e-mail is not written as one, and nothing else says who it is.",
    no_company_or_linkedin: "A name alone is not enough: add the company, its website or a LinkedIn address.",
    bad_company: "The company cell names no company one can look up.",
    bad_domain: "The website is not a company’s own.",
  } as Record<string, string>,
});
