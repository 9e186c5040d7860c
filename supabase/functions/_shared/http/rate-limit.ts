import type { MiddlewareHandler } from "hono";
import { AppError } from "#contracts/errors.ts";
import type { Db } from "../db/port.ts";
import type { HttpEnv } from "./context.ts";

/** One token per request from the actor's bucket in the database, so that all instances together keep to the limit. */
export function rateLimit(db: Db, perMinute: number): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const taken = await db.rpc<{ granted: number; wait_ms: number }>("rate_take", {
      p_bucket: `api:${c.get("actor").subject}`,
      p_count: 1,
      p_windows: [{ capacity: perMinute, per_ms: 60_000 }],
    });
    if (taken.granted < 1) {
      throw new AppError("rate_limited", `The limit is ${perMinute} requests a minute.`, taken.wait_ms / 1_000);
    }
    await next();
  };
}
