import { z } from "zod";
import { AppError } from "#contracts/errors.ts";
import { sha256 } from "./sha256.ts";

export interface SessionUser {
  id: string;
  email: string | null;
}

/** Answers whose access token it is; null when it is none that counts. */
export type FindUser = (token: string) => Promise<SessionUser | null>;

const userSchema = z.object({ id: z.uuid(), email: z.string().max(320).nullish() });
const keepMs = 60_000;
const timeoutMs = 5_000;
const maxKept = 5_000;

/**
 * Asks the auth service, and remembers the answer for a minute under the token's hash. Refusals are remembered too, so
 * that a flood of bad tokens does not reach it.
 */
export function createFindUser(options: {
  fetch: typeof fetch;
  supabaseUrl: string;
  publishableKey: string;
  now(): number;
}): FindUser {
  const kept = new Map<string, { until: number; user: SessionUser | null }>();

  const ask = async (token: string): Promise<SessionUser | null> => {
    let answer: Response;
    let body: unknown;
    try {
      answer = await options.fetch(`${options.supabaseUrl}/auth/v1/user`, {
        headers: { authorization: `Bearer ${token}`, apikey: options.publishableKey },
        signal: AbortSignal.timeout(timeoutMs),
      });
      body = answer.status === 200 ? await answer.json() : await answer.body?.cancel();
    } catch {
      throw new AppError("unavailable", "The sign-in service does not answer.");
    }
    if (answer.status >= 500 || answer.status === 429) {
      throw new AppError("unavailable", "The sign-in service does not answer.");
    }
    const user = userSchema.safeParse(body);
    return user.success ? { id: user.data.id, email: user.data.email ?? null } : null;
  };

  return async (token) => {
    const hash = await sha256(token);
    const now = options.now();
    const known = kept.get(hash);
    if (known !== undefined && known.until > now) return known.user;
    const user = await ask(token);
    if (kept.size >= maxKept) kept.clear();
    kept.set(hash, { until: now + keepMs, user });
    return user;
  };
}
