import type { JobStatus } from "./words.ts";

/** What can happen to a job. `start`, `pause`, `resume` and `cancel` are asked for by people; the rest follows from the work. */
export const jobEvents = [
  "start",
  "start_empty",
  "pause",
  "resume",
  "cancel",
  "credits_exhausted",
  "credits_granted",
  "last_contact_done",
] as const;
export type JobEvent = (typeof jobEvents)[number];

/**
 * The state machine of jobs. SQL carries it out (job_pause, job_resume, …) and a test compares the two. An event that is
 * missing here is refused with `conflict`.
 */
export const jobTransitions: Readonly<Record<JobStatus, Partial<Record<JobEvent, JobStatus>>>> = {
  draft: { start: "running", start_empty: "completed" },
  running: {
    pause: "paused",
    cancel: "cancelled",
    credits_exhausted: "waiting",
    last_contact_done: "completed",
  },
  // Contacts that were paid for before go on while the others wait.
  waiting: {
    pause: "paused",
    resume: "running",
    cancel: "cancelled",
    credits_exhausted: "waiting",
    credits_granted: "running",
    last_contact_done: "completed",
  },
  // Asks in flight are settled, so that the last contact can end while the job is paused.
  paused: { resume: "running", cancel: "cancelled", last_contact_done: "completed" },
  completed: {},
  cancelled: {},
  failed: {},
};

export type JobChange = { ok: true; status: JobStatus } | { ok: false; reason: "conflict" };

export function changeJobStatus(status: JobStatus, event: JobEvent): JobChange {
  const next = jobTransitions[status][event];
  return next ? { ok: true, status: next } : { ok: false, reason: "conflict" };
}

/** Nothing more happens to a job in one of these. */
export function isJobOver(status: JobStatus): boolean {
  return Object.keys(jobTransitions[status]).length === 0;
}
