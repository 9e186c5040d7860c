import type { Role } from "#contracts/api/meta.ts";

/** Who makes a request, and in which workspace. */
export interface Actor {
  /** Null for API keys that outlived the user who made them. */
  userId: string | null;
  /** Null for API keys. */
  email: string | null;
  workspaceId: string;
  role: Role;
  via: "session" | "api_key";
  /** Stable name for rate limits and logs: the user's id, or the start of the key's hash. */
  subject: string;
}

/** What the middleware puts on a request's context. */
export interface HttpEnv {
  Variables: { requestId: string; actor: Actor };
}
