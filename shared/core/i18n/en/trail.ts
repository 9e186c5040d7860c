import type { Formats } from "../formats.ts";

/** The receipt of a contact: its timeline, and phones that are awaited. */
export const trailEnglish = (f: Formats) => ({
  phonePending: "Phone pending",
  phonePendingBody: "A source is looking the number up, which can take some minutes. It appears here by itself.",
  phonesPending: "Phones pending",
  channels: { email: "E-mail", phone: "Phone" },
  asked: (time: string) => `asked ${time}`,
  answered: (time: string) => `answered ${time}`,
  took: (latency: string) => `took ${latency}`,
  overview: (length: string) => `${length} from the first ask to the last answer`,
  stop: "Why it stopped",
  notAsked: (sources: string) => `Not asked: ${sources}.`,
  /** Why nobody else was asked, by the word for the stop. */
  notAskedWhy: {
    accepted: "It was not needed any more, and would have cost for nothing.",
    not_worth_asking: "What they could still add was not worth their price.",
    budget: "The budget does not cover another ask.",
    opted_out: "Nobody is asked about a person who does not want it.",
    cancelled: "The job was cancelled before.",
    suppressed: "Nobody is asked about a person who does not want it.",
  } as Record<string, string>,
  notYet: (sources: string) => `Not asked yet: ${sources}.`,
  everybody: "Every source of this job was asked.",
  scored: (score: number) => `score ${f.number(score)} of 100`,
  phoneCheck: "Our check of the number",
  phoneFacts: { region: "Country", carrier: "First carrier", location: "Place", active: "Line" },
  carrierToday: "Carrier",
  active: { yes: "alive", no: "nobody has it" },
  phoneReasons: {
    valid: "valid",
    possible_only: "right length, range not assigned",
    local_only: "area code missing",
    fictional: "reserved for films and examples",
    dummy: "made up to fill a form",
    inactive: "line not assigned",
  } as Record<string, string>,
});
