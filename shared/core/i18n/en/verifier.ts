import type { Formats } from "../formats.ts";

export const verifierEnglish = (f: Formats) => ({
  title: "Mailbox check",
  note: "Asks mail servers whether a mailbox exists. Runs where mail servers can be reached.",
  state: "State",
  running: "Running",
  stopped: "Not running",
  neverRan: "Addresses are checked up to their mail server. To ask for the mailbox itself, start npm run verifier.",
  seen: (when: string) => `Last seen ${when}. Start npm run verifier again.`,
  waiting: (n: number) => `${f.number(n)} ${n === 1 ? "address" : "addresses"} waiting`,
  port: "Way to mail servers (port 25)",
  ports: { open: "Open", closed: "Closed", unknown: "Not known" },
  portHelp: "Ask the provider of that machine to open port 25, or run it elsewhere.",
  name: "Name of its address",
  names: { match: "Right", mismatch: "Another name", missing: "None", unknown: "Not known" },
  nameHelp: (helo: string) => `Have the address resolve back to ${helo}: strict servers refuse to talk otherwise.`,
  ownName: "the name set as VERIFY_HELO",
  lists: "Blocklists",
  notListed: "On none",
  listed: (n: number) => `On ${f.number(n)}`,
  listsUnknown: "Not known",
});
