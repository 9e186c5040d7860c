import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { z } from "zod";

/** How a hook said no. `code` is ours: hosted Supabase passes on status and message only. */
export interface HookRefusal {
  status: number;
  message: string;
  code: string;
}

/** Calls one hook with its payload; null when it agreed. */
export type CallHook = (name: "before-user-created" | "send-email", payload: unknown) => Promise<HookRefusal | null>;

const answerSchema = z.object({
  error: z
    .object({ http_code: z.number().int().optional(), message: z.string(), code: z.string().optional() })
    .optional(),
});

/** Hosted Supabase gives a hook five seconds. */
const timeoutMs = 5_000;

/**
 * HTTP hooks as GoTrue calls them: Standard Webhooks signature over the JSON body, an answer of 200 whose `error` refuses,
 * any other status a failure of the hook itself. Refused connections are tried again within the time.
 */
export function hookCaller(origin: () => Promise<string | null>, secret: string): CallHook {
  const webhook = new Webhook(secret.replace(/^v1,/, ""));
  return async (name, payload) => {
    const base = await origin();
    if (base === null) return hookFailed("Failed to reach hook after maximum retries");
    const body = JSON.stringify(payload);
    const id = randomUUID();
    const at = new Date();
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": webhook.sign(id, at, body),
    };
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await fetch(`${base}/webhooks/${name}`, { method: "POST", headers, body, signal });
      const text = await answer.text();
      if (!answer.ok) return hookFailed(`Unexpected status code returned from hook: ${answer.status}`);
      return refusalIn(text);
    } catch {
      return hookFailed("Failed to reach hook within maximum time of 5 seconds");
    }
  };
}

const hookFailed = (message: string): HookRefusal => ({ status: 500, message, code: "unexpected_failure" });

function refusalIn(text: string): HookRefusal | null {
  if (text.trim() === "") return null;
  try {
    const { error } = answerSchema.parse(JSON.parse(text));
    return error ? { status: error.http_code ?? 500, message: error.message, code: error.code ?? "unknown" } : null;
  } catch {
    return hookFailed("Error unmarshaling JSON output.");
  }
}
