import type { Messages } from "../i18n/messages.ts";

type ErrorName = keyof Messages["session"]["errors"];

/** Codes that wait for a mail limit, as opposed to general haste. */
const mailLimits = new Set(["over_email_send_rate_limit", "email_rate_limit"]);

/** How long a code is good, in milliseconds. */
export const codeLifeMs = 10 * 60_000;

interface Failure {
  code?: string | undefined;
  status?: number | undefined;
}

const isFailure = (error: unknown): error is Failure => typeof error === "object" && error !== null;

/** Which sentence tells why no code was sent. */
export function sendErrorName(error: unknown): ErrorName {
  if (!isFailure(error)) return "other";
  const { code, status } = error;
  if (code === "email_not_professional") return "notProfessional";
  if (code !== undefined && mailLimits.has(code)) return "tooMany";
  if (code === "over_request_rate_limit") return "tooFast";
  if (code === "email_address_invalid" || code === "validation_failed") return "badEmail";
  if (status === 429) return "tooMany";
  // The sign-up hook refuses with a 4xx and no code of its own: the address is what it judges.
  if (status === 403 || status === 422) return "notProfessional";
  if (status === undefined || status === 0) return "unreachable";
  return "other";
}

/** Which sentence tells why a code was refused. The service does not tell wrong from old: the clock does. */
export function codeErrorName(error: unknown, sentAt: number, now: number): ErrorName {
  if (!isFailure(error)) return "other";
  const { code, status } = error;
  if (code === "over_request_rate_limit" || status === 429) return "tooFast";
  if (code === "otp_expired" || status === 401 || status === 403 || status === 400 || status === 422) {
    return now - sentAt > codeLifeMs ? "expiredCode" : "wrongCode";
  }
  if (status === undefined || status === 0) return "unreachable";
  return "other";
}

/** Digits of what was typed or pasted ("123 456", "Your code: 123456"), six at most. */
export const codeDigits = (text: string): string => text.replaceAll(/\D/g, "").slice(0, 6);
