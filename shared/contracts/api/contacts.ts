import { z } from "zod";
import { contactResults, contactStatuses } from "../../core/jobs/words.ts";
import { countSchema, idSchema, microsSchema, milliSchema, timeSchema } from "./common.ts";
import { emailVerdictSchema, phoneResultSchema } from "./verify.ts";

const text = z.string().nullable();

/** What users can say of an address. */
export const feedbackKinds = ["works", "wrong_person", "bounced"] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** Why a confidence is what it is. */
export const assessmentSchema = z
  .object({
    /** What was known, in stable words: provider, label, score, verification, mailbox, name, domain, sources. */
    evidence: z.record(z.string(), z.string()),
    /** The points of all lines add up to the confidence as it was given. */
    reasons: z.array(z.object({ factor: z.string(), grade: z.string(), points: z.int() })),
    /** The counted outcomes it was judged by; null: none had been counted yet. */
    calibration: z.int().nullable(),
  })
  .meta({ id: "Assessment" });
export type Assessment = z.infer<typeof assessmentSchema>;

export const contactSchema = z
  .object({
    id: idSchema,
    job_id: idSchema,
    row_number: z.int(),
    /** The original cells, in the order of the job's columns. */
    cells: z.array(z.string()),
    first_name: text,
    last_name: text,
    full_name: text,
    name_raw: text,
    company: text,
    company_raw: text,
    domain: text,
    title: text,
    location: text,
    country: text,
    linkedin_url: text,
    given_email: text,
    given_phone: text,
    status: z.enum(contactStatuses),
    duplicate_of: idSchema.nullable(),
    duplicate_of_row: z.int().nullable(),
    result: z.enum(contactResults).nullable(),
    reason: text,
    email: text,
    email_status: z.enum(["deliverable", "risky", "undeliverable", "unknown"]).nullable(),
    email_confidence: z.int().nullable(),
    email_source: text,
    email_verdict: emailVerdictSchema.nullable(),
    email_assessment: assessmentSchema.nullable(),
    email_feedback: z.enum(feedbackKinds).nullable(),
    email_feedback_at: timeSchema.nullable(),
    /** Given back after feedback, of what the contact was charged. */
    email_refunded_milli: milliSchema,
    phone: text,
    phone_type: text,
    phone_status: text,
    phone_source: text,
    /** The contact of an earlier import whose e-mail answer stands here; it was neither asked for nor charged again. */
    email_from: idSchema.nullable(),
    /** The same for the phone. */
    phone_from: idSchema.nullable(),
    cost_micros: microsSchema,
    credits_milli: milliSchema,
    started_at: timeSchema.nullable(),
    finished_at: timeSchema.nullable(),
    updated_at: timeSchema,
  })
  .meta({ id: "Contact" });
export type Contact = z.infer<typeof contactSchema>;

/** One ask of one provider: what was answered, what it cost and what was decided then. */
export const trailEntrySchema = z
  .object({
    id: z.int(),
    provider: z.string(),
    channel: z.enum(["email", "phone"]),
    attempt: countSchema,
    asked_at: timeSchema.nullable(),
    answered_at: timeSchema.nullable(),
    latency_ms: z.number().nullable(),
    /** "found", "skipped", or how it ended without a result: "miss", "rate_limited", … */
    outcome: z.string(),
    native_label: text,
    label: text,
    email: text,
    phone: text,
    phone_kind: text,
    score: z.number().nullable(),
    confidence: z.number().nullable(),
    /** What our own checks said of the answer: of an address or, in the channel "phone", of a number. */
    verdict: z.union([emailVerdictSchema, phoneResultSchema]).nullable(),
    cost_micros: microsSchema,
    detail: text,
    decision: z.object({ do: z.string(), provider: text.optional(), reason: text.optional() }).nullable(),
  })
  .meta({ id: "TrailEntry" });
export type TrailEntry = z.infer<typeof trailEntrySchema>;

export const contactAnswerSchema = z.object({ contact: contactSchema, trail: z.array(trailEntrySchema) });
export type ContactAnswer = z.infer<typeof contactAnswerSchema>;

export const contactListSchema = z.object({
  contacts: z.array(contactSchema),
  /** Row number to pass as `cursor`; null on the last page. */
  next_cursor: z.int().nullable(),
});
export type ContactList = z.infer<typeof contactListSchema>;
