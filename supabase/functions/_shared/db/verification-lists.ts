import type { VerificationList, VerificationRow } from "#contracts/api/verification-lists.ts";
import type { ListedVerdict } from "#core/verification/list-verdict.ts";
import type { ListKind, RowStatus } from "#core/verification/list-words.ts";
import type { Db } from "./port.ts";

interface Place {
  workspaceId: string;
  listId: string;
}

const at = (place: Place) => ({ p_workspace: place.workspaceId, p_list: place.listId });

export interface NewList {
  name: string;
  kind: ListKind;
  columns: readonly string[];
  value_column: number;
  region: string | null;
}

/** Makes a draft. */
export function createList(
  db: Db,
  input: { workspaceId: string; actor: string | null; list: NewList },
): Promise<{ list_id: string }> {
  return db.rpc("verification_list_create", {
    p_workspace: input.workspaceId,
    p_actor: input.actor,
    p_list: input.list,
  });
}

/** Rows of a draft; one that was sent before is there once. `rows` is how many the list has now. */
export function addListRows(
  db: Db,
  place: Place,
  rows: readonly { row_number: number; cells: readonly string[] }[],
  most: number,
): Promise<{ added: number; rows: number }> {
  return db.rpc("verification_list_add_rows", { ...at(place), p_rows: rows, p_most: most });
}

/** Hands a draft to the workers; repeating it is harmless. */
export function startList(db: Db, place: Place): Promise<VerificationList> {
  return db.rpc("verification_list_start", at(place));
}

export function getList(db: Db, place: Place): Promise<VerificationList> {
  return db.rpc("verification_list_get", at(place));
}

export function recentLists(db: Db, workspaceId: string, limit: number): Promise<VerificationList[]> {
  return db.rpc("verification_lists_recent", { p_workspace: workspaceId, p_limit: limit });
}

/** Rows by number from behind `after`. */
export function pageListRows(
  db: Db,
  page: Place & { after: number; limit: number; status: RowStatus | null },
): Promise<VerificationRow[]> {
  return db.rpc("verification_list_rows", {
    ...at(page),
    p_after: page.after,
    p_limit: page.limit,
    p_status: page.status,
  });
}

/** Deletes a list with its rows, in any state. */
export function deleteList(db: Db, place: Place & { actor: string | null }): Promise<unknown> {
  return db.rpc("verification_list_delete", { ...at(place), p_actor: place.actor });
}

/** Rows that one worker holds for a while. */
export interface ListClaim {
  claim: string;
  list_id: string;
  workspace_id: string;
  kind: ListKind;
  region: string | null;
  rows: { row_number: number; value: string; attempts: number }[];
}

export interface ListResult {
  row_number: number;
  status: RowStatus;
  verdict: ListedVerdict;
}

/** The worker's side. */
export const listQueue = (db: Db) => ({
  claim: (limit: number, leaseMs: number) =>
    db.rpc<ListClaim | null>("verification_list_claim", { p_limit: limit, p_lease_ms: leaseMs }),
  settle: ({ list_id, claim }: ListClaim, results: readonly ListResult[]) =>
    db.rpc<{ settled: number }>("verification_list_settle", {
      p_list: list_id,
      p_claim: claim,
      p_results: results,
    }),
  /** Gives rows back until their verdict, which is being made elsewhere, may be there. */
  wait: ({ list_id, claim }: ListClaim, rowNumbers: readonly number[], delayMs: number) =>
    db.rpc<number>("verification_list_wait", {
      p_list: list_id,
      p_claim: claim,
      p_rows: rowNumbers,
      p_delay_ms: delayMs,
    }),
});
export type ListQueue = ReturnType<typeof listQueue>;
