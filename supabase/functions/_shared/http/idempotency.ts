import type { Context, MiddlewareHandler } from "hono";
import { AppError } from "#contracts/errors.ts";
import { abortRequest, beginRequest, finishRequest } from "../db/idempotency.ts";
import type { Db } from "../db/port.ts";
import type { HttpEnv } from "./context.ts";
import { sha256 } from "./sha256.ts";

const keyPattern = /^[\x21-\x7e]{1,200}$/;

/**
 * `Idempotency-Key`: the same key and body get the first answer again, another body is refused, and so is a repeat while
 * the first is still running. Errors are not kept: the request may be sent again with the same key.
 */
export function idempotency(db: Db): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return next();
    if (!keyPattern.test(key))
      throw new AppError("bad_request", "Idempotency-Key takes 1 to 200 visible ASCII characters.");

    const request = { workspaceId: c.get("actor").workspaceId, route: `${c.req.method} ${c.req.path}`, key };
    const begun = await beginRequest(db, { ...request, bodyHash: await hashOf(c) });
    if (begun.state === "mismatch") throw new AppError("idempotency_mismatch");
    if (begun.state === "running") throw new AppError("idempotency_running", undefined, 2);
    if (begun.state === "done") {
      c.header("idempotent-replay", "true");
      return c.body(JSON.stringify(begun.response), answerStatus(begun.response_status), {
        "content-type": "application/json",
      });
    }

    await next();
    if (c.error !== undefined || !c.res.ok) {
      await abortRequest(db, request);
    } else {
      await finishRequest(db, { ...request, status: c.res.status, response: await c.res.clone().json() });
    }
  };
}

const answerStatus = (status: number | null) => (status === 201 || status === 202 ? status : 200);

/** Form bodies carry a boundary that differs in each sending, so their fields are hashed instead of their bytes. */
async function hashOf(c: Context<HttpEnv>): Promise<string> {
  const query = new URL(c.req.url).search;
  if (!c.req.header("content-type")?.toLowerCase().startsWith("multipart/form-data")) {
    return sha256(`${query}\n${await sha256(await c.req.arrayBuffer())}`);
  }
  const parts: string[] = [query];
  for (const [name, value] of Object.entries(await readForm(c))) {
    const text = value instanceof File ? `${value.name}:${await sha256(await value.arrayBuffer())}` : String(value);
    parts.push(JSON.stringify([name, text]));
  }
  return sha256(parts.sort().join("\n"));
}

/** The fields of a form body; the last value of a repeated field. */
export async function readForm(c: Context): Promise<Record<string, string | File>> {
  try {
    return await c.req.parseBody();
  } catch {
    throw new AppError("bad_request", "The form could not be read. Send multipart/form-data with the field file.");
  }
}
