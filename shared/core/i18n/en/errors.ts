import type { Formats } from "../formats.ts";

/** Sentences by error code of the API, and for what happens before an answer comes. */
export const errorsEnglish = (f: Formats) => ({
  codes: {
    bad_request: "The request could not be read. Reload the page and try again.",
    unauthorized: "Your session has ended. Sign in again.",
    forbidden: "Your role does not allow this. Ask a workspace admin.",
    not_found: "There is nothing here. It may have been deleted, or belong to another workspace.",
    conflict: "The job is in another state by now. Reload and try again.",
    idempotency_running: "The same request is still running. Wait a moment and try again.",
    payload_too_large: "The file is too large. Split it and send the parts.",
    unsupported_file: "This is not a table. Take a CSV, TSV or Excel (.xlsx) file.",
    unprocessable: "Something in the request does not fit.",
    no_name_column: "No column holds a name, a LinkedIn address or an e-mail. Match the columns and try again.",
    credits_exhausted: "There are not enough credits. Add credits or choose fewer contacts.",
    destination_not_connected: "HubSpot is not connected. A workspace admin connects it in the settings.",
    destination_token:
      "HubSpot does not take this token. Check that it may read and write contacts, or make a new one, and connect again.",
    destination_unavailable: "HubSpot does not answer as it should. Try again in a few minutes; nothing is sent twice.",
    rate_limited: "Too many requests. Wait a moment and try again.",
    unavailable: "The service is busy or restarting. Try again in a moment; nothing you did is lost.",
    internal: "Something broke on our side. Try again; if it stays, tell support the request id.",
  } as Record<string, string>,
  unreachable: "The server cannot be reached. Check your connection; nothing you did is lost.",
  unexpectedAnswer: "The server answered in a way this page does not know. Reload the page to get the newest version.",
  other: "This did not work. Try again.",
  requestId: (id: string) => `Request id ${id}`,
  retryIn: (seconds: number) => `Try again in ${f.number(seconds)} s.`,
});
