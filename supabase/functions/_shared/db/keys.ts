import type { ApiKey } from "#contracts/api/keys.ts";
import type { Role } from "#contracts/api/meta.ts";
import type { Db } from "./port.ts";

export interface ResolvedActor {
  user_id: string | null;
  workspace_id: string;
  role: Role;
}

/** Null when the user is no member of the workspace, or the key unknown or revoked. Without a workspace: the user's personal one. */
export function resolveActor(
  db: Db,
  who: { userId: string | null; keyHash: string | null; workspaceId: string | null },
): Promise<ResolvedActor | null> {
  return db.rpc("actor_resolve", { p_user: who.userId, p_key_hash: who.keyHash, p_workspace: who.workspaceId });
}

/** `hash`: SHA-256 of the secret; the secret itself never reaches the database. */
export function createKey(
  db: Db,
  key: { workspaceId: string; actor: string | null; name: string; prefix: string; hash: string },
): Promise<ApiKey> {
  return db.rpc("api_key_create", {
    p_workspace: key.workspaceId,
    p_actor: key.actor,
    p_name: key.name,
    p_prefix: key.prefix,
    p_hash: key.hash,
  });
}

export function revokeKey(db: Db, key: { workspaceId: string; actor: string | null; id: string }): Promise<unknown> {
  return db.rpc("api_key_revoke", { p_workspace: key.workspaceId, p_actor: key.actor, p_id: key.id });
}

/** Newest first, revoked ones too. */
export function listKeys(db: Db, workspaceId: string): Promise<ApiKey[]> {
  return db.rpc("api_keys_list", { p_workspace: workspaceId });
}
