import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { type Role, roles } from "#contracts/api/meta.ts";
import { AppError } from "#contracts/errors.ts";
import { resolveActor } from "../db/keys.ts";
import type { Db } from "../db/port.ts";
import type { Actor, HttpEnv } from "./context.ts";
import type { FindUser } from "./session-users.ts";
import { sha256 } from "./sha256.ts";

const workspaceId = z.uuid();
const maxTokenLength = 8_192;

/** Finds out who asks and puts it on the context; refuses everybody else. */
export function authenticate(deps: { db: Db; findUser: FindUser }): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const token = bearer(c.req.header("authorization"));
    const wanted = c.req.header("x-workspace-id");
    if (wanted !== undefined && !workspaceId.safeParse(wanted).success) {
      throw new AppError("bad_request", "X-Workspace-Id takes the id of a workspace.");
    }
    c.set("actor", token.startsWith("cap_") ? await byKey(deps, token, wanted) : await bySession(deps, token, wanted));
    await next();
  };
}

/** Refuses actors whose role is below `least`. */
export function requireRole(least: Role): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { role } = c.get("actor");
    if (roles.indexOf(role) < roles.indexOf(least)) {
      throw new AppError("forbidden", `This takes the role ${least}; yours is ${role}.`);
    }
    await next();
  };
}

function bearer(header: string | undefined): string {
  const token = /^bearer +(\S+)$/i.exec(header ?? "")?.[1];
  if (token === undefined || token.length > maxTokenLength) throw new AppError("unauthorized");
  return token;
}

async function byKey(deps: { db: Db }, key: string, wanted: string | undefined): Promise<Actor> {
  const hash = await sha256(key);
  const found = await resolveActor(deps.db, { userId: null, keyHash: hash, workspaceId: null });
  if (found === null) throw new AppError("unauthorized", "This API key is unknown or revoked.");
  if (wanted !== undefined && found.workspace_id !== wanted) throw notYours();
  return { ...actorOf(found), email: null, via: "api_key", subject: hash.slice(0, 16) };
}

async function bySession(
  deps: { db: Db; findUser: FindUser },
  token: string,
  wanted: string | undefined,
): Promise<Actor> {
  const user = await deps.findUser(token);
  if (user === null) throw new AppError("unauthorized");
  const found = await resolveActor(deps.db, { userId: user.id, keyHash: null, workspaceId: wanted ?? null });
  if (found === null) throw notYours();
  return { ...actorOf(found), email: user.email, via: "session", subject: user.id };
}

const actorOf = (found: { user_id: string | null; workspace_id: string; role: Role }) => ({
  userId: found.user_id,
  workspaceId: found.workspace_id,
  role: found.role,
});

const notYours = () => new AppError("forbidden", "You are not a member of this workspace.");
