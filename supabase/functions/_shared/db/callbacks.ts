import type { Db } from "./port.ts";

/** unknown: no such batch, or a wrong token. late: the batch is over. */
export type CallbackFate = "stored" | "late" | "unknown";

/** Keeps what a provider told of a batch, if it knows the batch's token, and makes the batch due. */
export function storeCallback(
  db: Db,
  call: { provider: string; batchId: string; tokenHash: string; payload: unknown },
): Promise<CallbackFate> {
  return db.rpc("callback_store", {
    p_provider: call.provider,
    p_batch: call.batchId,
    p_token_hash: call.tokenHash,
    p_payload: call.payload,
  });
}
