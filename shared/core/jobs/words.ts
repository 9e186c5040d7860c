/** The closed lists of states; `supabase/migrations` holds the same lists and a test compares the two. */
export const jobStatuses = ["draft", "running", "paused", "waiting", "completed", "cancelled", "failed"] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const contactStatuses = ["draft", "pending", "working", "done", "duplicate", "cancelled"] as const;

export const contactResults = ["found", "partial", "not_found", "invalid_row", "suppressed", "failed"] as const;
export type ContactResult = (typeof contactResults)[number];

/** Why a contact's cascade stopped. */
export const stopReasons = [
  "accepted",
  "best_held",
  "exhausted",
  "not_worth_asking",
  "budget",
  "bad_input",
  "opted_out",
  "providers_unavailable",
  "gave_up",
  "cancelled",
] as const;
export type StopReason = (typeof stopReasons)[number];

export type Want = "email" | "phone" | "both";

/**
 * Who decides whom a contact asks next. `fixed`: the order the customer pinned. `auto`: the learned policy. `shadow`: the
 * pinned order too, and the job's report tells what the policy would have done.
 */
export const cascadeModes = ["fixed", "auto", "shadow"] as const;
export type CascadeMode = (typeof cascadeModes)[number];

/** What a user chose for one job. Amounts are integers: micro-dollars and thousandths of a credit. */
export interface JobOptions {
  want: Want;
  /** 0–100: stop as soon as an e-mail answer reaches it. */
  threshold: number;
  /** Providers in the order in which they are asked; with mode `auto` just who may be asked. */
  order: string[];
  /** Left out: `fixed`. */
  mode?: CascadeMode | undefined;
  /** Set when the job starts: the snapshot its plans are made from. Null: nothing was learned by then. */
  policy_snapshot?: number | null | undefined;
  /** The same for phone numbers; set by the API. Left out or empty: nobody can be asked for phones. */
  phone_order?: string[] | undefined;
  /** Providers that were asked for but have no key; they are left out of the orders and the report names them. */
  left_out?: string[] | undefined;
  /** 0 trusts the providers' labels; 1–4 as the verification levels say. */
  verify: 0 | 1 | 2 | 3 | 4;
  /** Null: no budget. */
  max_cost_micros: number | null;
  /** The same for each contact: the next ask is left out when it could go beyond. */
  max_contact_cost_micros?: number | null | undefined;
  /** The same for each day (UTC): the job waits for the next one. */
  max_daily_cost_micros?: number | null | undefined;
  /** How long a contact waits for providers in trouble before it fails. */
  patience_ms: number;
  sandbox: boolean;
  /** Thousandths of a credit held for each contact before anybody is asked; see `holdMilli`. */
  hold_milli: number;
}
