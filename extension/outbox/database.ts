import { Dexie, type EntityTable } from "dexie";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import type { Want } from "#core/jobs/words.ts";
import type { BatchState, HoldReason, RetryReason } from "#core/outbox/delivery.ts";

/** A captured lead. Written before the user is told that it was taken; never removed while it is not sent. */
export interface OutboxLead {
  id: number;
  /** User who captured it. */
  owner: string;
  /** `person_key`: one row for a person and user. */
  key: string;
  batch: string;
  /** Place in its batch: a batch must be the same each time it is sent. */
  position: number;
  lead: CapturedLead;
  captured_at: number;
  /** Why the server could not use it; null: it could, or was not asked yet. */
  refused: string | null;
}

/** Leads that are sent together, under one idempotency key: the batch's id. */
export interface OutboxBatch {
  id: string;
  owner: string;
  /** What the user sees it under; also the name of the job. */
  name: string;
  want: Want;
  count: number;
  state: BatchState;
  attempts: number;
  next_at: number;
  leased_until: number;
  /** The worker that is sending it. */
  holder: string;
  reason: HoldReason | RetryReason | null;
  /** The server's own words, for a batch that it refused. */
  detail: string | null;
  job_id: string | null;
  accepted: number;
  duplicates: number;
  created_at: number;
  sent_at: number | null;
}

export type OutboxDatabase = Dexie & {
  leads: EntityTable<OutboxLead, "id">;
  batches: EntityTable<OutboxBatch, "id">;
};

/** The outbox. The worker writes it; the panel only reads, and sees changes as they happen. */
export function openOutbox(name = "captely-outbox"): OutboxDatabase {
  const db = new Dexie(name) as OutboxDatabase;
  db.version(1).stores({
    leads: "++id, &[owner+key], batch",
    batches: "id, state, [owner+state], [owner+created_at]",
  });
  return db;
}
