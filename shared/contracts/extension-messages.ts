import { z } from "zod";
import { leadWarnings, pageStates, refusals } from "../core/capture/captured-lead.ts";
import { pageKinds } from "../core/capture/pages/page-address.ts";
import { wantSchema } from "./api/jobs.ts";

/** What the panel and the worker ask a page: `look` reads what is there. Pages answer; they never send by themselves. */
export interface PageRequest {
  to: "page";
  type: "look";
}

const text = (most: number) => z.string().max(most).nullable();
const source = z.enum(["api", "dom"]);
const shared = {
  company_id: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullable(),
  location: text(300),
  summary: text(4_000),
  source,
  filled: z.record(z.string().max(40), source),
  warnings: z.array(z.enum(leadWarnings)).max(20),
};

const seenLeadSchema = z.object({
  kind: z.literal("person"),
  ...shared,
  member_id: z
    .string()
    .regex(/^\d{1,12}$/)
    .nullable(),
  token: z
    .string()
    .regex(/^AC[wo]A[\w-]{20,60}$/)
    .nullable(),
  first_name: text(300),
  last_name: text(300),
  full_name: text(300),
  title: text(1_000),
  headline: text(1_000),
  company: text(500),
  linkedin_url: z
    .string()
    .max(600)
    .regex(/^https:\/\/www\.linkedin\.com\/in\/[^/?#\s]+$/)
    .nullable(),
  sales_nav_url: z
    .string()
    .max(300)
    .regex(/^https:\/\/www\.linkedin\.com\/sales\/lead\/[\w,-]+$/)
    .nullable(),
  degree: z.int().min(1).max(3).nullable(),
  premium: z.boolean().nullable(),
  open_link: z.boolean().nullable(),
  started_on: z
    .string()
    .regex(/^\d{4}(?:-\d{2})?$/)
    .nullable(),
});

const seenCompanySchema = z.object({
  kind: z.literal("company"),
  ...shared,
  company: z.string().min(1).max(500),
  industry: text(200),
  employees: text(60),
  website: text(500),
});

/** A page's answer to `look`. Its texts come from a website: whoever takes it checks it. */
export const pageAnswerSchema = z.object({
  kind: z.enum(pageKinds),
  url: z.string().max(20_000),
  state: z.enum(pageStates),
  rows: z.array(z.discriminatedUnion("kind", [seenLeadSchema, seenCompanySchema])).max(200),
  refused: z.record(z.enum(refusals), z.int().min(0)),
  paging: z
    .object({
      start: z.int(),
      count: z.int(),
      total: z.int().nullable(),
      page: z.int(),
      session: text(200),
    })
    .nullable(),
  applied: z.array(z.string().max(10_000)).max(60),
});
export type PageAnswer = z.infer<typeof pageAnswerSchema>;

/** What the panel asks of the worker, which alone has the session and writes the outbox. */
export const workerRequestSchema = z.discriminatedUnion("type", [
  z.object({ to: z.literal("worker"), type: z.literal("status") }),
  z.object({ to: z.literal("worker"), type: z.literal("send_code"), email: z.string().min(3).max(254) }),
  z.object({
    to: z.literal("worker"),
    type: z.literal("verify_code"),
    email: z.string().min(3).max(254),
    code: z.string().regex(/^\d{6}$/),
  }),
  z.object({ to: z.literal("worker"), type: z.literal("sign_out") }),
  z.object({ to: z.literal("worker"), type: z.literal("accept_consent") }),
  z.object({
    to: z.literal("worker"),
    type: z.literal("capture"),
    tab: z.int(),
    want: wantSchema,
    /** Keys of rows that the user leaves out. */
    without: z.array(z.string().max(300)).max(200),
  }),
  z.object({ to: z.literal("worker"), type: z.literal("send_now") }),
  z.object({ to: z.literal("worker"), type: z.literal("account") }),
  z.object({ to: z.literal("worker"), type: z.literal("jobs") }),
]);
export type WorkerRequest = z.infer<typeof workerRequestSchema>;

/** Reasons for which the worker does not do what it was asked. */
export type WorkerRefusal =
  | "unreachable"
  | "signed_out"
  | "no_consent"
  | "page_gone"
  | "nothing_to_take"
  | "storage_full"
  | "server";

export type WorkerAnswer<T> =
  | { ok: true; value: T }
  | { ok: false; reason: WorkerRefusal; code?: string | undefined; status?: number | undefined };

export interface WorkerStatus {
  user: { id: string; email: string } | null;
  /** When the consent of the current version was given; null: not yet. */
  consent: string | null;
  sandbox: boolean;
  dashboard: string;
}

export interface CaptureOutcome {
  added: number;
  /** Were in the outbox already. */
  known: number;
  /** Cannot be looked up: no company and no public profile. Kept all the same. */
  incomplete: number;
}

export interface AccountSummary {
  available_milli: number;
  email_milli: number;
  phone_milli: number;
}

/** Consent is asked anew when this changes: with what is read, or where it goes. */
export const consentVersion = 1;
