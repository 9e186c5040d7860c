import { HTTPException } from "hono/http-exception";
import { AppError, type ErrorCode, errorCodes, type Problem } from "#contracts/errors.ts";

/** The error answer for a code, as RFC 9457 asks. */
export function problemResponse(error: AppError, requestId: string | undefined): Response {
  const entry = errorCodes[error.code];
  const body: Problem = {
    type: `urn:captely:error:${error.code}`,
    title: entry.title,
    status: entry.status,
    code: error.code,
  };
  if (error.detail !== undefined) body.detail = error.detail;
  if (requestId !== undefined) body.request_id = requestId;
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (error.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  if (error.code === "unauthorized") headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(body), { status: entry.status, headers });
}

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: "bad_request",
  413: "payload_too_large",
  415: "unsupported_media_type",
};

/** Anything thrown becomes an AppError; what nobody expected becomes `internal` and keeps its message to itself. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException) {
    const code = codeOfStatus[error.status];
    if (code !== undefined) return new AppError(code, error.message === "" ? undefined : error.message);
  }
  return new AppError("internal");
}
