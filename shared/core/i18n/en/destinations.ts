import type { Formats } from "../formats.ts";

const people = (f: Formats, n: number) => (n === 1 ? "1 person" : `${f.number(n)} people`);

/** Sending results to HubSpot. Loaded with the screens that do it. */
export const destinationsEnglish = (f: Formats) => ({
  title: "HubSpot",
  note: "Sends the people you found to your HubSpot contacts.",
  loading: "Looking whether HubSpot is connected…",
  intro:
    "In HubSpot, open Development, Keys, Service keys (or your private app), allow reading and writing contacts (crm.objects.contacts.read and .write), and paste the key here.",
  simulated: (token: string) =>
    `Sandbox: a simulator on this machine stands in for HubSpot. No real account is touched. It takes this token: ${token}`,
  token: "Service key or private app token",
  tokenHint: "It is tried at once, stored encrypted and never shown again.",
  tokenMissing: "Paste the token first.",
  connect: "Connect HubSpot",
  change: "Change the token",
  cancel: "Cancel",
  connected: "Connected",
  connectedWith: (lastFour: string, account: string | null) =>
    account === null ? `Token ending in ${lastFour}` : `Account ${account}, token ending in ${lastFour}`,
  refused: "HubSpot no longer takes the token. Nothing is sent until you connect again with a new one.",
  nobody: "Not connected. A workspace admin can connect HubSpot here.",
  disconnect: "Disconnect",
  disconnectTitle: "Disconnect HubSpot?",
  disconnectBody:
    "The token is deleted here, and so is the note of who was sent. Contacts in HubSpot stay. After connecting again, everybody is sent anew and updates the same contacts.",
  disconnectConfirm: "Disconnect",
  keep: "Keep it",
  disconnected: "HubSpot is disconnected.",

  send: "Send to HubSpot",
  sendOf: (name: string) => `Send to HubSpot: ${name}`,
  sending: "Sending…",
  setUp: "Connect HubSpot to send these people there",
  reconnect: "HubSpot no longer takes the token: connect again",
  simulator: "Simulator",
  who: "Creates or updates contacts by e-mail address: everybody found at or above this job’s confidence.",
  progress: "Sent to HubSpot",
  progressOf: (done: number, all: number) => `${f.number(done)} of ${f.number(all)}`,
  waiting: (seconds: number) => `HubSpot asks for a pause of ${f.number(seconds)} s. It goes on by itself.`,
  held: (left: number) => `${people(f, left)} not sent yet: HubSpot asks for a longer pause. Send again later.`,
  sent: (n: number) => (n === 0 ? "Nobody new to send." : `${people(f, n)} sent to HubSpot.`),
  already: (n: number) => `${people(f, n)} ${n === 1 ? "was" : "were"} there already.`,
  reasons: {
    invalid_email: (n: number) => `${f.number(n)} not taken: HubSpot finds the e-mail address invalid.`,
    unknown_property: (n: number) => `${f.number(n)} not taken: your HubSpot lacks a property.`,
    invalid_value: (n: number) => `${f.number(n)} not taken: your HubSpot does not allow a value.`,
    required_property: (n: number) => `${f.number(n)} not taken: your HubSpot requires a property we do not have.`,
    conflict: (n: number) => `${f.number(n)} not taken: HubSpot has another contact in conflict.`,
    other: (n: number) => `${f.number(n)} not taken: HubSpot gave no reason we know.`,
    no_answer: (n: number) => `${f.number(n)} without an answer. Send again; nobody is created twice.`,
    same_address: (n: number) => `${f.number(n)} left out: an earlier row has the same address.`,
  },
  /** By the API's error codes, where the catalogue of errors is not at hand. */
  problems: {
    destination_not_connected: "HubSpot is not connected. A workspace admin connects it in the settings.",
    destination_token: "HubSpot no longer takes the token. Connect again in the dashboard’s settings.",
    destination_unavailable: "HubSpot does not answer as it should. Try again in a few minutes; nothing is sent twice.",
    forbidden: "Your role does not allow this. Ask a workspace admin.",
  } as Record<string, string>,
  properties: (names: string) => `(${names})`,
});
