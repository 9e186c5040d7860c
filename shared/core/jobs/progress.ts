import type { JobStatus } from "./words.ts";

export interface JobCounts {
  status: JobStatus;
  contact_count: number;
  done_count: number;
  found_count: number;
  partial_count: number;
  email_count: number;
  phone_count: number;
  /** Contacts whose phone is awaited, and those of them with an address. */
  phone_pending_count?: number | undefined;
  pending_email_count?: number | undefined;
  waiting_reason: string | null;
  /** ISO 8601. */
  started_at: string | null;
  finished_at: string | null;
}

export interface JobProgress {
  total: number;
  done: number;
  /** Contacts with at least one usable result. */
  found: number;
  emails: number;
  phones: number;
  /** Contacts whose phone is awaited. */
  phones_pending: number;
  per_minute: number;
  /** Null unless the job runs and has finished somebody. */
  seconds_left: number | null;
  waiting_reason: string | null;
}

/** How far a job is, from its counters. `now`: milliseconds since 1970. */
export function progressOf(job: JobCounts, now: number): JobProgress {
  const perMinute = pace(job, now);
  const left = job.contact_count - job.done_count;
  // Their contacts are not done, but the addresses are there.
  const delivered = job.pending_email_count ?? 0;
  const moving = job.status === "running" && perMinute > 0;
  return {
    total: job.contact_count,
    done: job.done_count,
    found: job.found_count + job.partial_count + delivered,
    emails: job.email_count + delivered,
    phones: job.phone_count,
    phones_pending: job.phone_pending_count ?? 0,
    per_minute: Math.round(perMinute * 10) / 10,
    seconds_left: moving ? Math.ceil((left / perMinute) * 60) : null,
    waiting_reason: job.waiting_reason,
  };
}

function pace(job: JobCounts, now: number): number {
  if (job.started_at === null || job.done_count === 0) return 0;
  const end = job.finished_at === null ? now : Date.parse(job.finished_at);
  // A second at least: a clock that differs from the database's must not make the pace endless.
  const ms = Math.max(1_000, end - Date.parse(job.started_at));
  return job.done_count / (ms / 60_000);
}
