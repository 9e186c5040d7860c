import type { Queue } from "#contracts/api/queue.ts";
import type { Db } from "./port.ts";

type QueueRow = Omit<Queue, "scope">;

/** `workspaceId` null: of the whole installation. */
export function readQueue(db: Db, workspaceId: string | null): Promise<QueueRow> {
  return workspaceId === null ? db.rpc("admin_queue", {}) : db.rpc("workspace_queue", { p_workspace: workspaceId });
}

/** Sends given-up contacts again; those of other workspaces are skipped unless `workspaceId` is null. */
export function redrive(
  db: Db,
  order: { workspaceId: string | null; ids: number[]; actor: string | null },
): Promise<{ redriven: number; skipped: number }> {
  const args = { p_ids: order.ids, p_actor: order.actor };
  return order.workspaceId === null
    ? db.rpc("dead_letter_redrive", args)
    : db.rpc("workspace_redrive", { p_workspace: order.workspaceId, ...args });
}

/** Of every key that was ever reported. */
export function sourceStates(db: Db): Promise<{ provider: string; key_id: string }[]> {
  return db.rpc("provider_states_list", {});
}

/** Lets a source be asked again that was switched off for its key or its credits. */
export function enableSource(db: Db, key: { provider: string; keyId: string }): Promise<unknown> {
  return db.rpc("provider_report", {
    p_provider: key.provider,
    p_key_id: key.keyId,
    p_event: "enable",
    p_retry_ms: 0,
  });
}

export function isFirstAccount(db: Db, userId: string): Promise<boolean> {
  return db.rpc("is_first_account", { p_user: userId });
}
