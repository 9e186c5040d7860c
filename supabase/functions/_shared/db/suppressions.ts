import type { SuppressionList } from "#contracts/api/suppressions.ts";
import type { Db } from "./port.ts";

/** How many keys were new. */
export function addSuppressions(db: Db, workspaceId: string, keys: readonly string[]): Promise<number> {
  return db.rpc("suppression_add", { p_workspace: workspaceId, p_keys: keys, p_reason: "user", p_source: "api" });
}

/** Takes back what this workspace added; opt-outs that hold everywhere stay. */
export function removeSuppressions(db: Db, workspaceId: string, keys: readonly string[]): Promise<number> {
  return db.rpc("suppression_remove", { p_workspace: workspaceId, p_keys: keys });
}

/** The newest 1,000 of the workspace. */
export function listSuppressions(db: Db, workspaceId: string): Promise<SuppressionList["suppressions"]> {
  return db.rpc("suppressions_list", { p_workspace: workspaceId, p_limit: 1_000 });
}
