import type { MiddlewareHandler } from "hono";
import type { Log } from "../log.ts";
import type { HttpEnv } from "./context.ts";

/** One line a request: no query, no body, no person. */
export function accessLog(deps: { log: Log; now(): number }): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = deps.now();
    await next();
    deps.log.info("request", {
      request_id: c.get("requestId"),
      method: c.req.method,
      path: c.req.path.slice(0, 200),
      status: c.res.status,
      ms: Math.round(deps.now() - started),
      workspace_id: c.var.actor?.workspaceId,
      via: c.var.actor?.via,
    });
  };
}
