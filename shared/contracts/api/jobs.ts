import { z } from "zod";
import { importFields } from "../../core/imports/fields.ts";
import { cascadeModes, contactResults, jobStatuses } from "../../core/jobs/words.ts";
import { countSchema, idSchema, limits, microsSchema, milliSchema, rowCursorSchema, timeSchema } from "./common.ts";

export const wantSchema = z.enum(["email", "phone", "both"]);
const verifyLevelSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export const jobSources = ["csv", "xlsx", "api", "extension", "cli"] as const;

const providerNamesSchema = z.array(z.string().min(1).max(40)).max(20);

/** What a caller may choose; anything left out takes the server's default. Unknown words are refused. */
export const jobOptionsInputSchema = z.strictObject({
  want: wantSchema.optional(),
  /** 0–100: stop as soon as an e-mail answer reaches it. */
  threshold: z.int().min(0).max(100).optional(),
  /** Pins the order in which providers are asked, which always wins; those without a key are left out. */
  order: providerNamesSchema.optional(),
  /** Who may be asked, without pinning an order. */
  providers: providerNamesSchema.optional(),
  /** `fixed` (default): the pinned order. `auto`: whom it pays to ask next. `shadow`: the pinned order, and what `auto` would have done. */
  mode: z.enum(cascadeModes).optional(),
  verify: verifyLevelSchema.optional(),
  /** Micro-dollars; null: no budget. */
  max_cost_micros: z.int().min(0).nullable().optional(),
  /** For each contact: an ask that could go beyond is left out. */
  max_contact_cost_micros: z.int().min(0).nullable().optional(),
  /** For each day (UTC): the job waits for the next one. */
  max_daily_cost_micros: z.int().min(1).nullable().optional(),
  patience_ms: z
    .int()
    .min(0)
    .max(7 * 24 * 3_600_000)
    .optional(),
});
export type JobOptionsInput = z.infer<typeof jobOptionsInputSchema>;

/** The options as a job holds them. */
export const jobOptionsSchema = z
  .object({
    want: wantSchema,
    threshold: z.number(),
    order: z.array(z.string()),
    mode: z.enum(cascadeModes).optional(),
    /** The snapshot that the plans of the job are made from; null: nothing was learned when it started. */
    policy_snapshot: z.int().nullable().optional(),
    phone_order: z.array(z.string()).optional(),
    verify: verifyLevelSchema,
    max_cost_micros: microsSchema.nullable(),
    max_contact_cost_micros: microsSchema.nullable().optional(),
    max_daily_cost_micros: microsSchema.nullable().optional(),
    patience_ms: z.number(),
    sandbox: z.boolean(),
    hold_milli: milliSchema,
    /** Providers that were asked for but have no key here. */
    left_out: z.array(z.string()).optional(),
  })
  .meta({ id: "JobOptions" });

export const jobSchema = z
  .object({
    id: idSchema,
    workspace_id: idSchema,
    name: z.string(),
    source: z.enum(jobSources),
    status: z.enum(jobStatuses),
    columns: z.array(z.string()),
    mapping: z.partialRecord(z.enum(importFields), z.int()),
    options: jobOptionsSchema,
    row_count: countSchema,
    contact_count: countSchema,
    invalid_count: countSchema,
    duplicate_count: countSchema,
    done_count: countSchema,
    found_count: countSchema,
    partial_count: countSchema,
    not_found_count: countSchema,
    suppressed_count: countSchema,
    failed_count: countSchema,
    email_count: countSchema,
    phone_count: countSchema,
    /** Contacts whose e-mail is settled and whose phone is awaited; absent: none. The counters above take them at their end. */
    phone_pending_count: countSchema.optional(),
    /** Of those, with an address. */
    pending_email_count: countSchema.optional(),
    /** What those contacts were charged already. */
    pending_credits_milli: milliSchema.optional(),
    credits_milli: milliSchema,
    cost_micros: microsSchema,
    /** Why a job with status `waiting` waits: "credits_exhausted", "providers_unavailable". */
    waiting_reason: z.string().nullable(),
    created_at: timeSchema,
    started_at: timeSchema.nullable(),
    finished_at: timeSchema.nullable(),
    updated_at: timeSchema,
  })
  .meta({ id: "Job" });
export type Job = z.infer<typeof jobSchema>;

export const progressSchema = z
  .object({
    /** Contacts that are worked on: without invalid rows and duplicates. */
    total: countSchema,
    done: countSchema,
    /** Contacts with at least one usable result. */
    found: countSchema,
    emails: countSchema,
    phones: countSchema,
    /** Contacts whose phone is awaited while their e-mail, where one was found, is delivered already. */
    phones_pending: countSchema,
    /** Contacts finished per minute since the start; 0 before the first. */
    per_minute: z.number().min(0),
    seconds_left: z.int().min(0).nullable(),
    waiting_reason: z.string().nullable(),
  })
  .meta({ id: "Progress" });
export type Progress = z.infer<typeof progressSchema>;

export const jobAnswerSchema = z.object({ job: jobSchema, progress: progressSchema });
export type JobAnswer = z.infer<typeof jobAnswerSchema>;

export const jobListQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});

export const jobListSchema = z.object({ jobs: z.array(jobAnswerSchema), next_cursor: z.string().nullable() });
export type JobList = z.infer<typeof jobListSchema>;

export const contactListQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(100),
  /** `next_cursor` of the page before. */
  cursor: rowCursorSchema.optional(),
  result: z.enum(contactResults).optional(),
});

export const exportQuerySchema = z.object({
  /** "1" leaves cells that a spreadsheet would run as a formula as they are. */
  raw: z.enum(["0", "1"]).default("0"),
});

export const providerReportSchema = z.object({
  asked: countSchema,
  found: countSchema,
  accepted: countSchema,
  errors: countSchema,
  rate_limited: countSchema,
  cost_usd: z.number(),
  p50_ms: z.number().nullable(),
});

const tallySchema = z.object({ asks: z.number(), cost_usd: z.number(), accepted: z.number() });

/** What the learned policy would have done with the contacts of a job that followed a pinned order. */
export const shadowReportSchema = z
  .object({
    contacts: countSchema,
    /** The snapshot that the comparison is made from; null: nothing was learned by then. */
    policy_snapshot: z.int().nullable(),
    /** Asks, what they cost, and the e-mails that reached the threshold. */
    actual: tallySchema,
    /** The same as the policy would have it; fractions, because part of it is expectation. */
    auto: tallySchema,
    /** Contacts for whom the policy would have begun with another source. */
    other_first: countSchema,
    /** Share of the policy's asks whose answer is known from this job, 0 to 1. */
    known: z.number(),
  })
  .meta({ id: "ShadowReport" });
export type ShadowReport = z.infer<typeof shadowReportSchema>;

/** The fields of the report file of `npm run enrich`. */
export const reportSchema = z.object({
  contacts: countSchema,
  found: countSchema,
  partial: countSchema,
  not_found: countSchema,
  failed: countSchema,
  suppressed: countSchema,
  invalid: countSchema,
  duplicates: countSchema,
  emails: countSchema,
  phones: countSchema,
  credits: z.number(),
  cost_usd: z.number(),
  duration_ms: z.number().nullable(),
  sandbox: z.boolean(),
  /** Providers of the order that have no key and were left out. */
  left_out: z.array(z.string()),
  providers: z.record(z.string(), providerReportSchema),
});
export type Report = z.infer<typeof reportSchema>;
