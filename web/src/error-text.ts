import type { Messages } from "#core/i18n/messages.ts";
import { ApiError, UnexpectedAnswerError, UnreachableError } from "./api.ts";

/** One sentence for the reader; details for support come behind it. */
export function errorText(messages: Messages["errors"], error: unknown): string {
  if (error instanceof UnreachableError) return messages.unreachable;
  if (error instanceof UnexpectedAnswerError) return messages.unexpectedAnswer;
  if (!(error instanceof ApiError)) return messages.other;
  const known = Object.hasOwn(messages.codes, error.code) ? messages.codes[error.code] : undefined;
  const parts = [known ?? error.message];
  if (error.code === "unprocessable" && error.detail) parts.push(error.detail);
  if (error.retryAfterSeconds !== undefined) parts.push(messages.retryIn(error.retryAfterSeconds));
  if (error.code === "internal" && error.requestId) parts.push(`(${messages.requestId(error.requestId)})`);
  return parts.join(" ");
}
