import { createHash } from "node:crypto";
import type { Accounts } from "./accounts.ts";
import { authError } from "./auth-error.ts";

/** Ten guesses at six digits in the ten minutes that a code lives: one chance in a hundred thousand. */
const guesses = 10;
const perMs = 600_000;

/**
 * Checks of codes, limited by address (by caller where a link carries no address) so that six digits cannot be guessed.
 * A wrong code is answered in words; `type: "email"`, which GoTrue takes for any sign-in code, is understood.
 */
export async function verifyWithLimits(
  request: Request,
  peer: string,
  accounts: Accounts,
  forward: (request: Request) => Promise<Response>,
  readBody: (request: Request) => Promise<string | null>,
): Promise<Response> {
  const text = request.method === "GET" ? "" : await readBody(request);
  if (text === null) return authError(413, "request_too_large", "The request is too large.");
  const body = parse(text);
  const email = typeof body.email === "string" ? body.email.trim().toLowerCase() : "";
  const who = createHash("sha256")
    .update(email === "" ? `from ${peer}` : email)
    .digest("base64url");
  const rate = await accounts.takeRate(`verify:${who}`, guesses, perMs);
  if (!rate.granted) {
    const seconds = Math.max(1, Math.ceil(rate.waitMs / 1000));
    const message = `Too many tries. Wait ${Math.ceil(seconds / 60)} min, then ask for a new code.`;
    return authError(429, "over_request_rate_limit", message, seconds);
  }
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const sent = body.type === "email" ? JSON.stringify({ ...body, email, type: "magiclink" }) : text;
  const answer = await forward(
    new Request(request.url, { method: request.method, headers, ...(sent === "" ? {} : { body: sent }) }),
  );
  if (answer.status !== 403) return answer;
  const message = "This code is wrong or no longer valid. Check the digits, or ask for a new code.";
  return authError(403, "otp_expired", message);
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
