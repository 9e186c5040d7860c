import { z } from "zod";
import { countSchema, idSchema, timeSchema } from "./common.ts";

const channelSchema = z.enum(["email", "phone"]);

/** How many contacts stand where in the line of one source. */
const laneSchema = z.object({
  provider: z.string(),
  channel: channelSchema,
  /** Could be asked now. */
  ready: countSchema,
  /** Wait for a time: a retry, or a source in trouble. */
  later: countSchema,
  /** Being asked. */
  leased: countSchema,
  /** Of paused jobs, or without credits. */
  paused: countSchema,
  oldest_ready_at: timeSchema.nullable(),
});
export type QueueLane = z.infer<typeof laneSchema>;

/** One window of a request limit: what was taken of it in its last `per_ms` milliseconds. */
const limitSchema = z.object({
  provider: z.string(),
  key_id: z.string(),
  route: z.string(),
  capacity: z.number(),
  per_ms: z.number(),
  used: z.number(),
});
export type QueueLimit = z.infer<typeof limitSchema>;

const breakerSchema = z.object({
  provider: z.string(),
  /** Null where keys are not told. */
  key_id: z.string().nullable(),
  breaker: z.enum(["closed", "open", "half_open"]),
  failures: countSchema,
  opened_at: timeSchema.nullable(),
  /** Open: when one ask is tried again. */
  retry_at: timeSchema.nullable(),
  disabled_reason: z.enum(["auth", "out_of_credits"]).nullable(),
  disabled_at: timeSchema.nullable(),
});
export type QueueBreaker = z.infer<typeof breakerSchema>;

const leaseSchema = z.object({
  batch_id: idSchema,
  provider: z.string(),
  channel: channelSchema,
  /** intent: about to be sent. submitted: the source works on it. answered: to be settled. */
  state: z.enum(["intent", "submitted", "answered"]),
  worker: z.string().nullable(),
  fence: z.number(),
  takeovers: countSchema,
  leased_until: timeSchema.nullable(),
  poll_at: timeSchema.nullable(),
  deadline_at: timeSchema.nullable(),
  created_at: timeSchema,
  contacts: countSchema,
});
export type QueueLease = z.infer<typeof leaseSchema>;

const deadLetterSchema = z.object({
  id: z.int(),
  workspace_id: idSchema,
  job_id: idSchema,
  contact_id: idSchema,
  provider: z.string(),
  channel: channelSchema,
  /** The worker's own word, for the operator; null for others. */
  reason: z.string().nullable(),
  tries: countSchema,
  created_at: timeSchema,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export const queueSchema = z
  .object({
    /** installation: everything, for its operator. workspace: what concerns the caller's workspace. */
    scope: z.enum(["installation", "workspace"]),
    as_of: timeSchema,
    lanes: z.array(laneSchema),
    limits: z.array(limitSchema),
    breakers: z.array(breakerSchema),
    /** Calls under way: the 200 oldest. */
    leases: z.array(leaseSchema),
    dead_letters: z.object({
      count: countSchema,
      /** The 100 newest. */
      items: z.array(deadLetterSchema),
    }),
    workers: z.array(z.object({ worker: z.string(), seen_at: timeSchema })),
    oldest_waiting: z
      .object({
        contact_id: idSchema,
        job_id: idSchema,
        workspace_id: idSchema,
        provider: z.string(),
        channel: channelSchema,
        since: timeSchema,
      })
      .nullable(),
  })
  .meta({ id: "Queue" });
export type Queue = z.infer<typeof queueSchema>;

export const redriveSchema = z.strictObject({ ids: z.array(z.int().min(1)).min(1).max(500) });
export const redrivenSchema = z.object({
  redriven: countSchema,
  /** Not there, not yours, sent again before, or their job was cancelled. */
  skipped: countSchema,
});

export const enableSourceSchema = z.strictObject({
  provider: z.string().min(1).max(40),
  key_id: z.string().min(1).max(40),
});
