import type { Me } from "#contracts/api/meta.ts";
import type { Db } from "./port.ts";

/** The workspace, its balance, and all workspaces of the user (only this one when there is no user). */
export function getAccount(
  db: Db,
  who: { workspaceId: string; userId: string | null },
): Promise<{ workspaces: Omit<Me["workspace"], never>[]; credits: Me["credits"] }> {
  return db.rpc("account_get", { p_workspace: who.workspaceId, p_user: who.userId });
}
