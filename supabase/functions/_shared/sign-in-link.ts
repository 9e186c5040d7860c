import { z } from "zod";
import { AppError } from "#contracts/errors.ts";

/** Makes a one-time token that signs an existing user in; nothing is mailed. */
export type CreateSignInToken = (email: string) => Promise<string>;

const answerSchema = z.object({ hashed_token: z.string().min(1).max(500) });
const timeoutMs = 10_000;

/** Asks the auth service's admin API (`POST /admin/generate_link`), which takes the secret key. */
export function createSignInToken(options: {
  fetch: typeof fetch;
  supabaseUrl: string;
  secretKey: string;
}): CreateSignInToken {
  const { supabaseUrl, secretKey } = options;
  return async (email) => {
    const answer = await options
      .fetch(`${supabaseUrl}/auth/v1/admin/generate_link`, {
        method: "POST",
        headers: { apikey: secretKey, authorization: `Bearer ${secretKey}`, "content-type": "application/json" },
        body: JSON.stringify({ type: "magiclink", email }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      .catch(() => null);
    const body: unknown = await answer?.json().catch(() => null);
    const parsed = answerSchema.safeParse(body);
    if (answer === null || !answer.ok || !parsed.success) {
      throw new AppError("unavailable", "The sign-in service does not answer.");
    }
    return parsed.data.hashed_token;
  };
}
