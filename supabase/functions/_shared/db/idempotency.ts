import type { Db } from "./port.ts";

interface Request {
  workspaceId: string;
  /** Method and path. */
  route: string;
  key: string;
}

export interface Begun {
  state: "new" | "running" | "done" | "mismatch";
  response_status: number | null;
  response: unknown;
}

const named = (request: Request) => ({ p_workspace: request.workspaceId, p_route: request.route, p_key: request.key });

/** Claims the key for this request, or tells what became of its first use. */
export function beginRequest(db: Db, request: Request & { bodyHash: string }): Promise<Begun> {
  return db.rpc("idempotency_begin", { ...named(request), p_body_hash: request.bodyHash });
}

/** Keeps the answer for repeats. */
export function finishRequest(db: Db, request: Request & { status: number; response: unknown }): Promise<unknown> {
  return db.rpc("idempotency_finish", { ...named(request), p_status: request.status, p_response: request.response });
}

/** Gives the key back after a failure. */
export function abortRequest(db: Db, request: Request): Promise<unknown> {
  return db.rpc("idempotency_abort", named(request));
}
