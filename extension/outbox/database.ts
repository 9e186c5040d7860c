import { Dexie, type EntityTable } from "dexie";
import type { CapturedCompany } from "#core/capture/captured-company.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import type { Taking } from "#core/capture/run/daily-cap.ts";
import type { RunState } from "#core/capture/run/run-state.ts";
import type { Want } from "#core/jobs/words.ts";
import type { BatchState, HoldReason, RetryReason } from "#core/outbox/delivery.ts";

interface OutboxItem {
  id: number;
  /** User who captured it. */
  owner: string;
  /** Workspace it is for; empty: the user's own. */
  space: string;
  /** `person_key` or `company_key`: one row for each, user and workspace. */
  key: string;
  batch: string;
  /** Place in its batch: a batch must be the same each time it is sent. */
  position: number;
  captured_at: number;
  /** The run that brought it; null: a click. */
  run: string | null;
  /** Why the server could not use it; null: it could, or was not asked yet. */
  refused: string | null;
}

/** A captured lead. Written before the user is told that it was taken; never removed while it is not sent. */
export interface OutboxLead extends OutboxItem {
  lead: CapturedLead;
}

/** A captured company, kept in the same way. */
export interface OutboxCompany extends OutboxItem {
  company: CapturedCompany;
}

/** What is sent together, under one idempotency key: the batch's id. */
export interface OutboxBatch {
  id: string;
  owner: string;
  space: string;
  kind: "people" | "companies";
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

/** A collection that was started: as the user browses, or page by page through one search. */
export interface CaptureRun {
  id: string;
  owner: string;
  space: string;
  /** Name of the first page; null until one was seen. */
  name: string | null;
  want: Want;
  /** Leave out people who do not fit the search's filters. */
  fitting: boolean;
  /** Goes on by itself once the day's limit has room, or its search is open again: the user's choice. */
  goes_on?: boolean;
  tab: number;
  started_at: number;
  state: RunState;
}

/** People read at one time: what the day's limit counts. */
export interface OutboxTaking extends Taking {
  id: number;
  owner: string;
}

export type OutboxDatabase = Dexie & {
  leads: EntityTable<OutboxLead, "id">;
  companies: EntityTable<OutboxCompany, "id">;
  batches: EntityTable<OutboxBatch, "id">;
  runs: EntityTable<CaptureRun, "id">;
  takings: EntityTable<OutboxTaking, "id">;
};

/** The outbox. The worker writes it; the panel only reads, and sees changes as they happen. */
export function openOutbox(name = "captely-outbox"): OutboxDatabase {
  const db = new Dexie(name) as OutboxDatabase;
  db.version(1).stores({
    leads: "++id, &[owner+key], batch",
    batches: "id, state, [owner+state], [owner+created_at]",
  });
  db.version(2)
    .stores({
      leads: "++id, &[owner+space+key], batch",
      companies: "++id, &[owner+space+key], batch",
      runs: "id, state.status, [owner+started_at]",
      takings: "++id, [owner+at]",
    })
    .upgrade(async (tx) => {
      await tx.table("batches").toCollection().modify({ kind: "people", space: "" });
      await tx.table("leads").toCollection().modify({ run: null, space: "" });
    });
  return db;
}
