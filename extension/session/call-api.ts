import type { z } from "zod";
import { problemSchema } from "#contracts/api/common.ts";
import type { WorkerAnswer } from "#contracts/extension-messages.ts";
import { readChoices } from "./choices.ts";
import { loadServerConfig } from "./server-config.ts";
import { currentSession } from "./session.ts";

interface CallOptions {
  /** Sent as JSON; makes the call a POST. */
  body?: unknown;
}

/** A call of the API with the user's session, in the workspace that they chose. */
export async function callApi<T>(
  schema: z.ZodType<T>,
  path: string,
  options: CallOptions = {},
): Promise<WorkerAnswer<T>> {
  const answer = await callApiRaw(path, options);
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(await answer.value.json().catch(() => null));
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, reason: "server" };
}

/** The same for answers that are no JSON. */
export async function callApiRaw(path: string, { body }: CallOptions = {}): Promise<WorkerAnswer<Response>> {
  const [config, session, { workspace }] = [await loadServerConfig(), await currentSession(), await readChoices()];
  if (config === null) return { ok: false, reason: "unreachable" };
  if (session === null) return { ok: false, reason: "signed_out" };
  const headers = new Headers({ authorization: `Bearer ${session.token}` });
  if (workspace !== null) headers.set("x-workspace-id", workspace);
  if (body !== undefined) headers.set("content-type", "application/json");
  let response: Response;
  try {
    response = await fetch(`${config.api_url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
  } catch {
    return { ok: false, reason: "unreachable" };
  }
  if (response.ok) return { ok: true, value: response };
  if (response.status === 401) return { ok: false, reason: "signed_out" };
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  return {
    ok: false,
    reason: "server",
    status: response.status,
    code: problem.success ? problem.data.code : undefined,
  };
}
