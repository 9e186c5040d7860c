import type { Me } from "#contracts/api/meta.ts";
import type { Db } from "./port.ts";

interface Account {
  workspaces: Me["workspaces"];
  credits: Me["credits"] & { granted_milli: number };
}

/** The workspace, its balance, and all workspaces of the user (only this one when there is no user). */
export function getAccount(db: Db, who: { workspaceId: string; userId: string | null }): Promise<Account> {
  return db.rpc("account_get", { p_workspace: who.workspaceId, p_user: who.userId });
}

/** The first credits of a workspace; given once, however often it is called. */
export function grantWelcome(db: Db, workspaceId: string, amountMilli: number): Promise<unknown> {
  return db.rpc("welcome_grant", { p_workspace: workspaceId, p_amount_milli: amountMilli });
}
