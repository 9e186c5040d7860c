/**
 * Every error code the API can answer with: its HTTP status, a sentence for the user that says what to do, and when it
 * happens. Over HTTP it travels as RFC 9457 `application/problem+json` with `code`.
 */
interface ErrorEntry {
  status: number;
  title: string;
  when: string;
}

const entry = (status: number, title: string, when: string): ErrorEntry => ({ status, title, when });

export const errorCodes = {
  bad_request: entry(
    400,
    "The request could not be read. Check it against the API reference.",
    "body or parameters fail their schema",
  ),
  unauthorized: entry(401, "Sign in again, or send a valid API key.", "no, wrong or expired credentials"),
  forbidden: entry(403, "Your role does not allow this. Ask a workspace admin.", "the actor's role is too low"),
  not_found: entry(
    404,
    "There is nothing here. It may have been deleted, or belong to another workspace.",
    "unknown id, or not visible to the actor",
  ),
  method_not_allowed: entry(
    405,
    "This address does not take that method. Check the API reference.",
    "wrong HTTP method",
  ),
  conflict: entry(
    409,
    "The job is in another state by now. Reload and try again.",
    "a transition the state machine does not have",
  ),
  idempotency_running: entry(
    409,
    "The same request is still running. Wait a moment and send it again.",
    "an Idempotency-Key whose first request has not ended",
  ),
  payload_too_large: entry(413, "The file or body is too large. Split it and send the parts.", "over the stated limit"),
  unsupported_file: entry(
    415,
    "This is not a table. Upload a CSV, TSV or Excel (.xlsx) file.",
    "the bytes are no table we can read",
  ),
  unsupported_media_type: entry(
    415,
    "The body is in another format than this address takes. Set the content-type as the API reference says.",
    "a content-type the route does not take",
  ),
  unprocessable: entry(
    422,
    "Something in the request does not fit. The detail says what.",
    "well-formed but not possible",
  ),
  idempotency_mismatch: entry(
    422,
    "This Idempotency-Key was used for another request. Take a new key.",
    "same key, other body",
  ),
  no_name_column: entry(
    422,
    "No column holds a name, a LinkedIn address or an e-mail. Match the columns and try again.",
    "column matching found no way to identify a person",
  ),
  email_not_professional: entry(
    422,
    "Please sign up with your work address: free-mail and disposable addresses are not accepted.",
    "sign-up hook",
  ),
  credits_exhausted: entry(
    402,
    "There are not enough credits. Add credits or choose fewer contacts.",
    "the balance cannot cover the hold",
  ),
  destination_not_connected: entry(
    409,
    "HubSpot is not connected. A workspace admin connects it in the settings.",
    "a push to a destination without a token",
  ),
  destination_token: entry(
    422,
    "HubSpot does not take this token. Check that it may read and write contacts, or make a new one, and connect again.",
    "the destination refuses the token, or it can no longer be decrypted",
  ),
  destination_unavailable: entry(
    502,
    "HubSpot does not answer as it should. Try again in a few minutes; nothing is sent twice.",
    "the destination fails, is too slow, or holds back",
  ),
  rate_limited: entry(
    429,
    "Too many requests. Wait for the time that Retry-After says.",
    "an API or sign-up rate limit",
  ),
  internal: entry(
    500,
    "Something broke on our side. Try again; if it stays, tell support the request id.",
    "an unexpected exception",
  ),
  unavailable: entry(
    503,
    "A part of the service does not answer. Try again in a minute.",
    "database, functions or worker are down",
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCodes;

/** The body of an error answer. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  request_id?: string;
}

/** The one exception that edges throw; routes turn it into a Problem. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Shown to the user beside the title; must not hold secrets. */
  readonly detail: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, detail?: string, retryAfterSeconds?: number) {
    super(detail ?? errorCodes[code].title);
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
