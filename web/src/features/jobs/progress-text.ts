import type { JobAnswer } from "#contracts/api/jobs.ts";
import type { Messages } from "#core/i18n/messages.ts";

/** "312 of 500 · 41 found · about 2 min left": what there is to say of a job's way, part by part. */
export function progressParts({ job, progress }: JobAnswer, texts: Messages["jobs"]["progress"]): string[] {
  if (progress.total === 0) return [texts.nobody];
  const parts = [texts.done(progress.done, progress.total), texts.found(progress.found)];
  if (job.status === "running") {
    parts.push(progress.seconds_left === null ? texts.estimating : texts.left(progress.seconds_left));
    if (progress.per_minute >= 1) parts.push(texts.rate(progress.per_minute));
  }
  const took = tookSeconds(job);
  if (took !== null) parts.push(texts.took(took));
  return parts;
}

function tookSeconds(job: JobAnswer["job"]): number | null {
  if (job.status !== "completed" || job.started_at === null || job.finished_at === null) return null;
  return Math.max(0, (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1_000);
}

/** Which words explain why a job waits. */
export function waitingTexts(reason: string | null, texts: Messages["jobs"]["waiting"]) {
  if (reason === "credits_exhausted" || reason === "providers_unavailable" || reason === "daily_budget")
    return texts[reason];
  return texts.other;
}
