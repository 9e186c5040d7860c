import type { z } from "zod";
import type { WorkerAnswer } from "#contracts/extension-messages.ts";
import { loadServerConfig } from "./server-config.ts";
import { currentSession } from "./session.ts";

/** A reading call of the API with the user's session. */
export async function callApi<T>(schema: z.ZodType<T>, path: string): Promise<WorkerAnswer<T>> {
  const [config, session] = [await loadServerConfig(), await currentSession()];
  if (config === null) return { ok: false, reason: "unreachable" };
  if (session === null) return { ok: false, reason: "signed_out" };
  try {
    const response = await fetch(`${config.api_url}${path}`, {
      headers: { authorization: `Bearer ${session.token}` },
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 401) return { ok: false, reason: "signed_out" };
    if (!response.ok) return { ok: false, reason: "server", status: response.status };
    const parsed = schema.safeParse(await response.json());
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: "server" };
  } catch {
    return { ok: false, reason: "unreachable" };
  }
}
