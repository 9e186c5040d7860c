import { z } from "zod";
import { limits } from "./common.ts";

const addressSchema = z.string().max(1_000);
/** 4 asks the mail server, where a verifier runs. */
const levelSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const checkSchema = z.enum(["pass", "fail", "unknown", "skipped"]);

/** Either `email` or `emails`. */
export const verifyEmailSchema = z.union([
  z.object({ email: addressSchema, level: levelSchema.default(3) }),
  z.object({ emails: z.array(addressSchema).min(1).max(limits.emailsPerVerify), level: levelSchema.default(3) }),
]);
export type VerifyEmail = z.input<typeof verifyEmailSchema>;

export const emailVerdictSchema = z.object({
  email: z.string(),
  status: z.enum(["deliverable", "risky", "undeliverable", "unknown"]),
  reason: z.string(),
  score: z.number(),
  level: z.number(),
  checks: z.object({ syntax: checkSchema, domain: checkSchema, mx: checkSchema, smtp: checkSchema }),
  flags: z.object({
    disposable: z.boolean(),
    role: z.boolean(),
    free: z.boolean(),
    catch_all: z.boolean(),
    alias: z.boolean(),
    full: z.boolean(),
    disabled: z.boolean(),
    smtputf8: z.boolean(),
    implicit_mx: z.boolean(),
  }),
  provider: z.string().nullable(),
  suggestion: z.string().nullable(),
  retry_after: z.string().nullable(),
  normalized: z.string().nullable(),
});
/** What the score is made of: points with the name of their reason and what it means. */
const explainedVerdictSchema = emailVerdictSchema.extend({
  score_lines: z.array(z.object({ code: z.string(), points: z.number(), why: z.string() })),
  /** Level 4 only: why this is not the mail server's last word, in a sentence; null where it is. */
  note: z.string().nullable().optional(),
});
export const verifyEmailAnswerSchema = z.union([
  explainedVerdictSchema,
  z.object({ results: z.array(explainedVerdictSchema) }),
]);

/** Who asks mail servers. */
export const verifierStateSchema = z.object({
  verifier: z.object({
    running: z.boolean(),
    /** Null: none ever ran. */
    last_seen: z.string().nullable(),
    /** The name it gives to mail servers. */
    helo: z.string().nullable(),
    /** The address that mail servers see; null: not found out. */
    address: z.string().nullable(),
    port25: z.enum(["open", "closed", "unknown"]),
    /** Whether the address resolves back to that name. */
    ptr: z.enum(["match", "mismatch", "missing", "unknown"]),
    /** Blocklists that name the address; null: none could be asked. */
    listed: z.array(z.string()).nullable(),
  }),
  /** Addresses that wait, counted to 10,000. */
  waiting: z.number(),
});
export type VerifierState = z.infer<typeof verifierStateSchema>;

const numberSchema = z.string().max(200);
const regionSchema = z
  .string()
  .regex(/^[A-Za-z]{2}$/, "two letters, as in FR")
  .transform((region) => region.toUpperCase());

const phoneOptions = {
  /** The country of numbers written without a country code. */
  region: regionSchema.nullish(),
  /** Asks the configured look-up service whether the lines are alive: for admins, and up to 100 numbers. */
  lookup: z.boolean().default(false),
};

/** Either `phone` or `phones`. */
export const verifyPhoneSchema = z.union([
  z.object({ phone: numberSchema, ...phoneOptions }),
  z.object({ phones: z.array(numberSchema).min(1).max(limits.phonesPerVerify), ...phoneOptions }),
]);
export type VerifyPhone = z.input<typeof verifyPhoneSchema>;

export const phoneResultSchema = z
  .object({
    input: z.string(),
    valid: z.boolean(),
    possible: z.boolean(),
    e164: z.string().nullable(),
    international: z.string().nullable(),
    national: z.string().nullable(),
    ext: z.string().nullable(),
    region: z.string().nullable(),
    /** libphonenumber's words: MOBILE, FIXED_LINE, FIXED_LINE_OR_MOBILE, VOIP, … */
    type: z.string(),
    carrier: z.string().nullable(),
    /** prefix_original: who first had the number range; lookup: who has the line today. */
    carrier_source: z.enum(["prefix_original", "lookup"]).nullable(),
    portable: z.boolean().nullable(),
    location: z.string().nullable(),
    timezones: z.array(z.string()),
    /** Null: nobody was asked. */
    active: z.boolean().nullable(),
    score: z.number(),
    reason: z.string(),
    /** What the score is made of; `why` is a stable word. */
    score_lines: z.array(z.object({ points: z.number(), why: z.string() })),
  })
  .meta({ id: "PhoneResult" });
export const verifyPhoneAnswerSchema = z.union([phoneResultSchema, z.object({ results: z.array(phoneResultSchema) })]);
