import { z } from "zod";
import { leadWarnings, pageStates, refusals } from "../core/capture/captured-lead.ts";
import { pageKinds } from "../core/capture/pages/page-address.ts";
import { dailyCap } from "../core/capture/run/daily-cap.ts";
import { runModes } from "../core/capture/run/words.ts";
import type { Want } from "../core/jobs/words.ts";
import { wantSchema } from "./api/jobs.ts";
import { accountRequestSchemas } from "./extension-account.ts";

/**
 * What the panel and the worker ask a page. `look` reads what is there, without the readers that are switched off; `next`
 * presses the page's own button for the next page; `scroll` moves its list on by one view, so that more rows are filled;
 * `watch` says whether to tell the worker of changes.
 */
export type PageRequest =
  | { to: "page"; type: "look"; off: readonly string[] }
  | { to: "page"; type: "next" }
  | { to: "page"; type: "scroll" }
  | { to: "page"; type: "watch"; on: boolean };

/** What came of pressing "next": `last` when the page says there is none. */
export const turnAnswerSchema = z.object({ turned: z.enum(["yes", "last", "no_button"]) });
export type TurnAnswer = z.infer<typeof turnAnswerSchema>;

/**
 * The only things that a page says by itself, without any content: that it is there, and, while it is watched, that it
 * shows something new. The answer says whether to go on telling.
 */
export const pageNewsSchema = z.object({ to: z.literal("worker"), type: z.enum(["page_here", "page_changed"]) });
export type PageNews = z.infer<typeof pageNewsSchema>;
export interface PageNewsAnswer {
  watch: boolean;
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
  /** Which people of the page the workspace has already; asked before anything is taken. */
  z.object({ to: z.literal("worker"), type: z.literal("known"), tab: z.int() }),
  z.object({
    to: z.literal("worker"),
    type: z.literal("start_run"),
    mode: z.enum(runModes),
    tab: z.int(),
    want: wantSchema,
    /** Leave out people who do not fit the search's filters. */
    fitting: z.boolean(),
  }),
  z.object({ to: z.literal("worker"), type: z.literal("pause_run") }),
  /** `tab`: where the search is open now. */
  z.object({ to: z.literal("worker"), type: z.literal("resume_run"), tab: z.int() }),
  z.object({ to: z.literal("worker"), type: z.literal("stop_run") }),
  /** Whether the run goes on by itself once the day's limit has room, or its search is open again. */
  z.object({ to: z.literal("worker"), type: z.literal("let_go_on"), on: z.boolean() }),
  /** The consent to turning pages, apart from the one to reading them. */
  z.object({ to: z.literal("worker"), type: z.literal("accept_advance") }),
  z.object({ to: z.literal("worker"), type: z.literal("limits") }),
  z.object({
    to: z.literal("worker"),
    type: z.literal("set_daily_cap"),
    people: z.int().min(dailyCap.least).max(dailyCap.most),
  }),
  z.object({ to: z.literal("worker"), type: z.literal("send_now") }),
  z.object({ to: z.literal("worker"), type: z.literal("account") }),
  z.object({ to: z.literal("worker"), type: z.literal("jobs") }),
  ...accountRequestSchemas,
]);
export type WorkerRequest = z.infer<typeof workerRequestSchema>;

/** Reasons for which the worker does not do what it was asked. */
export type WorkerRefusal =
  | "unreachable"
  | "signed_out"
  | "no_consent"
  | "page_gone"
  | "nothing_to_take"
  | "daily_cap"
  | "no_advance_consent"
  | "run_active"
  | "no_run"
  | "too_early"
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
  /** Whether one can sign in with Google here. */
  google: boolean;
  /** What the user chose to look for, and where; null: their own workspace. */
  want: Want;
  workspace: string | null;
}

export interface CaptureOutcome {
  added: number;
  /** Were in the outbox already. */
  known: number;
  /** Cannot be looked up: no company and no public profile. Kept all the same. */
  incomplete: number;
  /** Left for later, because the day's limit is reached. */
  over_cap: number;
}

/** Keys of the page's people (or companies) whom the workspace has. `asked` is false when the server did not answer. */
export interface KnownOnPage {
  asked: boolean;
  keys: string[];
}

/** The day's limit and what is left of it. Times in milliseconds. */
export interface CaptureLimits {
  cap: number;
  used: number;
  left: number;
  resets_at: number | null;
  /** When turning pages was agreed to; null: not yet. */
  advance_consent: string | null;
}

export interface AccountSummary {
  available_milli: number;
  email_milli: number;
  phone_milli: number;
  workspace: { id: string; name: string };
  /** All that the user may choose from; the first is their own. */
  workspaces: { id: string; name: string }[];
}

/** Consent is asked anew when this changes: with what is read, or where it goes. */
export const consentVersion = 2;
/** The same for turning pages. */
export const advanceConsentVersion = 1;
