import { unlearned } from "#core/cascade/learning/priors.ts";
import { type PolicySnapshot, snapshotSchema } from "#core/cascade/learning/snapshot.ts";
import type { MeanCost, Path } from "#core/cascade/policy/shadow.ts";
import type { Db } from "./port.ts";

/** What a job's plans are made from; null: nothing was learned when it started. */
export async function readSnapshot(db: Db, id: number | null): Promise<PolicySnapshot> {
  return id === null ? unlearned() : snapshotSchema.parse(await db.rpc("policy_snapshot_get", { p_id: id }));
}

/** Which ways the contacts of a job went through its e-mail cascade, and what answers cost. */
export function jobPaths(
  db: Db,
  place: { workspaceId: string; jobId: string },
): Promise<{ paths: Path[]; costs: MeanCost[] }> {
  return db.rpc("job_paths", { p_workspace: place.workspaceId, p_job: place.jobId });
}
