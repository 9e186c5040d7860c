import type { WorkspaceBudget } from "#contracts/api/budget.ts";
import type { Db } from "./port.ts";

export function getBudget(db: Db, workspaceId: string): Promise<WorkspaceBudget> {
  return db.rpc("workspace_budget_get", { p_workspace: workspaceId });
}

/** Jobs that waited for the next day look again at once. `micros` null: no limit. */
export function setBudget(
  db: Db,
  input: { workspaceId: string; actor: string | null; micros: number | null },
): Promise<WorkspaceBudget> {
  return db.rpc("workspace_budget_set", {
    p_workspace: input.workspaceId,
    p_actor: input.actor,
    p_max_daily_cost_micros: input.micros,
  });
}
