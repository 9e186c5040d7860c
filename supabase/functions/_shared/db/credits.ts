import type { Credits } from "#contracts/api/credits.ts";
import type { Db } from "./port.ts";

/** Balances and the last 50 ledger entries. */
export function getCredits(db: Db, workspaceId: string): Promise<Credits> {
  return db.rpc("credits_get", { p_workspace: workspaceId });
}
