import { z } from "zod";
import { AppError } from "#contracts/errors.ts";
import { type Db, storable, toRpcError } from "./port.ts";

/** PostgREST's error body; functions of ours put an error code into `message`. */
const errorSchema = z.object({ code: z.string().nullish(), message: z.string(), details: z.string().nullish() });

const timeoutMs = 60_000;

/** The database over PostgREST, with the secret key: how functions reach it, hosted and on a laptop. */
export function postgrestDb(options: { fetch: typeof fetch; supabaseUrl: string; secretKey: string }): Db {
  const { supabaseUrl, secretKey } = options;
  return {
    rpc: async <T>(name: string, args: Record<string, unknown>): Promise<T> => {
      const answer = await options
        .fetch(`${supabaseUrl}/rest/v1/rpc/${name}`, {
          method: "POST",
          headers: { apikey: secretKey, authorization: `Bearer ${secretKey}`, "content-type": "application/json" },
          body: JSON.stringify(args, storable),
          signal: AbortSignal.timeout(timeoutMs),
        })
        .catch((error: unknown) => {
          throw new AppError(
            "unavailable",
            `The database does not answer (${error instanceof Error ? error.name : "unknown"}).`,
          );
        });
      const text = await answer.text();
      if (!answer.ok) throw errorOf(name, answer.status, text);
      return JSON.parse(text === "" ? "null" : text);
    },
  };
}

function errorOf(name: string, status: number, text: string): Error {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = null;
  }
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success || status === 429 || status >= 502) {
    return new AppError("unavailable", `The database answered ${status}.`);
  }
  const { code, message, details } = parsed.data;
  return toRpcError(name, Object.assign(new Error(message), { code, detail: details }));
}
