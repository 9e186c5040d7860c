import type { Credits } from "#contracts/api/credits.ts";
import type { Db } from "./port.ts";

/** Balances, and ledger entries before `before` (null: from the newest), newest first. `limit`: up to 501. */
export function getCredits(
  db: Db,
  input: { workspaceId: string; before: number | null; limit: number },
): Promise<Omit<Credits, "next_cursor">> {
  return db.rpc("credits_get", { p_workspace: input.workspaceId, p_before: input.before, p_limit: input.limit });
}
