import type { Job, Report } from "#contracts/api/jobs.ts";
import type { Db } from "./port.ts";

interface Place {
  workspaceId: string;
  jobId: string;
}

/** Throws `not_found` when the workspace has no such job, as all calls here do. */
export function getJob(db: Db, place: Place): Promise<Job> {
  return db.rpc("job_get", { p_workspace: place.workspaceId, p_job: place.jobId });
}

/** Newest first, from behind `before`. */
export function listJobs(
  db: Db,
  page: { workspaceId: string; limit: number; before: { createdAt: string; id: string } | null },
): Promise<Job[]> {
  return db.rpc("jobs_list", {
    p_workspace: page.workspaceId,
    p_limit: page.limit,
    p_before_created_at: page.before?.createdAt ?? null,
    p_before_id: page.before?.id ?? null,
  });
}

export type JobAction = "pause" | "resume" | "cancel";

/** Throws `conflict` when the job's state does not allow it. */
export function changeJob(db: Db, action: JobAction, place: Place & { actor: string | null }): Promise<Job> {
  return db.rpc(`job_${action}`, { p_workspace: place.workspaceId, p_job: place.jobId, p_actor: place.actor });
}

/** Amounts in micro-dollars and thousandths of a credit. */
export interface JobFigures extends Omit<Report, "credits" | "cost_usd" | "left_out" | "providers"> {
  credits_milli: number;
  cost_micros: number;
  providers: Record<string, Omit<Report["providers"][string], "cost_usd"> & { cost_micros: number }>;
}

export function reportJob(db: Db, place: Place): Promise<JobFigures> {
  return db.rpc("job_report", { p_workspace: place.workspaceId, p_job: place.jobId });
}
