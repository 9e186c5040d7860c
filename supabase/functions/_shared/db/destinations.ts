import type { DeliveredPerson, DeliveryReason, DestinationKind, RowOutcome } from "#core/destinations/words.ts";
import type { Db } from "./port.ts";

export interface Destination {
  id: string;
  last_four: string;
  account: string | null;
  created_at: string;
  refused_at: string | null;
}

interface Place {
  workspaceId: string;
  kind: DestinationKind;
}

/** Without its token; null: not connected. */
export const getDestination = (db: Db, { workspaceId, kind }: Place): Promise<Destination | null> =>
  db.rpc("destination_get", { p_workspace: workspaceId, p_kind: kind });

/** `ciphertext`: what the sealer made of the token. */
export const setDestination = (
  db: Db,
  one: Place & { actor: string | null; ciphertext: string; lastFour: string; account: string | null },
): Promise<Destination> =>
  db.rpc("destination_set", {
    p_workspace: one.workspaceId,
    p_actor: one.actor,
    p_kind: one.kind,
    p_ciphertext: one.ciphertext,
    p_last_four: one.lastFour,
    p_account: one.account,
  });

export const deleteDestination = (db: Db, one: Place & { actor: string | null }): Promise<unknown> =>
  db.rpc("destination_delete", { p_workspace: one.workspaceId, p_actor: one.actor, p_kind: one.kind });

export type PushPerson = DeliveredPerson & { fingerprint: string };

export interface PushBegun {
  destination_id: string;
  run: string;
  /** Above 0: another push is at it for so long, at most; nothing was handed out. */
  busy_ms: number;
  secret_ciphertext?: string;
  /** The job's people were made up. */
  sandbox?: boolean;
  people: PushPerson[];
}

/** Takes the destination for this push and hands out whom to send next. */
export const beginPush = (
  db: Db,
  push: Place & { jobId: string; pushId: string; run: string | null; limit: number; leaseMs: number },
): Promise<PushBegun> =>
  db.rpc("push_begin", {
    p_workspace: push.workspaceId,
    p_job: push.jobId,
    p_kind: push.kind,
    p_push: push.pushId,
    p_run: push.run,
    p_limit: push.limit,
    p_lease_ms: push.leaseMs,
  });

export const recordPush = (
  db: Db,
  push: {
    workspaceId: string;
    destinationId: string;
    pushId: string;
    leaseMs: number;
    rows: readonly { person: PushPerson; outcome: RowOutcome }[];
  },
): Promise<number> =>
  db.rpc("push_record", {
    p_workspace: push.workspaceId,
    p_destination: push.destinationId,
    p_push: push.pushId,
    p_items: push.rows.map(({ person: { contact_id, fingerprint }, outcome }) => ({
      contact_id,
      fingerprint,
      state: outcome.state,
      reason: outcome.state === "sent" ? null : outcome.reason,
      detail: outcome.state === "sent" ? null : outcome.detail,
      external_id: outcome.state === "sent" ? outcome.externalId : null,
    })),
    p_lease_ms: push.leaseMs,
  });

export interface PushSums {
  sent: number;
  already: number;
  left: number;
  refused: { reason: DeliveryReason; count: number; detail: string | null }[];
}

/** Frees the destination and sums up. `tokenRefused`: the destination takes the token no longer. */
export const endPush = (
  db: Db,
  push: {
    workspaceId: string;
    jobId: string;
    actor: string | null;
    destinationId: string;
    pushId: string;
    run: string;
    tokenRefused: boolean;
  },
): Promise<PushSums> =>
  db.rpc("push_end", {
    p_workspace: push.workspaceId,
    p_job: push.jobId,
    p_actor: push.actor,
    p_destination: push.destinationId,
    p_push: push.pushId,
    p_run: push.run,
    p_refused: push.tokenRefused,
  });
